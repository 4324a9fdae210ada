/** Compute a race within a time limit; partial results can be shown. */

import { createBatches, createTilts, memoizeNewest } from "./batches.js";
import { createDescent } from "./descent.js";
import { createGround } from "./ground.js";
import {
  averageOf,
  clampsOf,
  curvatureOf,
  limitOf,
  limitsOf,
  pause,
  pointsOf,
  thin,
  timeOf,
} from "./measures.js";

/** @typedef {import("./types.js").RaceRequest} RaceRequest */
/** @typedef {import("./types.js").Racer} Racer */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Rules} Rules */
/** @typedef {import("./types.js").Surface} Surface */
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./descent.js").Descent} Descent */
/** @typedef {Pick<Result, "path" | "loss" | "gradient">} RunPoints */
/** @typedef {{racer: Racer, rule: import("./types.js").Rule, ground: Ground, descent: Descent, h: number[],
 *   factor: (step: number) => number, largest: number}} Entry */

const CHUNK = 4096; // sample evaluations between two checks of the time
const COARSE = 64; // points of each run in a preview of a long one

// Dragging requests the same batches again and again.
const batchesOf = memoizeNewest(createBatches);
const tiltsOf = memoizeNewest(createTilts);

/**
 * @param {Surface} surface
 * @param {Rules} rules
 * @param {RaceRequest} request
 * @param {boolean} [lazy]  compute stability limits on request: of 2,000 steps, one is shown
 */
export function createJob(surface, rules, request, lazy = false) {
  const { batching, noise, parameters, size, steps } = request;
  const batches = batching && batchesOf(batching);
  const tilts = noise && tiltsOf(noise, rules.boxMuller);
  const how = { size, steps };
  const noisy = createGround(surface, parameters, { ...how, batches, tilts });
  const full = createGround(surface, parameters, { ...how, batches: null, tilts: null });
  const entries = request.racers.map((racer) =>
    entryOf(rules, request, racer, racer.full ? full : noisy),
  );
  /** @type {Result[]} */
  const finished = [];
  const work = workOf();
  let done = false;

  /** Steps at a time; one step on all samples of a large set takes as long as hundreds on a plain surface. */
  const stride = Math.max(1, Math.floor(CHUNK / Math.max(size, 64)));

  function* workOf() {
    let moving = entries;
    while (moving.length) {
      for (const { descent } of moving) {
        descent.advance(stride);
        yield;
      }
      moving = moving.filter(({ descent }) => !descent.over);
    }
    for (const entry of entries) finished.push(yield* resultOf(rules, request, entry, 1, lazy));
  }

  return {
    /**
     * @param {() => boolean} late  whether the time is up
     * @returns {boolean}  whether all results are complete
     */
    run(late) {
      while (!done) {
        done = work.next().done ?? false;
        if (late()) break;
      }
      return done;
    },
    /** @returns {Result[]}  all points if complete, else some of those computed */
    results() {
      if (done) return finished;
      return entries.map((entry) => {
        const gap = Math.max(1, Math.ceil(shownOf(entry.descent) / COARSE));
        return exhaust(resultOf(rules, request, entry, gap, false));
      });
    },
  };
}

/** @type {(rules: Rules, request: RaceRequest, racer: Racer, ground: Ground) => Entry} */
function entryOf(rules, { start, steps }, racer, ground) {
  const rule = rules.optimizers[racer.optimizer];
  const h = rule.names.map((name) => racer.values[name]);
  const { factor, largest } = factorsOf(rules, racer, steps);
  const descent = createDescent(rule, ground, { h, factor, start, steps });
  return { racer, rule, ground, descent, h, factor, largest };
}

/**
 * @param {Rules} rules
 * @param {Racer} racer
 * @param {number} steps
 */
function factorsOf(rules, { schedule }, steps) {
  if (!schedule) return { factor: () => 1, largest: 1 };
  const { names, factor: of } = rules.schedules[schedule.key];
  const h = names.map((name) => schedule.values[name]);
  const all = Float64Array.from({ length: steps }, (_, k) => of(k + 1, steps, h));
  const largest = all.reduce((most, factor) => Math.max(most, factor), -Infinity);
  return { factor: (/** @type {number} */ step) => all[step], largest };
}

/**
 * Last point of a run that can be shown; the newest one may be incomplete.
 * @param {Descent} descent
 */
