/** Create the controls around the plots and put them in their places. */

import { SETTINGS, SETTINGS_PLACE } from "../page/page-events.js";
import { copied, moved, racersOf } from "../player/lineup.js";
import { createStart } from "../player/start.js";
import { createBatchBar } from "./batch-bar.js";
import { createBoard } from "./board.js";
import { createRacerMenu } from "./racer-menu.js";
import { createToolbar } from "./toolbar.js";
import { createTransport } from "./transport.js";

/** @typedef {import("../player/state.js").State} State */

/**
 * @param {ReturnType<typeof import("../page/layout.js").createLayout>} layout
 * @param {ReturnType<typeof import("../page/tip.js").createTip>} tip
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @param {{state: () => State, open: boolean, served: boolean,
 *   change: (patch: import("../types.js").Change, final?: boolean) => void,
 *   copy?: () => void, take?: () => void, full: () => void, restore: () => void}} act
 *   open: whether who races can be changed; served: a server answers what this browser cannot; without one, restore
 *   puts back what was changed
 */
export function createControls(layout, tip, clock, act) {
  const { state, open, served, change, ...tools } = act;
  const view = () => state().view;
  const transport = createTransport(clock);
  const menu = open ? createMenu(state, change) : null;
  const board = createBoard(tip, menu, {
    rate: (key, value, final) => change({ lr: { [key]: value } }, final),
    toggle: (key) => {
      const { off } = view();
      const others = off.filter((hidden) => hidden !== key);
      change({ view: { off: off.includes(key) ? others : [...off, key] } });
    },
  });
  const batch = createBatchBar({ change, view, served });
  const toolbar = createToolbar({
    ...{ ...tools, view, served },
    change: (patch) => change({ view: patch }),
  });
  const handle = createStart(
    layout.contour.graph,
    () => state().scene?.surface,
    (start, final) => change({ start }, final),
  );
  layout.contour.box.append(handle.element);
  layout.below.append(transport.element, batch.element, layout.samples);
  layout.grid.append(
    toolbar.element,
    layout.maps,
    layout.contour.cell,
    layout.three.cell,
    layout.below,
    layout.slice,
    layout.sweep,
    board.element,
    layout.loss.cell,
  );
  return { transport, batch, board, toolbar, handle };
}

/**
 * @param {() => State} state
 * @param {(patch: import("../types.js").Change) => void} change
 */
function createMenu(state, change) {
  const racers = () => racersOf(state().scene?.runs ?? [], state().changes);
  return createRacerMenu(
    {
      copy: (key) => change(copied(key, racers(), state().changes)),
      fan: (key, spread) => change({ fan: { [key]: spread } }),
      move: (key, by) => change({ o: moved(key, racers(), by) }),
      remove: (key) => change({ o: racers().filter((racer) => racer !== key) }),
      settings: (key) => {
        change({ settings_of: key });
        document.dispatchEvent(new Event(SETTINGS));
      },
    },
    racers,
    () => !!document.querySelector(SETTINGS_PLACE),
  );
}
