/** Create the controls around the plots and put them in their places. */

import { createStart } from "../player/start.js";
import { createBatchBar } from "./batch-bar.js";
import { createBoard } from "./board.js";
import { createToolbar } from "./toolbar.js";
import { createTransport } from "./transport.js";

/** @typedef {import("../types.js").View} View */

/**
 * @param {ReturnType<typeof import("../page/layout.js").createLayout>} layout
 * @param {ReturnType<typeof import("../page/tip.js").createTip>} tip
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @param {{view: () => View, surface: () => import("../types.js").Surface | undefined,
 *   change: (patch: import("../types.js").Change, final?: boolean) => void,
 *   copy: () => void, picture: () => void, full: () => void}} act
 */
export function createControls(layout, tip, clock, act) {
  const { view, change, surface, copy, picture, full } = act;
  const transport = createTransport(clock);
  const board = createBoard(tip, {
    rate: (key, value, final) => change({ lr: { [key]: value } }, final),
    toggle: (key) => {
      const { off } = view();
      const others = off.filter((hidden) => hidden !== key);
      change({ view: { off: off.includes(key) ? others : [...off, key] } });
    },
  });
  const batch = createBatchBar({ change, view });
  const toolbar = createToolbar({
    view,
    change: (patch) => change({ view: patch }),
    copy,
    picture,
    full,
  });
  const handle = createStart(layout.contour.graph, surface, (start, final) =>
    change({ start }, final),
  );
  layout.contour.box.append(handle.element);
  layout.below.append(transport.element, batch.element, layout.samples);
  layout.grid.append(
    toolbar.element,
    layout.contour.cell,
    layout.three.cell,
    layout.below,
    layout.slice,
    board.element,
    layout.loss.cell,
  );
  return { transport, batch, board, toolbar, handle };
}
