/**
 * A surface sampled over the window of its map that is in sight, with levels and heights that suit this window; by the
 * rule of experiments/contour_levels.py. Pure.
 */

import { clearLevels, everyOther } from "./regions.js";
import { heightScale } from "./scale.js";

/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {[[number, number], [number, number]]} Domain */
/** @typedef {(x: number, y: number) => number} Look */

const POINTS = 129; // along each axis of the window
const MARGIN = 16; // more on each side, so that a window that is moved is not empty at once
const BUDGET = 4e6; // evaluations of a sample, about 0.1 s
// Where most contour lines of a window that is wider than the domain would be specks, means over so many points of a grid
// twice as fine, to each side, are drawn instead.
const RADII = [2, 4, 8, 16];
const FEWEST = 25; // points along an axis below which a picture would mislead

const COUNT = 20;
const REACH = 0.3;
const LEVEL = 1e-4;
const CROWDED = 100; // one in so many points lies below the loss from which a log scale counts
// A surface whose losses in the window differ by fewer units in the last place is level there, but for rounding.
const ROUNDING = 64 * Number.EPSILON;

/**
 * Means over squares around each point, twice.
 * @param {Float64Array} z  finite
 * @param {number} n  points along each axis
 * @param {number} radius  points to each side
 */
export function averaged(z, n, radius) {
  let means = z;
  for (const step of [1, n, 1, n]) means = averagedAlong(means, n, step, radius);
  return means;
}

/** @type {(z: Float64Array, n: number, step: number, radius: number) => Float64Array} step: 1 in rows, n in columns */
function averagedAlong(z, n, step, radius) {
  const means = new Float64Array(z.length);
  const sums = new Float64Array(n + 1);
  for (let line = 0; line < n; line += 1) {
    const start = line * (step === 1 ? n : 1);
    for (let k = 0; k < n; k += 1) sums[k + 1] = sums[k] + z[start + k * step];
    for (let k = 0; k < n; k += 1) {
      const [from, to] = [Math.max(k - radius, 0), Math.min(k + radius + 1, n)];
      means[start + k * step] = (sums[to] - sums[from]) / (to - from);
    }
  }
  return means;
}

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
  const whole = { surface, domain, points, margin, kind };
  if (!farther(window, surface.domain, points, samples))
    return pictureOf(whole, sampled(look, domain, points), null).drawn;
  const size = 2 * points - 1;
  const fine = sampled(look, domain, size);
  let picture = pictureOf(whole, everyOther(fine, points), fine);
  for (const radius of RADII) {
    if (picture.clear || !fine.every(Number.isFinite)) break;
    const mean = averaged(fine, size, radius);
    picture = pictureOf(whole, everyOther(mean, points), mean);
    picture.drawn.mean = /** @type {[number, number]} */ (
      domain.map(([low, high]) => ((2 * radius + 1) * (high - low)) / (size - 1))
    );
  }
  return picture.drawn;
}

/**
 * @param {{surface: Surface, domain: Domain, points: number, margin: number, kind: Axis}} whole
 * @param {Float64Array} z
 * @param {Float64Array | null} fine  the same on a grid twice as fine, if that may have to resolve more
 * @returns {{drawn: Surface, clear: boolean}}  clear: most of the levels can be drawn
 */
function pictureOf({ surface, domain, points, margin, kind }, z, fine) {
  const seen = finiteIn(z, points, margin);
  const [low, high] = [seen[0], seen[seen.length - 1]];
  const level = !(high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high)));
  if (level) z.fill(seen.length ? low : NaN);
  const log = logOf(z, seen);
  const drawn = { ...surface, domain, z, nx: points, ny: points, log };
  const all = level ? [] : levelsOf(seen, heightScale(drawn, kind), log);
  const levels = clearLevels(all, z, points, fine);
  return {
    drawn: { ...drawn, levels: { ...surface.levels, [kind]: levels } },
    clear: 2 * levels.length >= all.length,
  };
}

/**
 * Whether more than the surface's domain is in sight, so that the grid may be too coarse for it, and a finer one can be
 * afforded to tell.
 * @type {(window: Domain, domain: Domain, points: number, samples: number) => boolean}
 */
function farther(window, domain, points, samples) {
  const widest = Math.max(
    ...window.map(([low, high], axis) => (high - low) / (domain[axis][1] - domain[axis][0])),
  );
  return widest > 1 && affordable(samples, 2 * points - 1) === 2 * points - 1;
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
