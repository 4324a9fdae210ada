/** Outcomes of a racer's runs over its learning rates: a curve, its best rate, the present one. Pure. */

import { decades } from "../plots/polyline.js";
import { extent } from "../plots/scale.js";

/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {"final" | "best" | "mean" | "steps"} Objective */
/**
 * @typedef {{racer: string, rates: Float64Array, known: Uint8Array, final: Float64Array, best: Float64Array,
 *   mean: Float64Array, reached: Float64Array, stopped: Float64Array}} Curve
 *   known: 1 where a run has been made; reached: step at which it came to the target, -1: it did not;
 *   stopped: step at which it diverged, -1: it did not
 */
/** @typedef {{at: number, x: number, y: number}} Point
 *   at: place on the axis of rates; y: NaN where the run diverged or did not reach the target */

/** @type {Objective[]} */
export const OBJECTIVES = ["final", "best", "mean", "steps"];
const COLUMNS = /** @type {const} */ (["final", "best", "mean", "reached", "stopped"]);
const ABOVE = 1.2; // decades above the start in which a curve is seen to rise; on a linear axis a share of its height
const DEEPEST = 20; // decades of a loss axis

/** @type {(racer: string, rates: Float64Array) => Curve} */
export function emptyCurve(racer, rates) {
  const numbers = Object.fromEntries(
    COLUMNS.map((name) => [name, new Float64Array(rates.length).fill(NaN)]),
  );
  return /** @type {any} */ ({ racer, rates, known: new Uint8Array(rates.length), ...numbers });
}

/**
 * @param {Curve} curve
 * @param {import("../protocol/map-answer.js").Columns} columns  of some cells, whose places are `j`
 */
export function fill(curve, columns) {
  for (const [k, at] of columns.j.entries()) {
    curve.known[at] = 1;
    for (const name of COLUMNS) curve[name][at] = columns[name][k];
  }
}

/**
 * The lower, the better; infinite where the run diverged or did not reach the target.
 * @type {(curve: Curve, at: number, objective: Objective) => number}
 */
export function outcomeAt(curve, at, objective) {
  if (curve.stopped[at] >= 0) return Infinity; // also where it came by the target on its way out
  if (objective === "steps") return curve.reached[at] < 0 ? Infinity : curve.reached[at];
  const value = curve[objective][at];
  return Number.isFinite(value) ? value : Infinity;
}

/** @type {WeakMap<import("../types.js").Numbers, Map<string, number | null>>} */
const outcomes = new WeakMap();

/**
 * The same of a run on the page.
 * @param {Run} run
 * @param {Objective} objective
 * @param {number | null} target
 * @returns {number | null}  null: its points are too few to tell
 */
export function outcomeOf(run, objective, target) {
  const known = outcomes.get(run.losses) ?? new Map();
  outcomes.set(run.losses, known);
  const key = [objective, target, run.stride, run.diverged].join();
  if (!known.has(key)) known.set(key, judge(run, objective, target));
  return known.get(key);
}

/** @type {(run: Run, objective: Objective, target: number | null) => number | null} */
function judge({ losses, diverged, stride }, objective, target) {
  if (diverged) return Infinity;
  if (objective === "final") return losses[losses.length - 1];
  if (stride !== 1) return null;
  if (objective === "best") return extent(losses)[0];
  if (objective === "mean") return sumOf(losses) / losses.length;
  if (target === null) return null;
  const at = losses.findIndex((loss) => loss <= target);
  return at < 0 ? Infinity : at;
}

/**
 * In order, as the server adds them.
 * @param {import("../types.js").Numbers} values
 */
