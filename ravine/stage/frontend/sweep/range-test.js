/**
 * Range test: the loss of one run against its rising rate, and what can be read from it. Pure.
 *
 * Source: Smith, WACV 2017, "Cyclical Learning Rates for Training Neural Networks"; what is read from it as by fastai's
 * lr_find: the rate at which the loss falls fastest, and a tenth of that at which it is lowest.
 */

import { locate } from "../protocol/payload.js";
import { heightOf, rangeOf } from "./sweep-curve.js";
import { above, rowOf, runsOf } from "./sweep-picture.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./sweep-curve.js").Point} Point */
/** @typedef {import("./sweep-picture.js").Shown & {floor: number}} Seen  floor: zero of the loss axis */
/** @typedef {{racer: string, run: Run}} Tested  run: whose losses are drawn, of the racer or of its average */
/** @typedef {{steepest: number | null, lowest: number, worse: number | null}} Findings
 *   rates; steepest: at which the loss falls fastest; worse: from which it is above that of the start, after its lowest */

export const SCHEDULE = "range_test";
const TENFOLD = 10; // what a rate has to rise by in a run that tests a range

/**
 * Whether the rate of a run rises so far, and never falls, that it is a test of rates.
 * @param {Run} run
 */
export function rises({ rates }) {
  if (!rates || !(rates[0] > 0)) return false;
  for (let i = 1; i < rates.length; i += 1) if (rates[i] < rates[i - 1]) return false;
  return rates[rates.length - 1] >= TENFOLD * rates[0];
}

/**
 * The runs that are drawn, and the racers that test no range.
 * @param {Seen} now
 * @returns {{tested: Tested[], others: string[]}}
 */
export function testsOf({ scene, view }) {
  const all = [...runsOf(scene, view.off)].map(([racer, run]) => ({ racer, run }));
  const others = all.filter(({ run }) => !rises(run)).map(({ racer }) => racer);
  return { tested: all.filter(({ racer }) => !others.includes(racer)), others };
}

/** @type {WeakMap<import("../types.js").Numbers, Findings>} */
const known = new WeakMap();

/**
 * @param {Run} run  whose rate rises
 * @returns {Findings}
 */
export function findingsOf(run) {
  const found = known.get(run.losses) ?? read(run);
  known.set(run.losses, found);
  return found;
}

/**
 * The loss falls at the lowest loss so far alone: a fall from where it blew up to is none.
 * @param {Run} run
 * @returns {Findings}
 */
function read({ losses, diverged, rates: given }) {
  const rates = /** @type {import("../types.js").Numbers} */ (given);
  let [best, at, steepest, fastest] = [losses[0], 0, -1, 0];
  for (let i = 1; i < losses.length; i += 1) {
    if (!(losses[i] < best)) continue;
    const decades = Math.log10(rates[i] / rates[i - 1]);
    const fall = (best - losses[i]) / (decades || Infinity);
    if (fall > fastest) [steepest, fastest] = [i, fall];
    [best, at] = [losses[i], i];
  }
  const after = losses.findIndex((loss, i) => i > at && !(loss <= losses[0]));
  const last = diverged ? losses.length - 1 : -1;
  const worse = after < 0 ? last : after;
  return {
    steepest: steepest < 0 ? null : rates[steepest],
    lowest: rates[at],
    worse: worse < 0 ? null : rates[worse],
  };
}

/**
 * The rate that is usually taken: a tenth of the one at the lowest loss; null if the loss does not fall.
 * @param {Run} run
 */
export function usual(run) {
  const { steepest, lowest } = findingsOf(run);
  return steepest === null ? null : lowest / 10;
}

/**
 * Each loss at the rate of the step that led to it; a run that diverged has no outcome from there to the end of the axis.
 * @param {Run} run
 * @param {import("../types.js").Axis} kind
 * @param {number} floor
 * @param {[number, number]} x  range of the axis, decades
 * @param {number} until  last point that is drawn
 * @returns {Point[]}
 */
