/** Stability limits, clamps, curvature and time of a run, as in experiments/curvature.py. */

import { stateAt } from "./descent.js";

/** @typedef {import("./descent.js").Descent} Descent */
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./types.js").Rule} Rule */
/** @typedef {import("./types.js").Rules} Rules */

/**
 * The largest value of the slider at which the step from a point is stable; see `limits` and `slider_limits`.
 * @param {Rules} rules
 * @param {Rule} rule
 * @param {Ground} ground
 * @param {Descent} descent
 * @param {{h: number[], largest: number}} how  largest: of the schedule's factors
 * @returns {((point: number) => number) | null}  null: no theory gives one
 */
export function limitOf(rules, rule, ground, descent, { h, largest }) {
  const { gain, pulls } = rule;
  if (!gain || !pulls) return null;
  const last = descent.stepsDone;
  const row = coefficientsAtOne(rule, h);
  const [coupled, decoupled] = pulls(h);
  const slider = (/** @type {number} */ limit) => (largest > 0 ? limit / largest : Infinity);
  return (point) => {
    if (!last) return slider(Infinity);
    const t = Math.min(point + 1, last);
    const c = row(t);
    const p = Math.sqrt(scaleOf(rule, descent, h, t, c, 0));
    const q = Math.sqrt(scaleOf(rule, descent, h, t, c, 1));
    const [a, b, d] = curves(ground, descent.path[2 * point], descent.path[2 * point + 1]);
    const [high] = rules.eigenvalues((a + coupled) * p * p, b * p * q, (d + coupled) * q * q);
    return slider(rules.limit(high, gain(h, t, c), decoupled));
  };
}

/**
 * The limit at every stored point.
 * @param {Ground} ground
 * @param {(point: number) => number} limit
 * @param {number} last
 * @param {number} stride
 */
export function* limitsOf(ground, limit, last, stride) {
  const values = new Float64Array(pointsOf(last, stride));
  for (let k = 0; k < values.length; k += 1) {
    values[k] = limit(Math.min(k * stride, last));
    if (pause(ground, k)) yield;
  }
  return values;
}

/**
 * Whether to check the time: on a large data set after each point.
 * @param {Ground} ground
 * @param {number} k
 */
export function pause({ size }, k) {
  return size > 256 || k % 64 === 63;
}

/**
 * Rule -> its newest table of coefficients, which does not depend on the learning rate.
 * @type {WeakMap<Rule, {key: string, row: (t: number) => number[]}>} */
const tables = new WeakMap();

/**
 * Coefficients at a learning rate of 1.
 * @type {(rule: Rule, given: number[]) => (t: number) => number[]}
 */
function coefficientsAtOne(rule, given) {
  const h = [...given];
  h[rule.rate] = 1;
  const key = h.join();
  const known = tables.get(rule);
  if (known?.key === key) return known.row;
  /** @type {number[][]} */
  const rows = [];
  let { carried } = rule;
  const row = (/** @type {number} */ t) => {
    while (rows.length < t) {
      const step = rule.coefficients(h, rows.length + 1, carried);
      if (carried.length) carried = step[1];
      rows.push(rule.carried.length ? step[0] : step);
    }
    return rows[t - 1];
  };
  tables.set(rule, { key, row });
  return row;
}

/**
 * @param {Rule} rule
 * @param {Descent} descent
 * @param {number[]} h
 * @param {number} t
 * @param {number[]} c
 * @param {number} axis
 */
function scaleOf({ preconditioner, coupled }, { states, gradient }, h, t, c, axis) {
  if (!preconditioner) return 1;
  const state = coupled ? states[t].map((pair) => pair[axis]) : states[t][axis];
  return preconditioner(state, gradient[2 * (t - 1) + axis], h, t, c);
}

/**
 * Second derivatives; NaN on a kink.
 * @param {Ground} ground
 * @param {number} x
 * @param {number} y
 */
function curves(ground, x, y) {
  return ground.kinked(x, y) ? [NaN, NaN, NaN] : ground.hessian(x, y);
}

/**
 * Larger and smaller eigenvalue and the angle of the larger one at each point.
 * @param {Rules} rules
 * @param {Ground} ground
 * @param {Float64Array} path  of the stored points
 */
export function* curvatureOf(rules, ground, path) {
  const values = new Float64Array((3 * path.length) / 2);
  for (let k = 0; k < path.length / 2; k += 1) {
    const [a, b, d] = curves(ground, path[2 * k], path[2 * k + 1]);
    values.set([...rules.eigenvalues(a, b, d), rules.atan2(2 * b, a - d) / 2], 3 * k);
    if (pause(ground, k)) yield;
  }
  return values;
}

/**
 * Range of slider values on which each step depends; see `slider_clamps`.
 * @param {Rule} rule
 * @param {{h: number[], factor: (step: number) => number, last: number, stride: number}} how
 */
export function clampsOf({ clamp, once }, { h, factor, last, stride }) {
  if (!clamp) return null;
  const values = new Float64Array(2 * pointsOf(last, stride));
  for (let k = 0; k < values.length / 2; k += 1) {
    const t = once ? 1 : Math.min(Math.min(k * stride, last) + 1, Math.max(last, 1));
    const [low, high] = clamp(h, t);
    values.set([low / factor(t - 1), high / factor(t - 1)], 2 * k);
  }
  return values;
}

/**
 * Samples evaluated before each point; null where time is counted in steps.
 * @param {Ground} ground
 * @param {Descent} descent
 * @param {"steps" | "samples" | "epochs"} axis
 */
export function timeOf(ground, { looks, stepsDone }, axis) {
  if (axis === "steps" || !ground.size) return null;
  const samplesSeen = new Float64Array(stepsDone + 1);
  for (let t = 0; t < stepsDone; t += 1)
    samplesSeen[t + 1] = samplesSeen[t] + ground.drawn(t) * (1 + looks[t]);
  return axis === "epochs" ? samplesSeen.map((count) => count / ground.size) : samplesSeen;
}

/**
 * Path of the average that a method returns; null where it equals the run itself.
 * @param {Rule} rule
 * @param {Descent} descent
 */
export function averageOf(rule, descent) {
  if (rule.answer === undefined) return null;
  const path = new Float64Array(2 * (descent.stepsDone + 1));
  let other = false;
  path.set(descent.path.subarray(0, 2));
  for (let t = 1; t <= descent.stepsDone; t += 1) {
    path.set(stateAt(rule, descent, t, rule.answer), 2 * t);
    for (const k of [2 * t, 2 * t + 1]) other ||= !Object.is(path[k], descent.path[k]);
  }
  return other ? path : null;
}

/**
 * Number of stored points: every `stride`-th and the last one.
 * @param {number} last
 * @param {number} stride
 */
export function pointsOf(last, stride) {
  return Math.ceil(last / stride) + 1;
}

/**
 * The stored points of `array`, with `width` numbers each.
 * @param {Float64Array} array
 * @param {number} last
 * @param {number} stride
 * @param {number} width
 */
export function thin(array, last, stride, width) {
  if (stride === 1) return array.slice(0, width * (last + 1));
  const thinned = new Float64Array(width * pointsOf(last, stride));
  for (let k = 0; k < pointsOf(last, stride); k += 1) {
    const i = Math.min(k * stride, last);
    for (let j = 0; j < width; j += 1) thinned[width * k + j] = array[width * i + j];
  }
  return thinned;
}
