/** Describe the point of a run that the pointer is on. */

import { describePoint } from "../plots/hover.js";
import { locate } from "../protocol/payload.js";
import { isCovered } from "./state.js";

/** @typedef {import("../types.js").Hit} Hit */

/**
 * @param {ReturnType<typeof import("../page/tip.js").createTip>} tip
 * @param {{dragging: boolean}} handle  of the start
 * @param {{state: () => import("./state.js").State, clock: {step: number},
 *   screen: Pick<ReturnType<typeof import("./screen.js").createScreen>, "plots">,
 *   dispatch: (event: import("./state.js").Event) => void}} player
 * @returns {(hit: Hit | null, event: PointerEvent | null) => void}
 */
export function createPointing(tip, handle, { state, clock, screen, dispatch }) {
  return (hit, event) => {
    const { scene, word } = state();
    const run = hit && !handle.dragging && scene?.runs.find(({ key }) => key === hit.key);
    const size = screen.plots?.spans();
    const ahead = run && isCovered(state()) && hit.index > locate(run, clock.step).index;
    if (run && event && size && !ahead) {
      tip.point(event.clientX, event.clientY, describePoint(run, hit.index, word, size));
    } else tip.hide();
    dispatch({ type: "hovered", hit: ahead ? null : hit });
  };
}
