/** Connect pointing, clicking and double clicking on the plots to their actions. */

import { addZoom } from "../page/layout.js";
import { watchGestures } from "./gestures.js";
import { watchPointer } from "./hover.js";
import { createZoomHint } from "./zoom-hint.js";
import { listenToZoomKeys } from "./zoom-keys.js";

const DOUBLE = 350; // ms within which a second click makes a double click

/** @typedef {[number, number]} Point */
/** @typedef {import("../types.js").Hit} Hit */

/**
 * @param {ReturnType<typeof import("./views.js").createViews>} views
 * @param {ReturnType<typeof import("../page/layout.js").createLayout>} layout
 * @param {{start: () => Point, moved: ((start: Point) => void) | null,
 *   seek: (step: number) => void, redraw: () => void, word: () => import("../types.js").Word,
 *   point: (hit: Hit | null, event: PointerEvent | null) => void}} act
 */
export function connectPlots(views, layout, act) {
  const { contour, loss } = views;
  /** @type {{start: Point, at: number} | null} */
  let before = null;
  const wholeContour = () => contour.home && contour.look(contour.home);

  const hint = createZoomHint(layout.contour.box, act.word);
  const mapMoved = watchGestures(layout.contour.box, contour, act.redraw, hint);
  const lossMoved = watchGestures(layout.loss.box, loss, act.redraw, () => {});

  contour.on("plotly_click", (event) => {
    if (!act.moved || !event.xvals || mapMoved()) return;
    const now = performance.now();
    if (before && now - before.at < DOUBLE) return;
    before = { start: act.start(), at: now };
    act.moved([event.xvals[0], event.yvals[0]]);
  });
  // The first click of a double click has moved the start: move it back.
  function undo() {
    if (before) act.moved?.(before.start);
    before = null;
    setTimeout(wholeContour); // after Plotly's own reset
  }
  contour.on("plotly_doubleclick", undo);
  // The first click has put the handle where the second one lands.
  layout.contour.box.addEventListener(
    "pointerdown",
    (event) => {
      const onHandle = /** @type {Element} */ (event.target).matches(".rv-handle");
      if (!onHandle || !before || performance.now() - before.at >= DOUBLE) return;
      event.stopPropagation();
      undo();
    },
    true,
  );
  loss.on("plotly_click", (event) => event.xvals && !lossMoved() && act.seek(event.xvals[0]));
  loss.on("plotly_doubleclick", () => views.wholeLoss());
  const zoomMap = (/** @type {number} */ factor) => {
    if (factor) contour.zoom(factor);
    else wholeContour();
  };
  listenToZoomKeys(layout.contour.box, contour, zoomMap);
  addZoom(layout.contour, zoomMap);
  addZoom(layout.loss, (factor) => (factor ? loss.zoom(factor) : views.wholeLoss()));
  watchPointer(layout.contour.box, views.findOnContour, act.point);
  watchPointer(layout.loss.box, views.findOnLoss, act.point);
}
