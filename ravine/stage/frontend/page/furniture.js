/** Everything around the plots that a visitor can work with, made and put in its place. */

import { createBatchBar } from "../controls/batch-bar.js";
import { createBoard } from "../controls/board.js";
import { createToolbar } from "../controls/toolbar.js";
import { createTransport } from "../controls/transport.js";
import { createStart } from "../player/start.js";

/** @typedef {import("../types.js").View} View */

/**
 * @param {ReturnType<typeof import("./layout.js").createLayout>} layout
 * @param {ReturnType<typeof import("./tip.js").createTip>} tip
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @param {{view: () => View, surface: () => import("../types.js").Surface | undefined,
 *   change: (patch: import("../types.js").Change, final?: boolean) => void,
 *   copy: () => void, picture: () => void, full: () => void}} act
 */
export function createFurniture(layout, tip, clock, act) {
  const { view, change, surface, copy, picture, full } = act;
  const transport = createTransport(clock);
  const board = createBoard(tip, {
    rate: (key, value, final) => change({ lr: { [key]: value } }, final),
    toggle: (key) => {
      const { off } = view();
      const others = off.filter((one) => one !== key);
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