function sumOf(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/**
 * The place with the lowest outcome, the first of equal ones; -1 if no run has one.
 * @type {(curve: Curve, objective: Objective) => number}
 */
export function bestAt(curve, objective) {
  let [best, lowest] = [-1, Infinity];
  for (const [at, known] of curve.known.entries()) {
    const outcome = known ? outcomeAt(curve, at, objective) : Infinity;
    if (outcome < lowest) [best, lowest] = [at, outcome];
  }
  return best;
}

/**
 * The known place nearest to a rate, on a logarithmic scale; -1 if there is none.
 * @type {(curve: Curve, rate: number) => number}
 */
export function nearestAt(curve, rate) {
  let [nearest, least] = [-1, Infinity];
  for (const [at, known] of curve.known.entries()) {
    const distance = Math.abs(Math.log(curve.rates[at] / rate));
    if (known && distance < least) [nearest, least] = [at, distance];
  }
  return nearest;
}

/**
 * Place of an outcome on the axis; -Infinity for a loss without a logarithm.
 * @type {(outcome: number, objective: Objective, kind: Axis, floor: number) => number}
 */
export function heightOf(outcome, objective, kind, floor) {
  if (!Number.isFinite(outcome)) return NaN;
  return objective === "steps" || kind === "linear" ? outcome : decades(outcome, floor, -Infinity);
}

/** @type {(curve: Curve, objective: Objective, kind: Axis, floor: number) => Point[]} */
export function pointsOf(curve, objective, kind, floor) {
  const points = [];
  for (const [at, known] of curve.known.entries()) {
    if (!known) continue;
    const y = heightOf(outcomeAt(curve, at, objective), objective, kind, floor);
    points.push({ at, x: Math.log10(curve.rates[at]), y });
  }
  return points;
}

/**
 * Range of the vertical axis: what is not worse than the start, and a little above it.
 * @param {Point[][]} curves
 * @param {number} start  place of the loss at the start
 * @param {boolean} log
 * @returns {{range: [number, number], sunk: number}}  sunk: place of losses without a logarithm
 */
export function rangeOf(curves, start, log) {
  const heights = curves.flat().flatMap(({ y }) => (Number.isNaN(y) ? [] : [y]));
  const finite = heights.filter(Number.isFinite);
  let low = Math.min(...finite, Number.isFinite(start) ? start : Infinity);
  if (!Number.isFinite(low)) low = 0;
  const top = Number.isFinite(start) ? start : Math.max(...finite, low + 1);
  const most = top + ABOVE * (log ? 1 : Math.max(top - low, Number.MIN_VALUE));
  const within = finite.filter((y) => y <= most);
  const high = Math.max(top, ...within);
  low = log ? Math.max(low, high - DEEPEST) : low;
  const pad = 0.07 * (high - low) || (log ? 0.5 : 1);
  const sunk = low - pad;
  const bottom = heights.includes(-Infinity) ? sunk - pad : sunk;
  return { range: [bottom, high + pad], sunk };
}

/**
 * The stretches of rates, in decades, at which runs have no outcome; each reaches half way to its neighbours.
 * @param {Point[]} points
 * @returns {[from: number, to: number][]}
 */
export function gapsOf(points) {
  /** @type {[number, number][]} */
  const gaps = [];
  for (const [i, { x, y }] of points.entries()) {
    if (!Number.isNaN(y)) continue;
    const from = i ? (points[i - 1].x + x) / 2 : x;
    const to = i + 1 < points.length ? (points[i + 1].x + x) / 2 : x;
    const before = gaps[gaps.length - 1];
    if (i && before && before[1] >= from) before[1] = to;
    else gaps.push([from, to]);
  }
  return gaps;
}

/**
 * The racer whose curve, or present rate, is nearest to a place in the plot.
 * @param {{racer: string, points: Point[], rate: number}[]} racers
 * @param {{x: number, y: number}} place  px
 * @param {{x: (rate: number) => number, y: (height: number) => number}} pixel  of decades and heights; of NaN the top
 * @returns {string | null}
 */
export function nearestRacer(racers, place, pixel) {
  /** @type {string | null} */
  let nearest = null;
  let least = Infinity;
  for (const { racer, points, rate } of racers) {
    const onMark = Math.abs(pixel.x(Math.log10(rate)) - place.x) * 3;
    const near = points.filter(({ x }) => Math.abs(pixel.x(x) - place.x) < 30);
    const away = near.map(({ x, y }) => Math.hypot(pixel.x(x) - place.x, pixel.y(y) - place.y));
    const distance = Math.min(onMark, ...away);
    if (distance < least) [nearest, least] = [racer, distance];
  }
  return nearest;
}
