/**
 * Engine in the browser: short races run at once, in the frame that requests them; long ones in a worker, with
 * previews. Independent of page and server.
 */

/** @typedef {import("./types.js").RaceRequest} RaceRequest */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {(results: Result[], done: boolean) => void} Tell */
/** @typedef {(address: string) => Promise<any>} Load */
/** @typedef {{prepare: (request: RaceRequest) => void, run: (request: RaceRequest, tell: Tell) => void, close: () => void}} Beside */

const BUDGET = 5; // ms of a frame
const PATIENCE = 15; // ms, for a race that takes longer than estimated
const FIRST_GUESS = 2e-4; // ms for one evaluation of a sample
const SLOWER = 0.05; // weight of a slower measurement, which may include compilation

/**
 * @param {{load: Load, now: () => number, beside?: ((failed: () => void) => Beside) | null}} ports
 *   load: imports a module by its address; beside: creates the worker, given a function to call on failure;
 *   without it, a long race blocks the page
 */
export function createEngine({ load, now, beside = null }) {
  /** @type {Map<string, any>} */
  const modules = new Map();
  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Beside | null} */
  let worker = null;
  /** The race that the worker runs. @type {{request: RaceRequest, tell: Tell} | null} */
  let delegated = null;
  let msPerLook = FIRST_GUESS;
  let newest = 0;

  /** @param {string} address */
  function fetched(address) {
    const known = loading.get(address);
    if (known) return known;
    const loaded = load(address).then((module) => modules.set(address, module));
    loading.set(address, loaded);
    loaded.catch(() => loading.delete(address)); // a later try may succeed
    return loaded;
  }

  /** @param {RaceRequest} request */
  const needs = ({ engine, rules, module }) => [engine, rules, module];

  /** @param {RaceRequest} request */
  function can(request) {
    if (!needs(request).every((address) => modules.has(address))) return false;
    const { optimizers, schedules } = modules.get(request.rules);
    return request.racers.every(
      ({ optimizer, schedule }) =>
        optimizer in optimizers && (!schedule || schedule.key in schedules),
    );
  }

  /** @param {RaceRequest} request */
  const isLong = (request) => !!beside && looksOf(request) * msPerLook > BUDGET;

  function getWorker() {
    worker ??= beside?.(fail) ?? null;
    return worker;
  }

  /** The worker has failed: run its race here. */
  function fail() {
    worker?.close();
    [beside, worker] = [null, null];
    if (delegated) run(delegated.request, delegated.tell);
  }

  /** @type {(request: RaceRequest, tell: Tell) => void} */
  function goBeside(request, tell) {
    const mine = newest;
    delegated = { request, tell };
    getWorker()?.run(request, (results, done) => {
      if (mine !== newest) return;
      if (done) delegated = null;
      tell(results, done);
    });
  }

  /**
   * Run a race; an unfinished older one is dropped.
   * @param {RaceRequest} request  one for which `can` is true
   * @param {Tell} tell  called at once for a short race, later and perhaps several times for a long one
   */
  function run(request, tell) {
    newest += 1;
    delegated = null;
    const looks = looksOf(request);
    if (isLong(request)) return goBeside(request, tell);
    const began = now();
    const { createJob } = modules.get(request.engine);
    const job = createJob(modules.get(request.module), modules.get(request.rules), request, true);
    const done = job.run(() => !!beside && now() - began > PATIENCE);
    const took = (now() - began) / looks;
    if (!done) {
      msPerLook = Math.max(msPerLook, took); // a lower bound: the next race like it goes to the worker at once
      return goBeside(request, tell);
    }
    msPerLook = took < msPerLook ? took : msPerLook + SLOWER * (took - msPerLook);
    tell(job.results(), true);
  }

  return {
    can,

    /**
     * Load the modules of a race, in the worker too if it is long.
     * @param {RaceRequest} request
     */
    async load(request) {
      await Promise.all(needs(request).map(fetched));
      if (isLong(request)) getWorker()?.prepare(request);
      return can(request);
    },

    run,

    close() {
      newest += 1;
      delegated = null;
      worker?.close();
      worker = null;
    },
  };
}

/**
 * Estimated number of sample evaluations of a race.
 * @param {RaceRequest} request
 */
function looksOf({ racers, steps, size, batching, curvature }) {
  const all = Math.max(size, 1);
  const step = batching ? batching.batch : all;
  // Losses over all samples, and a Hessian for the stability limit.
  return racers.length * (steps + 1) * (step + all * (size ? 2 : 1) + (curvature ? all : 0));
}
