/**
 * The whole surface on a finer grid than the server sends, without the levels that even this one cannot resolve: where a
 * valley is narrower than the grid, a contour line breaks into a chain of loops. Pure.
 */

import { clearLevels, everyOther } from "./regions.js";
import { extent } from "./scale.js";
import { affordable, sampled } from "./window.js";

/** @typedef {import("../types.js").Surface} Surface */

const POINTS = 257; // along each axis; drawing twice as many takes three times as long

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
  const [lowest] = extent(surface.z); // from which the heights count
  for (let i = 0; i < fine.length; i += 1) fine[i] = Math.max(fine[i], lowest);
  const z = everyOther(fine, n);
  const levels = clearLevels(surface.levels[scale.kind], z, n, fine);
  return { ...surface, z, nx: n, ny: n, levels: { ...surface.levels, [scale.kind]: levels } };
}
