/**
 * The engine in the browser: small races at once, in the frame that asks for them; long ones beside the page, a preview
 * first. Knows no page and no server.
 */

/** @typedef {import("./types.js").Ask} Ask */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {(results: Result[], done: boolean) => void} Tell */
/** @typedef {(address: string) => Promise<any>} Load */
/** @typedef {{prepare: (ask: Ask) => void, run: (ask: Ask, tell: Tell) => void, close: () => void}} Beside */

const BUDGET = 5; // ms of a frame
const PATIENCE = 15; // ms, where a race takes longer than was thought
const FIRST_GUESS = 2e-4; // ms a look at one sample
const SLOWER = 0.05; // weight of a slower measurement: the browser may just have been compiling, or busy

/**
 * @param {{load: Load, now: () => number, beside?: ((failed: () => void) => Beside) | null}} ports
 *   `load`: a module by its address; `beside`: makes what computes beside the page, and is told what to call if that
 *   fails; without, a long race holds the page up
 */
export function createEngine({ load, now, beside = null }) {
  /** @type {Map<string, any>} */
  const modules = new Map();
  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Beside | null} */
  let other = null;
  /** What is run there. @type {{ask: Ask, tell: Tell} | null} */
  let sent = null;
  let each = FIRST_GUESS;
  let newest = 0;

  /** @param {string} address */
  function fetched(address) {
    const known = loading.get(address);
    if (known) return known;
    const made = load(address).then((module) => modules.set(address, module));
    loading.set(address, made);
    made.catch(() => loading.delete(address)); // a later try may succeed
    return made;
  }

  /** @param {Ask} ask */
  const needs = ({ engine, rules, module }) => [engine, rules, module];

  /** @param {Ask} ask */
  function can(ask) {
    if (!needs(ask).every((address) => modules.has(address))) return false;
    const { optimizers, schedules } = modules.get(ask.rules);
    return ask.racers.every(
      ({ optimizer, schedule }) =>
        optimizer in optimizers && (!schedule || schedule.key in schedules),
    );
  }

  /** @param {Ask} ask */
  const isLong = (ask) => !!beside && looksOf(ask) * each > BUDGET;

  function worker() {
    other ??= beside?.(fail) ?? null;
    return other;
  }

  /** Nothing can be computed beside this page: it is done here. */
  function fail() {
    other?.close();
    [beside, other] = [null, null];
    if (sent) run(sent.ask, sent.tell);
  }

  /**
   * @param {Ask} ask
   * @param {Tell} tell
   */
  function goBeside(ask, tell) {
    const mine = newest;
    sent = { ask, tell };
    worker()?.run(ask, (results, done) => {
      if (mine !== newest) return;
      if (done) sent = null;
      tell(results, done);
    });
  }

  /**
   * Runs the race; a newer one takes the place of one that is not done.
   * @param {Ask} ask  one that it can
   * @param {Tell} tell  called at once where the race is small, else later, and then perhaps more than once
   */
  function run(ask, tell) {
    newest += 1;
    sent = null;
    const looks = looksOf(ask);
    if (isLong(ask)) return goBeside(ask, tell);
    const began = now();
    const { createJob } = modules.get(ask.engine);
    const job = createJob(modules.get(ask.module), modules.get(ask.rules), ask, true);
    const done = job.run(() => !!beside && now() - began > PATIENCE);
    const took = (now() - began) / looks;
    if (!done) {
      each = Math.max(each, took); // at least: the next one of its kind goes beside the page at once
      return goBeside(ask, tell);
    }
    each = took < each ? took : each + SLOWER * (took - each);
    tell(job.results(), true);
  }

  return {
    can,

    /**
     * Gets what a race takes; that of a long one too.
     * @param {Ask} ask
     */
    async load(ask) {
      await Promise.all(needs(ask).map(fetched));
      if (isLong(ask)) worker()?.prepare(ask);
      return can(ask);
    },

    run,

    close() {
      newest += 1;
      sent = null;
      other?.close();
      other = null;
    },
  };
}

/**
 * How many samples a race looks at, about.
 * @param {Ask} ask
 */
function looksOf({ racers, steps, size, batching, curvature }) {
  const all = Math.max(size, 1);
  const step = batching ? batching.batch : all;
  // The losses over all samples, and a Hessian for the stable rate.
  return racers.length * (steps + 1) * (step + all * (size ? 2 : 1) + (curvature ? all : 0));
}
