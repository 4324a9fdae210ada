/** Draw the slice, with axes like those of the loss chart. */

import { drawAxes, line as drawLine, PLAIN, scaledMargin, viewOf } from "../plots/axes.js";
import { beginFrame, CPU, pixelRatio } from "../plots/canvas.js";
import { boxOf, clipSegment, polyline } from "../plots/polyline.js";
import { disc, ring } from "../plots/shapes.js";
import { parabola } from "./slice-line.js";

/** @typedef {import("./slice-line.js").Pair} Pair */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {{line: import("./slice-line.js").Line, landing: import("./slice-line.js").Landing,
 *   series: import("../types.js").Series, x: Pair, y: Pair, zero: number, color: string}} Slice
 *   zero: the loss from which the loss axis counts */
/** @typedef {{distance: string, loss: string}} Titles */

const MARGIN = { l: 64, r: 14, t: 22, b: 40, gap: 7, upright: 13, across: 80, down: 38 };

/**
 * @param {HTMLCanvasElement} canvas
 * @param {[width: number, height: number]} size  CSS pixels
 * @param {Slice} slice
 * @param {Titles} titles
 * @param {Theme} theme
 */
export function drawSlice(canvas, size, slice, titles, theme) {
  const margin = scaledMargin(MARGIN, theme.scale);
  const view = viewOf(size, slice, margin);
  const g = beginFrame(canvas, size, view, { ratio: pixelRatio(), clear: true, settings: CPU });
  g.restore(); // axes lie outside the plotting area
  g.lineJoin = "round";
  const { x, y, zero } = slice;
  const units = { x: PLAIN, y: { ...PLAIN, center: -zero } };
  drawAxes(g, view, { x, y, titles: [titles.distance, titles.loss], units }, theme, margin);
  drawMarks(g, view, slice, theme);
  g.save();
  g.beginPath();
  g.rect(view.left, view.top, view.width, view.height);
  g.clip();
  drawCurves(g, view, slice, theme);
  drawStep(g, view, slice, theme);
  g.restore();
}

/**
 * Mark the bottom of the parabola, and the point where it regains the height of the current point.
 * @type {(g: CanvasRenderingContext2D, view: Transform, slice: Slice, theme: Theme) => void}
 */
function drawMarks(g, view, { line: { bottom }, x }, theme) {
  if (!bottom) return;
  const places = [1, 2].map((times) => view.bx + view.mx * times * bottom);
  g.strokeStyle = theme.muted;
  g.fillStyle = theme.text;
  g.textAlign = "center";
  g.textBaseline = "bottom";
  g.setLineDash([1, 3]);
  for (const [i, place] of places.entries()) {
    const at = (i + 1) * bottom;
    if (at < x[0] || at > x[1]) continue;
    drawLine(g, Math.round(place) + 0.5, view.top, Math.round(place) + 0.5, view.top + view.height);
    // Labels too close to each other would read as one.
    if (Math.abs(places[1] - places[0]) > 24 * theme.scale)
      g.fillText(`${i + 1}×`, place, view.top - 4);
  }
  g.setLineDash([]);
}

/** @type {(g: CanvasRenderingContext2D, view: Transform, slice: Slice, theme: Theme) => void} */
function drawCurves(g, view, { line, series }, theme) {
  g.strokeStyle = theme.text;
  g.lineWidth = 2 * theme.scale;
  trace(g, series, view);
  // On top: on a quadratic surface both curves coincide.
  g.strokeStyle = theme.primary;
  g.setLineDash([6, 6]);
  trace(g, { x: series.x, y: series.x.map((s) => parabola(line, s)) }, view);
  g.setLineDash([]);
}

/** @type {(g: CanvasRenderingContext2D, view: Transform, slice: Slice, theme: Theme) => void} */
function drawStep(g, view, { line, landing, color }, theme) {
  const [x0, y0] = [view.bx, view.by + view.my * line.value];
  const [x1, y1] = [view.bx + view.mx * landing.at, view.by + view.my * landing.loss];
  if (Number.isFinite(x1 + y1)) {
    const cut = clipSegment(x0, y0, x1, y1, boxOf(view));
    g.strokeStyle = color;
    g.lineWidth = 2 * theme.scale;
    if (cut) drawLine(g, ...cut);
    disc(g, x1, y1, 7 * theme.scale, theme.background);
    ring(g, x1, y1, 5 * theme.scale, color, 2.4 * theme.scale);
  }
  disc(g, x0, y0, 7 * theme.scale, theme.background);
  disc(g, x0, y0, 5.5 * theme.scale, color);
}

/** @type {(g: CanvasRenderingContext2D, series: import("../types.js").Series, view: Transform) => void} */
function trace(g, series, view) {
  const line = polyline(series, view);
  g.beginPath();
  for (let i = 0; i < line.x.length; i += 1) {
    if (line.pen[i]) g.lineTo(line.x[i], line.y[i]);
    else g.moveTo(line.x[i], line.y[i]);
  }
  g.stroke();
}
