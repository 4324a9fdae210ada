/** What the cells of basins say: where each start ended, in which share. Pure. */

import { eachKnown } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {{ended: number, share: number}} Share */

/** Numbers of each cell that the server sends. */
export const COLUMNS = /** @type {const} */ ({ ended: "int16", steps: "int32" });
export const UNFINISHED = 0;
export const SADDLE = -1;
export const DIVERGED = -2;

/**
 * Shares of the ends, the minima in their order, then what is none.
 * @type {(grid: Grid) => Share[]}
 */
export function sharesOf(grid) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  let all = 0;
  eachKnown(grid, (cell) => {
    const ended = grid.columns.ended[cell];
    counts.set(ended, (counts.get(ended) ?? 0) + 1);
    all += 1;
  });
  const order = (/** @type {number} */ ended) => (ended > 0 ? ended : 1e6 - ended);
  return [...counts]
    .sort(([first], [second]) => order(first) - order(second))
    .map(([ended, count]) => ({ ended, share: count / all }));
}

/** @type {(steps: number, most: number) => number} how slow, from 0 to 1 */
export function slowness(steps, most) {
  return steps < 0 ? 1 : Math.log1p(steps) / Math.log1p(Math.max(most, 1));
}
