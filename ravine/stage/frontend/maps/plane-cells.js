/** What the cells of a plane say: outcomes, their range, the best one, shares. Pure. */

import { heightOf } from "../sweep/sweep-curve.js";
import { eachKnown } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("../types.js").View["map_goal"]} Goal */
/** @typedef {{low: number, high: number, below: boolean, above: boolean}} Range
 *   of heights; below, above: some cells lie beyond that end of the scale */
/** @typedef {{count: number, diverged: number, missed: number, best: number}} Summary
 *   shares of the cells; best: the cell, -1: none */

/** Numbers of each cell that the server sends. */
export const COLUMNS = /** @type {const} */ ({
  value: "float64",
  final: "float64",
  stopped: "int32",
});
export const DIVERGED = -1;
export const MISSED = -2;
const ABOVE = 1.2; // decades above the start up to which losses are told apart
const DEEPEST = 20; // decades

/**
 * What came of a cell: the goal's number, lower is better; infinite where the run diverged, NaN where it did not arrive.
 * @type {(grid: Grid, cell: number, goal: Goal) => number}
 */
export function outcomeIn({ columns: { value, stopped } }, cell, goal) {
  // Also one that came by the target on its way out.
  if (stopped[cell] >= 0) return Infinity;
  const number = value[cell];
  if (Number.isFinite(number)) return number;
  return goal === "steps" ? NaN : Infinity;
}

/** @type {(outcome: number, goal: Goal, floor: number) => number} decades */
function heightIn(outcome, goal, floor) {
  return goal === "steps"
    ? Math.log10(Math.max(outcome, 1))
    : heightOf(outcome, goal, "log", floor);
}

/** @type {(grid: Grid, goal: Goal) => Summary} */
export function summaryOf(grid, goal) {
  const summary = { count: 0, diverged: 0, missed: 0, best: -1 };
  let lowest = Infinity;
  eachKnown(grid, (cell) => {
    const outcome = outcomeIn(grid, cell, goal);
    summary.count += 1;
    if (outcome === Infinity) summary.diverged += 1;
    if (Number.isNaN(outcome)) summary.missed += 1;
    if (outcome < lowest) [summary.best, lowest] = [cell, outcome];
  });
  const share = (/** @type {number} */ count) => (summary.count ? count / summary.count : 0);
  return { ...summary, diverged: share(summary.diverged), missed: share(summary.missed) };
}

/**
 * The lowest loss of the cells, where no lower one is known: zero of their scale.
 * @type {(grid: Grid, goal: Goal, known: number | null) => number}
 */
export function floorOf(grid, goal, known) {
  let floor = known ?? Infinity;
  if (goal !== "steps")
    eachKnown(grid, (cell) => {
      const outcome = outcomeIn(grid, cell, goal);
      if (outcome < floor) floor = outcome;
    });
  return Number.isFinite(floor) ? floor : 0;
}

/**
 * Heights between which the colours lie.
 * @type {(grid: Grid, goal: Goal, floor: number, start: number) => Range} start: loss at the start
 */
export function rangeOf(grid, goal, floor, start) {
  let [low, high, sunk] = [Infinity, -Infinity, false];
  eachKnown(grid, (cell) => {
    const height = heightIn(outcomeIn(grid, cell, goal), goal, floor);
    if (height === -Infinity) sunk = true;
    if (!Number.isFinite(height)) return;
    low = Math.min(low, height);
    high = Math.max(high, height);
  });
  if (!(low <= high)) [low, high] = [0, 1];
  const first = goal === "steps" ? NaN : heightIn(start, goal, floor);
  const top = Number.isFinite(first) && high > first + ABOVE && low < first ? first + ABOVE : high;
  const bottom = Math.max(low, top - DEEPEST);
  const flat = top > bottom ? 0 : 0.5;
  return {
    ...{ low: bottom - flat, high: top + flat },
    ...{ below: sunk || low < bottom, above: high > top },
  };
}

/**
 * Index of the colour of each computed cell: one of `count` shades, or one of the constants above.
 * @type {(grid: Grid, cell: number, scale: {goal: Goal, floor: number, range: Range}, count: number) => number}
 */
export function shadeOf(grid, cell, { goal, floor, range }, count) {
  const outcome = outcomeIn(grid, cell, goal);
  if (outcome === Infinity) return DIVERGED;
  if (Number.isNaN(outcome)) return MISSED;
  const share = (heightIn(outcome, goal, floor) - range.low) / (range.high - range.low);
  return Math.min(Math.max(Math.round(share * (count - 1)), 0), count - 1);
}
