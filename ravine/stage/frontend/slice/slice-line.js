/** Loss along a line through a point, local parabola, landing point of a step. Pure. */

import { niceStep } from "../plots/scale.js";

/** @typedef {[number, number]} Pair */
/** @typedef {{valueAndGradient: (x: number, y: number, p: number[]) => number[],
 *   hessian: (x: number, y: number, p: number[]) => number[]}} Unit  a surface module written by the server */
/** @typedef {{x: number, y: number, dx: number, dy: number, value: number, slope: number,
 *   curvature: number, bottom: number | null}} Line
 *   (dx, dy) has length 1; slope and curvature are along it; bottom: distance of the parabola's lowest point, null if
 *   it has none */
/** @typedef {{at: number, aside: number, length: number, loss: number}} Landing
 *   at: distance along the line; aside: distance from it; loss: at the landing point itself */

export const SAMPLES = 257;

/**
 * @param {Unit} unit
 * @param {number[]} p  parameters of the surface
 * @param {Pair} point
 * @param {import("../types.js").Along} along
 * @returns {Line | null}  null: the gradient is zero, or a number is not finite
 */
export function lineAt(unit, p, [x, y], along) {
  const [value, gx, gy] = unit.valueAndGradient(x, y, p);
  const steepness = Math.hypot(gx, gy);
  const downhill = along !== "x" && along !== "y";
  if (!Number.isFinite(value + steepness) || (downhill && steepness === 0)) return null;
  const [dx, dy] = downhill ? [-gx / steepness, -gy / steepness] : along === "x" ? [1, 0] : [0, 1];
  const [fxx, fxy, fyy] = unit.hessian(x, y, p);
  const slope = downhill ? -steepness : gx * dx + gy * dy;
  const curvature = fxx * dx * dx + 2 * fxy * dx * dy + fyy * dy * dy;
  const bottom = curvature > 0 ? -slope / curvature : null;
  return { x, y, dx, dy, value, slope, curvature, bottom };
}

/**
 * @param {Unit} unit
 * @param {number[]} p
 * @param {Line} line
 * @param {Pair} landed  the weights after the step
 * @returns {Landing}
 */
export function landingOf(unit, p, { x, y, dx, dy }, [toX, toY]) {
  const [sx, sy] = [toX - x, toY - y];
  return {
    at: sx * dx + sy * dy,
    aside: Math.abs(sx * dy - sy * dx),
    length: Math.hypot(sx, sy),
    loss: unit.valueAndGradient(toX, toY, p)[0],
  };
}

/**
 * The loss along the line.
 * @type {(unit: Unit, p: number[], line: Line, range: Pair) => import("../types.js").Series}
 */
export function along(unit, p, { x, y, dx, dy }, [low, high]) {
  const far = new Float64Array(SAMPLES);
  const loss = new Float64Array(SAMPLES);
  for (let i = 0; i < SAMPLES; i += 1) {
    const s = low + ((high - low) * i) / (SAMPLES - 1);
    far[i] = s;
    loss[i] = unit.valueAndGradient(x + s * dx, y + s * dy, p)[0];
  }
  return { x: far, y: loss };
}

/**
 * Local parabola: the same value, slope and curvature at the current point.
 * @param {Line} line
 * @param {number} s
 */
export function parabola({ value, slope, curvature }, s) {
  return value + s * (slope + 0.5 * curvature * s);
}

/**
 * Length of the step in distances to the parabola's bottom; null without a bottom.
 * @param {Line} line
 * @param {Landing} landing
 */
export function timesBottom({ bottom }, { at }) {
  return bottom !== null && bottom !== 0 && Number.isFinite(at / bottom) ? at / bottom : null;
}

/**
 * Visible range of the line: the current point, the landing point, and the parabola up to where it regains the
 * current height, unless that is farther away than anything else.
 * @param {Line} line
 * @param {Landing} landing
 * @param {number} size  of the surface's domain
 * @returns {Pair}
 */
export function reachOf({ bottom }, { at }, size) {
  const marks = [0, Number.isFinite(at) ? at : 0];
  const far = Math.max(size, 3 * Math.abs(marks[1]));
  if (bottom !== null && Math.abs(2 * bottom) <= far) marks.push(2 * bottom);
  const [low, high] = [Math.min(...marks), Math.max(...marks)];
  const pad = high > low ? 0.25 * (high - low) : 0.05 * size;
  return [low - pad, high + pad];
}

/**
 * Visible range of losses: everything below, up to the current and the landing point.
 * @type {(line: Line, landing: Landing, series: import("../types.js").Series) => Pair}
 */
export function heightsOf(line, landing, series) {
  const heights = [line.value, landing.loss, ...series.y].filter(Number.isFinite);
  const lowest = Math.min(...heights);
  const tops = [line.value, landing.loss, valueNear(series, landing.at)].filter(Number.isFinite);
  const top = Math.max(...tops);
  const high = top > lowest ? top : Math.max(...heights);
  const size = high - lowest || Math.abs(high) * 1e-15 || 1;
  // The parabola's bottom too, unless it lies so deep that the surface would look flat.
  const { bottom } = line;
  const deep = bottom === null ? lowest : Math.max(parabola(line, bottom), lowest - size);
  const low = Math.min(lowest, deep);
  return [low - 0.1 * (high - low), high + 0.2 * (high - low)];
}

/**
 * @param {import("../types.js").Series} series  at equal distances
 * @param {number} at
 */
function valueNear({ x, y }, at) {
  const last = x.length - 1;
  const place = Math.round(((at - x[0]) / (x[last] - x[0])) * last);
  return y[place] ?? NaN;
}

/**
 * A range with round ends; the old one as long as it fits: an axis that changes with every step cannot be read.
 * @type {(old: Pair | null, wanted: Pair) => Pair}
 */
export function settle(old, wanted) {
  const span = wanted[1] - wanted[0];
  const fits = old && wanted[0] >= old[0] && wanted[1] <= old[1];
  if (fits && span >= 0.4 * (old[1] - old[0])) return old;
  const gap = niceStep(span / 8);
  const round = [Math.floor(wanted[0] / gap) * gap, Math.ceil(wanted[1] / gap) * gap];
  // Beside a large number a small gap may round to zero.
  return round[1] - round[0] >= span ? /** @type {Pair} */ (round) : wanted;
}