function shownOf({ stepsDone, over }) {
  return over ? stepsDone : Math.max(stepsDone - 1, 0);
}

/**
 * Results of a run, and of the average that its method returns.
 * @param {Rules} rules
 * @param {RaceRequest} request
 * @param {Entry} entry
 * @param {number} stride
 * @param {boolean} lazy
 * @returns {Generator<undefined, Result>}
 */
function* resultOf(rules, request, entry, stride, lazy) {
  const { racer, rule, ground, h, factor, largest } = entry;
  const last = shownOf(entry.descent);
  const descent = { ...entry.descent, stepsDone: last };
  const average = averageOf(rule, descent);
  const known = descent.over && stride === 1;
  const judge = (/** @type {RunPoints} */ run) =>
    known
      ? verdictOn(rules, request, ground, { ...run, steps: last, stopped: descent.stopped })
      : null;
  const time = timeOf(ground, descent, request.axis);
  const common = {
    steps: last,
    stride,
    stopped: descent.stopped,
    rate: request.rates ? ratesOf(descent, last, stride) : null,
    time: time && thin(time, last, stride, 1),
  };
  const path = thin(descent.path, last, stride, 2);
  const own = ground.same
    ? {
        loss: thin(descent.loss, last, stride, 1),
        gradient: thin(descent.gradient, last, stride, 2),
      }
    : yield* visit(ground, path);
  /** @type {Result | null} */
  let answer = null;
  if (average) {
    const averagePath = thin(average, last, stride, 2);
    const averageRun = { path: averagePath, ...(yield* visit(ground, averagePath)) };
    const curvature = request.curvature ? yield* curvatureOf(rules, ground, averagePath) : null;
    const none = { limit: null, clamp: null, answer: null };
    const key = `${racer.key}@answer`;
    answer = { ...common, ...none, key, ...averageRun, curvature, verdict: judge(averageRun) };
  }
  const limit = limitOf(rules, rule, ground, descent, { h, largest });
  return {
    ...common,
    key: racer.key,
    path,
    ...own,
    limit: limit && !lazy ? yield* limitsOf(ground, limit, last, stride) : null,
    ...(lazy && { limitAt: limit }),
    clamp: clampsOf(rule, { h, factor, last, stride }),
    curvature: request.curvature ? yield* curvatureOf(rules, ground, path) : null,
    answer,
    verdict: answer ? null : judge({ path, ...own }),
  };
}

/**
 * Verdict on a run, as in experiments/verdict.py.
 * @param {Rules} rules
 * @param {RaceRequest} request
 * @param {Ground} ground
 * @param {Pick<Result, "path" | "loss" | "gradient" | "stopped" | "steps">} run
 * @returns {import("./types.js").Verdict}
 */
function verdictOn(rules, { terrain }, ground, { path, loss, gradient, stopped, steps }) {
  const { kinds, xs, ys, values, domain, lowest, range, endless } = terrain;
  const slope = [gradient[2 * steps], gradient[2 * steps + 1]];
  const given = [path, loss, ...slope, kinds, xs, ys, values, ...domain, lowest, range, endless];
  const [kind, step, minimum, outside] = rules.verdict(...given, stopped ?? -1, !ground.same);
  return { kind: rules.kinds[kind], step, minimum: minimum || null, outside: outside === 1 };
}

/**
 * Loss and gradient of the whole surface at every point.
 * @param {Ground} ground
 * @param {Float64Array} path
 */
function* visit(ground, path) {
  const loss = new Float64Array(path.length / 2);
  const gradient = new Float64Array(path.length);
  for (let k = 0; k < loss.length; k += 1) {
    const [f, gx, gy] = ground.whole(path[2 * k], path[2 * k + 1]);
    loss[k] = f;
    gradient[2 * k] = gx;
    gradient[2 * k + 1] = gy;
    if (pause(ground, k)) yield;
  }
  return { loss, gradient };
}

/**
 * The learning rate of the step that led to each point.
 * @param {Descent} descent
 * @param {number} last
 * @param {number} stride
 */
function ratesOf({ rates }, last, stride) {
  const values = new Float64Array(pointsOf(last, stride));
  if (!rates.length) return values;
  return values.map((_, k) => rates[Math.max(Math.min(k * stride, last) - 1, 0)]);
}

/**
 * @template Returned
 * @param {Generator<undefined, Returned>} work
 * @returns {Returned}
 */
function exhaust(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
