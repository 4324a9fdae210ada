/**
 * The whole surface on a finer grid than the server sends, without the levels that even this one cannot resolve: where a
 * valley is narrower than the grid, a contour line breaks into a chain of loops. Pure.
 */

import { extent } from "./scale.js";
import { affordable, sampled } from "./window.js";

/** @typedef {import("../types.js").Surface} Surface */

const POINTS = 257; // along each axis; drawing twice as many takes three times as long
// By so much the number of regions below a level may differ on a grid twice as fine, for small ones come and go.
const [FEW, SHARE] = [1, 0.2];

/**
 * @param {Surface} surface
 * @param {import("./window.js").Look} look
 * @param {number} samples  in the data set, 0 without data
 * @param {import("./scale.js").HeightScale} scale
 * @returns {Surface}
 */
export function refined(surface, look, samples, scale) {
  const n = (affordable(samples, 2 * POINTS - 1) + 1) >> 1;
  if (n < surface.nx) return surface;
  const fine = sampled(look, surface.domain, 2 * n - 1);
  const z = new Float64Array(n * n);
  const [lowest] = extent(surface.z); // from which the heights count
  for (let i = 0; i < fine.length; i += 1) fine[i] = Math.max(fine[i], lowest);
  for (let i = 0; i < z.length; i += 1)
    z[i] = fine[2 * Math.floor(i / n) * (2 * n - 1) + 2 * (i % n)];
  const all = surface.levels[scale.kind];
  const [here, finer] = [regionsBelow(z, n, all), regionsBelow(fine, 2 * n - 1, all)];
  const levels = all.filter((_, k) => resolved(here[k], finer[k]));
  return { ...surface, z, nx: n, ny: n, levels: { ...surface.levels, [scale.kind]: levels } };
}

/** @type {(here: number, finer: number) => boolean} */
function resolved(here, finer) {
  return Math.abs(here - finer) <= FEW + SHARE * Math.min(here, finer);
}

/**
 * Number of connected regions of grid points below each level.
 * @param {Float64Array} z
 * @param {number} n  points along each axis
 * @param {number[]} levels  rising
 */
export function regionsBelow(z, n, levels) {
  const order = byLevel(z, levels);
  const parent = new Int32Array(z.length).fill(-1);
  const rootOf = (/** @type {number} */ i) => {
    let root = i;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  let count = 0;
  return order.map((points) => {
    for (const i of points) {
      parent[i] = i;
      count += 1;
      const column = i % n;
      for (const other of [column > 0 ? i - 1 : -1, column < n - 1 ? i + 1 : -1, i - n, i + n]) {
        if (other < 0 || other >= z.length || parent[other] < 0) continue;
        const [a, b] = [rootOf(i), rootOf(other)];
        if (a === b) continue;
        parent[a] = b;
        count -= 1;
      }
    }
    return count;
  });
}

/**
 * Points that lie below each level and not below the one before.
 * @type {(z: Float64Array, levels: number[]) => number[][]}
 */
function byLevel(z, levels) {
  /** @type {number[][]} */
  const points = levels.map(() => []);
  for (let i = 0; i < z.length; i += 1) {
    const k = levels.findIndex((level) => z[i] < level);
    if (k >= 0) points[k].push(i);
  }
  return points;
}
