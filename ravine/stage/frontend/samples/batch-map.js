/** Contour lines and minimum of the loss of one batch. Pure. */

import { meanOf } from "./mean.js";

/** @typedef {import("./mean.js").Unit} Unit */
/** @typedef {import("../types.js").Samples} Samples */
/** @typedef {[[number, number], [number, number]]} Domain */
/** @typedef {{z: Float64Array, n: number, domain: Domain}} Grid  rows are y */

const LEVELS = 10;
const NEWTON = 12;
const SINGULAR = 1e-7; // of the larger curvature: below, a valley has no lowest point to mark

/**
 * @param {Unit} unit
 * @param {Samples} samples
 * @param {Domain} domain
 * @param {number} n  points along each axis
 * @returns {Grid}
 */
export function gridOf(unit, samples, domain, n) {
  const [[left, right], [bottom, top]] = domain;
  const { a, b } = samples;
  const ofSample = /** @type {import("./mean.js").OfSample} */ (unit.sample);
  const z = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    const y = bottom + ((top - bottom) * row) / (n - 1);
    for (let column = 0; column < n; column += 1) {
      const x = left + ((right - left) * column) / (n - 1);
      let sum = 0;
      for (let i = 0; i < a.length; i += 1) sum += ofSample(x, y, a[i], b[i])[0];
      z[row * n + column] = sum / a.length;
    }
  }
  return { z, n, domain };
}

/**
 * Contour lines at heights evenly spaced between the batch's own lowest and highest loss.
 * @param {Grid} grid
 * @param {import("../types.js").Axis} kind
 * @returns {number[][]}  lines x0, y0, x1, y1, ..., in weights
 */
export function linesOf({ z, n, domain }, kind) {
  const { of, low, high } = scaleOf(z, kind);
  const heights = z.map((value) => (Number.isFinite(value) ? of(value) : NaN));
  const [[left, right], [bottom, top]] = domain;
  const [dx, dy] = [(right - left) / (n - 1), (top - bottom) / (n - 1)];
  const lines = [];
  for (let i = 0; i < LEVELS; i += 1) {
    const level = low + ((i + 0.5) / LEVELS) * (high - low);
    lines.push(...chained(march(heights, n, level), n));
  }
  for (const line of lines) {
    for (let k = 0; k < line.length; k += 2) {
      line[k] = left + dx * line[k];
      line[k + 1] = bottom + dy * line[k + 1];
    }
  }
  return lines;
}

/**
 * Loss -> height above the batch's lowest loss; the log form starts where a hundredth of the grid lies below.
 * @param {Float64Array} z
 * @param {import("../types.js").Axis} kind
 */
function scaleOf(z, kind) {
  const sorted = z.filter(Number.isFinite).sort();
  const [bottom, top] = [sorted[0], sorted[sorted.length - 1]];
  if (kind === "linear")
    return { of: (/** @type {number} */ loss) => loss, low: bottom, high: top };
  const hundredth = sorted[Math.floor(sorted.length / 100)] - bottom;
  const delta = Math.max(hundredth, (top - bottom) * 1e-6);
  const of = (/** @type {number} */ loss) => Math.log10(loss - bottom + delta);
  return { of, low: of(bottom), high: of(top) };
}

/**
 * Marching squares; a square whose corners alternate is cut by its middle.
 * @param {Float64Array} z
 * @param {number} n
 * @param {number} level
 * @returns {{pieces: number[], sides: number[]}}  x0, y0, x1, y1 of each piece, in squares; and for
 *   each piece the numbers of the two sides it joins; two squares share the number of their common side
 */
export function march(z, n, level) {
  /** @type {number[]} */
  const pieces = [];
  /** @type {number[]} */
  const joined = [];
  for (let row = 0; row < n - 1; row += 1) {
    for (let column = 0; column < n - 1; column += 1) {
      const at = row * n + column;
      const [p, q, r, s] = [
        z[at] - level,
        z[at + 1] - level,
        z[at + n + 1] - level,
        z[at + n] - level,
      ];
      const kind = (p > 0 ? 1 : 0) | (q > 0 ? 2 : 0) | (r > 0 ? 4 : 0) | (s > 0 ? 8 : 0);
      if (kind === 0 || kind === 15 || Number.isNaN(p + q + r + s)) continue;
      // Points where the line crosses the lower, right, upper and left side.
      const sides = [
        [column + p / (p - q), row],
        [column + 1, row + q / (q - r)],
        [column + s / (s - r), row + 1],
        [column, row + p / (p - s)],
      ];
      const numbers = [2 * at, 2 * at + 3, 2 * (at + n), 2 * at + 1];
      for (const [from, to] of cuts(kind, p + q + r + s > 0)) {
        pieces.push(sides[from][0], sides[from][1], sides[to][0], sides[to][1]);
        joined.push(numbers[from], numbers[to]);
      }
    }
  }
  return { pieces, sides: joined };
}

