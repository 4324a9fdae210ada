/**
 * A surface sampled over the window of its map that is in sight, with levels and heights that suit this window; by the
 * rule of experiments/contour_levels.py. Pure.
 */

import { heightScale } from "./scale.js";

/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {[[number, number], [number, number]]} Domain */
/** @typedef {(x: number, y: number) => number} Look */

const POINTS = 129; // along each axis of the window
const MARGIN = 16; // more on each side, so that a window that is moved is not empty at once
const BUDGET = 4e6; // evaluations of a sample, about 0.1 s
const FEWEST = 25; // points along an axis below which a picture would mislead

const COUNT = 20;
const REACH = 0.3;
const LEVEL = 1e-4;
const CROWDED = 100; // one in so many points lies below the loss from which a log scale counts
// A surface whose losses in the window differ by fewer units in the last place is level there, but for rounding.
const ROUNDING = 64 * Number.EPSILON;

/**
 * Number of points along each axis that may be evaluated; 0: too few.
 * @param {number} samples  in the data set, 0 without data
 * @param {number} wanted
 */
export function affordable(samples, wanted) {
  const most = Math.floor(Math.sqrt(BUDGET / Math.max(samples, 1)));
  return most < FEWEST ? 0 : Math.min(wanted, most);
}

/**
 * @param {Look} look
 * @param {Domain} domain
 * @param {number} n  points along each axis
 */
export function sampled(look, [[left, right], [bottom, top]], n) {
  const z = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    const y = bottom + ((top - bottom) * row) / (n - 1);
    for (let column = 0; column < n; column += 1) {
      z[row * n + column] = look(left + ((right - left) * column) / (n - 1), y);
    }
  }
  return z;
}

/**
 * The surface as it is drawn in a window; null: its evaluation would take too long.
 * @param {Surface} surface
 * @param {Look} look
 * @param {number} samples  in the data set, 0 without data
 * @param {Domain} window
 * @param {Axis} kind
 * @returns {Surface | null}
 */
export function surfaceIn(surface, look, samples, window, kind) {
  const points = affordable(samples, POINTS + 2 * MARGIN);
  if (!points) return null;
  const margin = Math.round((MARGIN * points) / (POINTS + 2 * MARGIN));
  const inner = points - 2 * margin;
  const domain = /** @type {Domain} */ (
    window.map(([low, high]) => {
      const beyond = ((high - low) * margin) / (inner - 1);
      return [low - beyond, high + beyond];
    })
  );
  const z = sampled(look, domain, points);
  const seen = finiteIn(z, points, margin);
  const [low, high] = [seen[0], seen[seen.length - 1]];
  const level = !(high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high)));
  if (level) z.fill(seen.length ? low : NaN);
  const log = logOf(z, seen);
  const drawn = { ...surface, domain, z, nx: points, ny: points, log };
  const levels = level ? [] : levelsOf(seen, heightScale(drawn, kind), log);
  return { ...drawn, levels: { ...surface.levels, [kind]: levels } };
}

/**
 * Finite losses of the points in the window, sorted.
 * @type {(z: Float64Array, n: number, margin: number) => Float64Array}
 */
function finiteIn(z, n, margin) {
  const inside = (/** @type {number} */ place) => place >= margin && place < n - margin;
  return z
    .filter((loss, i) => Number.isFinite(loss) && inside(i % n) && inside(Math.floor(i / n)))
    .sort();
}

/**
 * Where the logarithm of a window begins: at its own lowest loss.
 * @type {(z: Float64Array, seen: Float64Array) => {lowest: number, delta: number}}
 */
function logOf(z, seen) {
  let lowest = Infinity;
  for (const loss of z) if (loss < lowest) lowest = loss;
  if (!seen.length || !Number.isFinite(lowest)) return { lowest: 0, delta: 1 };
  const spread = seen[seen.length - 1] - seen[0] || 1;
  const delta = Math.max(seen[Math.floor(seen.length / CROWDED)] - lowest, 1e-6 * spread);
  return { lowest, delta };
}

/**
 * Losses of the contours of a window.
 * @param {Float64Array} losses  sorted
 * @param {import("./scale.js").HeightScale} scale
 * @param {{lowest: number, delta: number}} log
 */
export function levelsOf(losses, scale, { lowest, delta }) {
  const heights = losses.map(scale.of);
  const [low, last] = [heights[0], heights.length - 1];
  const whole = heights[last] - low;
  if (!(whole > 0)) return [];
  const lossAt = (/** @type {number} */ height) =>
    scale.kind === "linear" ? height : 10 ** height + lowest - delta;
  const rank = heights.map((height, i) => (i / last + (height - low) / whole) / 2);
  const chosen = [];
  for (let k = 1; k <= COUNT; k += 1) {
    const [from, to] = [-REACH, REACH].map((side) =>
      lossAt(interpolated(rank, heights, (k + side) / (COUNT + 1))),
    );
    chosen.push(roundest(from, to));
  }
  return apart(chosen, scale.of, heights, LEVEL * whole);
}

/**
 * Levels that differ from the extremes and from each other and run through no plateau.
 * @type {(levels: number[], of: (loss: number) => number, heights: Float64Array, near: number) => number[]}
 */
function apart(levels, of, heights, near) {
  let last = heights[0];
  return levels.filter((loss) => {
    const height = of(loss);
    const land = below(heights, height + near / 2) - below(heights, height - near / 2);
    const distinct =
      last + near < height &&
      height < heights[heights.length - 1] - near &&
      land * (COUNT + 1) < heights.length;
    if (distinct) last = height;
    return distinct;
  });
}

/**
 * Number of sorted values below a bound.
 * @type {(values: Float64Array, bound: number) => number}
 */
function below(values, bound) {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle] < bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** @type {(xs: Float64Array, ys: Float64Array, x: number) => number} */
function interpolated(xs, ys, x) {
  const right = Math.min(Math.max(below(xs, x), 1), xs.length - 1);
  const gap = xs[right] - xs[right - 1];
  const share = gap > 0 ? (x - xs[right - 1]) / gap : 0;
  return ys[right - 1] + share * (ys[right] - ys[right - 1]);
}

/**
 * The number between two with the fewest digits, a multiple of 1, 2 or 5 times a power of ten.
 * @param {number} low
 * @param {number} high
 */
export function roundest(low, high) {
  if (!(high > low)) return low;
  const middle = (low + high) / 2;
  const decade = Math.log10(high - low);
  for (let exponent = Math.ceil(decade) + 1; exponent > Math.floor(decade) - 3; exponent -= 1) {
    for (const digit of [5, 2, 1]) {
      const unit = digit * 10 ** exponent;
      const rounded = Number((Math.round(middle / unit) * unit).toPrecision(12));
      if (low <= rounded && rounded <= high) return rounded;
    }
  }
  return middle;
}
