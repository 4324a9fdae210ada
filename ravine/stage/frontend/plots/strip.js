/**
 * Strip of effective learning rates below the losses: the same steps, its own y axis. Its canvases are created when
 * a race first has a schedule.
 */

import { h } from "../page/dom.js";
import { createOverlay } from "./overlay.js";
import { rateCurves } from "./race-curves.js";
import { rateRange, steadyRange } from "./scale.js";

/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {{kind: Axis, decades: number, range: [number, number]}} StripAxis */

/** @param {import("../page/layout.js").Plot} plot  the loss chart */
export function createStrip(plot) {
  const paper = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const ink = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h("div", { class: "rv-strip" }, paper, ink);
  /** @type {ReturnType<typeof createOverlay> | null} */
  let overlay = null;
  /** @type {Curve[]} */
  let curves = [];
  /** @type {StripAxis | null} */
  let axis = null;

  return {
    /**
     * @param {boolean} wanted
     * @param {Run[]} runs
     * @returns {StripAxis | null}
     */
    prepare(wanted, runs) {
      box.hidden = !wanted;
      if (!wanted) {
        axis = null;
        return null;
      }
      if (!overlay) {
        plot.box.append(box);
        overlay = createOverlay({ graph: plot.graph, paper, ink, box }, "yaxis2");
      }
      const rates = rateCurves(runs);
      const { kind } = rates;
      curves = rates.curves;
      const needed = rateRange(
        curves.map(({ series }) => series),
        kind,
      );
      const range = steadyRange(axis?.kind === kind ? axis.range : null, needed);
      axis = { kind, decades: range[1] - range[0], range };
      return axis;
    },

    /** @param {Omit<import("./overlay.js").Picture, "curves">} picture */
    draw(picture) {
      if (axis) overlay?.draw({ ...picture, curves });
    },

    /** @type {(x: number, y: number, reach: number) => import("../types.js").Hit | null} */
    find: (x, y, reach) => (axis && overlay ? overlay.find(curves, x, y, reach) : null),
  };
}
