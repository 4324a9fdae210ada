/** What pointing, clicking and double clicking on the plots does. */

import { watchPointer } from "./hover.js";
import { addZoom } from "./layout.js";

/** @typedef {[number, number]} Point */
/** @typedef {import("./types.js").Hit} Hit */

/**
 * @param {ReturnType<typeof import("./views.js").createViews>} views
 * @param {ReturnType<typeof import("./layout.js").createLayout>} layout
 * @param {{start: () => Point, moved: ((start: Point) => void) | null,
 *   seek: (step: number) => void,
 *   point: (hit: Hit | null, event: PointerEvent | null) => void}} act
 */
export function connectPlots(views, layout, act) {
  const { contour, loss } = views;
  /** @type {Point | null} */
  let before = null;
  const wholeContour = () => contour.home && contour.look(contour.home);

  contour.graph.on("plotly_click", (event) => {
    if (!act.moved || !event.xvals) return;
    before = act.start();
    act.moved([event.xvals[0], event.yvals[0]]);
  });
  contour.graph.on("plotly_doubleclick", () => {
    // It began as a click, but wasn't meant as one.
    if (before) act.moved?.(before);
    before = null;
    wholeContour();
  });
  loss.graph.on("plotly_click", (event) => event.xvals && act.seek(event.xvals[0]));
  loss.graph.on("plotly_doubleclick", () => views.wholeLoss());
  addZoom(layout.contour, (factor) => (factor ? contour.zoom(factor) : wholeContour()));
  addZoom(layout.loss, (factor) => (factor ? loss.zoom(factor) : views.wholeLoss()));
  watchPointer(layout.contour.box, views.findOnContour, act.point);
  watchPointer(layout.loss.box, views.findOnLoss, act.point);
}
