/** The axis of playback: steps, samples seen, or epochs. Pure. */

import { endOf, locate, stepAt } from "../protocol/payload.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {{step: number, last: number, grain: number}} Reading */

/**
 * End of playback: the last step; on the other axes the end of the shortest run, so that all compared runs have points
 * up to there.
 * @param {Scene} scene
 */
export function lastOf({ header, runs }) {
  const timed = runs.filter((run) => run.times && !run.diverged);
  if (header.view.axis === "steps" || !timed.length) return header.steps;
  return Math.min(...timed.map(endOf));
}

/**
 * One step of the smallest batch, on the axis.
 * @param {Scene} scene
 */
export function grainOf({ header: { view, samples }, runs }) {
  if (!samples || !runs.some((run) => run.times)) return 1;
  const batch = samples.whole ? samples.size : samples.batch;
  return view.axis === "samples" ? batch : view.axis === "epochs" ? batch / samples.size : 1;
}

/**
 * Current step of a run, by default of the first one.
 * @param {Scene} scene
 * @param {number} time
 * @param {string} [key]
 */
export function stepOf({ runs }, time, key) {
  const run = runs.find((candidate) => candidate.key === key) ?? runs[0];
  return run?.times ? stepAt(run, locate(run, time).index) : time;
}

/** @param {Reading} clock */
export function clockText(clock) {
  return `${placeText(clock.step, clock.grain)} / ${placeText(clock.last, clock.grain)}`;
}

/**
 * A place on the axis, in steps or samples whole, in epochs with two decimals.
 * @param {number} place
 * @param {number} grain
 */
export function placeText(place, grain) {
  return Number.isInteger(grain) ? String(Math.floor(place + 1e-6)) : place.toFixed(2);
}
