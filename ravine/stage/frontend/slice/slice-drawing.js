/** Draw the slice, with axes like those of the loss chart. */

import { short } from "../page/format.js";
import { boxOf, clipSegment, polyline } from "../plots/polyline.js";
import { niceStep } from "../plots/scale.js";
import { disc, ring } from "../plots/shapes.js";
import { parabola } from "./slice-line.js";

/** @typedef {import("./slice-line.js").Pair} Pair */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {{line: import("./slice-line.js").Line, landing: import("./slice-line.js").Landing,
 *   series: import("../types.js").Series, x: Pair, y: Pair, zero: number, color: string}} Slice
 *   zero: the loss from which the loss axis counts */
/** @typedef {{distance: string, loss: string}} Titles */

const MARGIN = { l: 64, r: 14, t: 22, b: 40 };
const TEXT = 12;
// Drawn by the CPU, as the overlays are.
const CPU = { willReadFrequently: true };

/**
 * @param {HTMLCanvasElement} canvas
 * @param {[width: number, height: number]} size  CSS pixels
 * @param {Slice} slice
 * @param {Titles} titles
 * @param {Theme} theme
 */
export function drawSlice(canvas, [width, height], slice, titles, theme) {
  const g = begin(canvas, width, height);
  const view = viewOf(width, height, slice);
  g.font = `${TEXT}px ${theme.font}`;
  drawAxes(g, view, slice, titles, theme);
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
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function begin(canvas, width, height) {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", CPU));
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.clearRect(0, 0, width, height);
  g.lineJoin = "round";
  return g;
}

/** @type {(width: number, height: number, slice: Slice) => Transform} */
export function viewOf(width, height, { x, y }) {
  const [left, top] = [MARGIN.l, MARGIN.t];
  const [across, down] = [width - left - MARGIN.r, height - top - MARGIN.b];
  const [mx, my] = [across / (x[1] - x[0]), -down / (y[1] - y[0])];
  return {
    mx,
    bx: left - mx * x[0],
    my,
    by: top - my * y[1],
    left,
    top,
    width: across,
    height: down,
  };
}

/** @type {(g: CanvasRenderingContext2D, view: Transform, slice: Slice, titles: Titles, theme: Theme) => void} */
function drawAxes(g, view, { x, y, zero }, titles, theme) {
  const { left, top, width, height } = view;
  const floor = top + height;
  g.strokeStyle = theme.grid;
  g.fillStyle = theme.muted;
  g.lineWidth = 1;
  g.textBaseline = "middle";
  g.textAlign = "right";
  for (const { at, text } of ticks(y[0] - zero, y[1] - zero, height / 38)) {
    const level = Math.round(view.by + view.my * (at + zero)) + 0.5;
    stroke(g, left, level, left + width, level);
    g.fillText(text, left - 7, level);
  }
  stroke(g, left, floor + 0.5, left + width, floor + 0.5);
  g.textBaseline = "top";
  g.textAlign = "center";
  for (const { at, text } of ticks(x[0], x[1], width / 80)) {
    const place = Math.round(view.bx + view.mx * at) + 0.5;
    stroke(g, place, floor, place, floor + 4);
    g.fillText(text, inside(g, text, place, left + width + MARGIN.r), floor + 7);
  }
  g.fillText(titles.distance, left + width / 2, floor + 24);
  g.save();
  g.translate(13, top + height / 2);
  g.rotate(-Math.PI / 2);
  g.textBaseline = "middle";
  g.fillText(titles.loss, 0, 0);
  g.restore();
}

/**
 * Middle of `text`, at `place` or as far left of it as the canvas edge demands.
 * @param {CanvasRenderingContext2D} g
 * @param {string} text
 * @param {number} place
 * @param {number} edge
 */
export function inside(g, text, place, edge) {
  return Math.min(place, edge - g.measureText(text).width / 2);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} room  for so many ticks
 * @returns {{at: number, text: string}[]}
 */
export function ticks(low, high, room) {
  const gap = niceStep((high - low) / Math.max(room, 1));
  const first = Math.ceil(low / gap - 1e-9);
  const marks = [];
  for (let i = first; i * gap <= high + 1e-9 * gap && marks.length < 50; i += 1) {
    marks.push({ at: i * gap, text: short(i * gap, 6).replaceAll("-", "−") });
  }
  return marks;
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
    stroke(g, Math.round(place) + 0.5, view.top, Math.round(place) + 0.5, view.top + view.height);
    // Labels too close to each other would read as one.
    if (Math.abs(places[1] - places[0]) > 24) g.fillText(`${i + 1}×`, place, view.top - 4);
  }
  g.setLineDash([]);
}

/** @type {(g: CanvasRenderingContext2D, view: Transform, slice: Slice, theme: Theme) => void} */
function drawCurves(g, view, { line, series }, theme) {
  g.strokeStyle = theme.text;
  g.lineWidth = 2;
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
    g.lineWidth = 2;
    if (cut) stroke(g, ...cut);
    disc(g, x1, y1, 7, theme.background);
    ring(g, x1, y1, 5, color, 2.4);
  }
  disc(g, x0, y0, 7, theme.background);
  disc(g, x0, y0, 5.5, color);
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

/** @type {(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => void} */
function stroke(g, x0, y0, x1, y1) {
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
}