export function pointsOf({ rates, losses, last, diverged }, kind, floor, [low, high], until) {
  /** @type {Point[]} */
  const points = [];
  // The start has no rate.
  for (let at = 1; at <= Math.min(last, until); at += 1) {
    const x = Math.log10(/** @type {any} */ (rates)[at]);
    if (x < low || x > high) continue;
    points.push({ at, x, y: heightOf(losses[at], "final", kind, floor) });
  }
  if (!diverged || until < losses.length - 1) return points;
  const from = Math.log10(/** @type {any} */ (rates)[losses.length - 1]);
  for (const x of [from, high])
    if (x >= low && x <= high) points.push({ at: losses.length - 1, x, y: NaN });
  return points;
}

/** @type {(tested: Tested[], scene: import("../types.js").Scene) => [number, number]} the sliders' rates, decades */
function axisOf(tested, scene) {
  const ends = tested.map(({ racer }) => rowOf(scene, racer).lr);
  const low = Math.min(...ends.map((lr) => lr.low));
  return [Math.log10(low), Math.log10(Math.max(...ends.map((lr) => lr.high)))];
}

/**
 * @param {Seen} now
 * @param {number} [until]  step up to which runs are shown
 * @returns {import("./sweep-drawing.js").Picture | null}
 */
export function pictureOf(now, until = Infinity) {
  const { scene, view, floor, word } = now;
  const { tested } = testsOf(now);
  if (!tested.length) return null;
  const x = axisOf(tested, scene);
  const lines = tested.map(({ racer, run }) => {
    const { color, dash, mark } = rowOf(scene, racer);
    const most = until < Infinity ? locate(run, until).index : Infinity;
    return { key: racer, color, dash, mark, points: pointsOf(run, view.loss, floor, x, most) };
  });
  const log = view.loss === "log";
  const start = heightOf(tested[0].run.losses[0], "final", view.loss, floor);
  const shown = tested.map(({ run }) => pointsOf(run, view.loss, floor, x, Infinity));
  const { range, sunk } = rangeOf(shown, start, log);
  const titles = {
    rate: word("rate"),
    outcome: word("loss") + above(log ? floor : 0, word),
    gap: word("sweep-diverged"),
  };
  return { x, y: range, log, sunk, lines, stale: false, titles };
}

/**
 * Where each run is at a step of playback, and the rate that is chosen.
 * @param {Seen} now
 * @param {number} step
 * @param {(racer: string, run: Run) => number | null} chosen
 * @returns {import("./sweep-drawing.js").Mark[]}
 */
export function marksOf(now, step, chosen) {
  const { scene, view, floor } = now;
  const { tested } = testsOf(now);
  const [low, high] = tested.length ? axisOf(tested, scene) : [0, 0];
  return tested.map(({ racer, run }) => {
    const { color, mark } = rowOf(scene, racer);
    const { index, over } = locate(run, step);
    const at = over ? run.losses.length - 1 : Math.max(index, 0);
    const rate = Math.log10(/** @type {any} */ (run.rates)[at]);
    const pick = chosen(racer, run);
    return {
      ...{ key: racer, color, mark, covered: rate < low || rate > high },
      x: Math.min(Math.max(rate, low), high),
      y: over && run.diverged ? NaN : heightOf(run.losses[at], "final", view.loss, floor),
      limit: pick === null ? null : Math.log10(pick),
    };
  });
}

/**
 * The tested rate nearest to a place on the axis.
 * @param {Run} run
 * @param {number} decade
 */
export function rateNear({ rates, last }, decade) {
  let [nearest, least] = [NaN, Infinity];
  for (let i = 1; i <= last; i += 1) {
    const rate = /** @type {any} */ (rates)[i];
    const distance = Math.abs(Math.log10(rate) - decade);
    if (distance < least) [nearest, least] = [rate, distance];
  }
  return nearest;
}
