/** Convert curves from axis coordinates to pixels, clipped to what a canvas can draw. Pure. */

import { locate, timeAt } from "../protocol/payload.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Series} Series */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {{x: number[], y: number[], at: number[], pen: boolean[], length: number[]}} Polyline
 *   pixels; at: index of the run's point; pen: false where a new stroke begins; length: of the stroke up
 *   to here */

/**
 * Path over the surface.
 * @type {(run: Run) => Series}
 */
export function pathSeries(run) {
  const x = new Float64Array(run.count);
  const y = new Float64Array(run.count);
  for (let i = 0; i < run.count; i += 1) {
    x[i] = run.path[2 * i];
    y[i] = run.path[2 * i + 1];
  }
  return { x, y };
}

/**
 * Loss over the steps. On a log axis, a loss at or below the floor has no logarithm.
 * @param {Run} run
 * @param {import("../types.js").Axis} kind
 * @param {number} floor
 * @param {number} [sunk]  its place instead
 * @returns {Series}
 */
export function lossSeries(run, kind, floor, sunk = NaN) {
  const x = new Float64Array(run.count);
  const y = new Float64Array(run.count);
  for (let i = 0; i < run.count; i += 1) {
    x[i] = timeAt(run, i);
    const loss = run.losses[i];
    y[i] = kind === "log" ? decades(loss, floor, sunk) : loss;
  }
  return { x, y };
}

/**
 * Height of a loss above the floor, as a power of ten.
 * @param {number} loss
 * @param {number} floor
 * @param {number} sunk  for a loss that is not above it
 */
export function decades(loss, floor, sunk) {
  if (loss > floor) return Math.log10(loss - floor);
  return Number.isFinite(loss) ? sunk : NaN;
}

/**
 * Effective learning rate over the steps. On a log axis, a rate of zero or less is left out.
 * @type {(run: Run, kind: import("../types.js").Axis) => Series}
 */
export function rateSeries(run, kind) {
  const x = new Float64Array(run.count);
  const y = new Float64Array(run.count);
  for (let i = 0; i < run.count; i += 1) {
    x[i] = timeAt(run, i);
    const rate = run.rates?.[i] ?? NaN;
    if (kind === "log") y[i] = rate > 0 ? Math.log10(rate) : NaN;
    else y[i] = rate;
  }
  return { x, y };
}

/**
 * Part of a segment within a box (Liang and Barsky), or null.
 * @type {(x0: number, y0: number, x1: number, y1: number, box: Box) => [number, number, number, number] | null}
 */
export function clipSegment(x0, y0, x1, y1, box) {
  let [enter, leave] = [0, 1];
  const [dx, dy] = [x1 - x0, y1 - y0];
  const sides = [
    [-dx, x0 - box.left],
    [dx, box.right - x0],
    [-dy, y0 - box.top],
    [dy, box.bottom - y0],
  ];
  for (const [slope, room] of sides) {
    if (slope === 0 && room < 0) return null;
    if (slope < 0) enter = Math.max(enter, room / slope);
    if (slope > 0) leave = Math.min(leave, room / slope);
  }
  if (enter > leave) return null;
  return [
    enter === 0 ? x0 : x0 + enter * dx,
    enter === 0 ? y0 : y0 + enter * dy,
    leave === 1 ? x1 : x0 + leave * dx,
    leave === 1 ? y1 : y0 + leave * dy,
  ];
}

/**
 * @param {Transform} view
 * @returns {Box}  larger than the plot, so that line ends and joins stay invisible
 */
export function boxOf(view) {
  return {
    left: view.left - view.width,
    top: view.top - view.height,
    right: view.left + 2 * view.width,
    bottom: view.top + 2 * view.height,
  };
}

/**
 * @param {Series} series
 * @param {Transform} view
 * @returns {Polyline}  points on the same pixel as the one before are left out
 */
export function polyline(series, view) {
  /** @type {Polyline} */
  const line = { x: [], y: [], at: [], pen: [], length: [] };
  const box = boxOf(view);
  let [px, py, known, joined] = [0, 0, false, false];
  const add = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ at) => {
    const n = line.x.length - 1;
    const so = joined ? line.length[n] + Math.hypot(x - line.x[n], y - line.y[n]) : 0;
    line.length.push(so);
    line.x.push(x);
    line.y.push(y);
    line.at.push(at);
    line.pen.push(joined);
    joined = true;
  };
  const count = series.x.length;
  for (let i = 0; i < count; i += 1) {
    const x = series.x[i] * view.mx + view.bx;
    const y = series.y[i] * view.my + view.by;
    if (!Number.isFinite(x + y)) {
      known = joined = false;
      continue;
    }
    if (!known) {
      if (inside(x, y, box)) add(x, y, i);
    } else if (joined && inside(x, y, box)) {
      const n = line.x.length - 1;
      const near = Math.abs(x - line.x[n]) + Math.abs(y - line.y[n]) < 1;
      if (!near || i === count - 1) add(x, y, i);
    } else {
      const cut = clipSegment(px, py, x, y, box);
      if (cut) {
        if (!joined) add(cut[0], cut[1], i);
        add(cut[2], cut[3], i);
      }
      joined = inside(x, y, box) && cut !== null;
    }
    [px, py, known] = [x, y, true];
  }
  return line;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Box} box
 */
function inside(x, y, box) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/**
 * Position of a run's head in pixels; null if that point has no place in the plot.
 * @param {Run} run
 * @param {Series} series
 * @param {Transform} view
 * @param {number} step
 */
export function headAt(run, series, view, step) {
  const { index, share, over } = locate(run, step);
  if (index < 0) return null;
  const at = (/** @type {number} */ i) => [
    series.x[i] * view.mx + view.bx,
    series.y[i] * view.my + view.by,
  ];
  const [x0, y0] = at(index);
  if (!Number.isFinite(x0 + y0)) return null;
  let [x, y] = [x0, y0];
  if (share > 0) {
    const [x1, y1] = at(index + 1);
    if (Number.isFinite(x1 + y1)) [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
  }
  return { x, y, fromX: x0, fromY: y0, index, share, over };
}

/**
 * The point of a polyline nearest to a pixel.
 * @type {(line: Polyline, x: number, y: number) => {index: number, distance: number}}
 */
export function nearest(line, x, y) {
  let [index, best] = [-1, Infinity];
  for (let i = 0; i < line.x.length; i += 1) {
    const distance = (line.x[i] - x) ** 2 + (line.y[i] - y) ** 2;
    if (distance < best) [index, best] = [line.at[i], distance];
  }
  return { index, distance: Math.sqrt(best) };
}