/**
 * Join pieces to lines: a canvas draws one long line in a third of the time of its pieces.
 * @param {{pieces: number[], sides: number[]}} marched
 * @param {number} n
 * @returns {number[][]}  x0, y0, x1, y1, ...
 */
export function chained({ pieces, sides }, n) {
  // The two pieces that meet at a side, counted from 1.
  const meet = new Int32Array(4 * n * n);
  for (let k = 0; k < sides.length; k += 1) {
    const slot = 2 * sides[k];
    meet[meet[slot] ? slot + 1 : slot] = (k >> 1) + 1;
  }
  const used = new Uint8Array(sides.length / 2);
  /** @type {number[][]} */
  const lines = [];

  /**
   * @param {number} piece
   * @param {number} end  0: it leaves by its second end
   */
  function walk(piece, end) {
    const line = [pieces[4 * piece + 2 * end], pieces[4 * piece + 2 * end + 1]];
    let [at, from] = [piece, end];
    while (at >= 0 && !used[at]) {
      used[at] = 1;
      const to = 1 - from;
      line.push(pieces[4 * at + 2 * to], pieces[4 * at + 2 * to + 1]);
      const side = sides[2 * at + to];
      const next = meet[2 * side] - 1 === at ? meet[2 * side + 1] - 1 : meet[2 * side] - 1;
      if (next >= 0) from = sides[2 * next] === side ? 0 : 1;
      at = next;
    }
    lines.push(line);
  }

  // Lines that end at the border begin there; the others are closed.
  for (let k = 0; k < sides.length; k += 1) {
    if (!meet[2 * sides[k] + 1] && !used[k >> 1]) walk(k >> 1, k & 1);
  }
  for (let piece = 0; piece < used.length; piece += 1) if (!used[piece]) walk(piece, 0);
  return lines;
}

/** Lower 0, right 1, upper 2, left 3. @type {Record<number, [number, number][]>} */
const CUTS = {
  1: [[3, 0]],
  2: [[0, 1]],
  3: [[3, 1]],
  4: [[1, 2]],
  6: [[0, 2]],
  7: [[3, 2]],
};

/**
 * @param {number} kind  high corners: lower left 1, lower right 2, upper right 4, upper left 8
 * @param {boolean} high  whether the middle is high
 * @returns {[number, number][]}
 */
function cuts(kind, high) {
  if (kind === 5 || kind === 10) {
    const apart = (kind === 5) === high; // low corners are apart
    return apart
      ? [
          [0, 1],
          [2, 3],
        ]
      : [
          [3, 0],
          [1, 2],
        ];
  }
  return CUTS[kind] ?? CUTS[15 - kind];
}

/**
 * The lowest point of the grid, refined by Newton's method; null where the batch has no single minimum in the plot.
 * @type {(unit: Unit, samples: Samples, grid: Grid) => {x: number, y: number, value: number} | null}
 */
export function minimumOf(unit, samples, { z, n, domain }) {
  let best = -1;
  for (let i = 0; i < z.length; i += 1) if (best < 0 || z[i] < z[best]) best = i;
  const [row, column] = [Math.floor(best / n), best % n];
  const inside = row > 0 && column > 0 && row < n - 1 && column < n - 1;
  if (best < 0 || !inside) return null;
  const [[left, right], [bottom, top]] = domain;
  const [dx, dy] = [(right - left) / (n - 1), (top - bottom) / (n - 1)];
  const [x0, y0] = [left + column * dx, bottom + row * dy];
  let [x, y] = [x0, y0];
  for (let i = 0; i < NEWTON; i += 1) {
    const [, gx, gy] = meanOf(/** @type {any} */ (unit.sample), x, y, samples);
    const [xx, xy, yy] = meanOf(/** @type {any} */ (unit.sampleHessian), x, y, samples);
    const [sum, product] = [xx + yy, xx * yy - xy * xy];
    if (!(sum > 0 && product > SINGULAR * sum * sum)) return null;
    const [sx, sy] = [(yy * gx - xy * gy) / product, (xx * gy - xy * gx) / product];
    x -= sx;
    y -= sy;
    if (!(Math.abs(x - x0) <= 2 * dx && Math.abs(y - y0) <= 2 * dy)) return null;
    if (
      Math.abs(sx) <= 1e-10 * Math.abs(right - left) &&
      Math.abs(sy) <= 1e-10 * Math.abs(top - bottom)
    )
      break;
  }
  const [value] = meanOf(/** @type {any} */ (unit.sample), x, y, samples);
  return { x, y, value };
}
