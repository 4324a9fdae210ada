/** Ask the server for the curves of the rate sweep, and hold those that came last. */

import { pauseAfter } from "../protocol/again.js";
import { readMap } from "../protocol/map-answer.js";
import { emptyCurve, fill } from "./sweep-curve.js";

/** @typedef {import("./sweep-curve.js").Curve} Curve */
/** @typedef {(question: import("../protocol/ask.js").MapQuestion, signal: AbortSignal) =>
 *   Promise<ReadableStream<Uint8Array>>} Ask */
/** @typedef {{curves: Map<string, Curve>, target: number | null, text: string, whole: boolean, key: string}} Sweep
 *   text: what the visitor has to know; whole: all cells are there; key: of the question */

/**
 * What the curves of a race depend on: neither on its learning rates nor on how it is drawn.
 * @param {import("../types.js").RaceLink} race
 * @param {string[]} view  keys of a link that say how a race is drawn
 */
export function keyOf({ query, lang, file = "" }, view) {
  const pairs = [...new URLSearchParams(query)].filter(
    ([key]) => !key.endsWith(".lr") && !view.includes(key),
  );
  return JSON.stringify([pairs, lang, file]);
}

/**
 * @param {{ask: Ask, view: string[], news: () => void, later: (run: () => void, ms: number) => any,
 *   cancel: (timer: any) => void}} ports
 *   news: called when something has come
 */
export function createSweepSource({ ask, view, news, later, cancel }) {
  const page = Math.random().toString(36).slice(2); // randomUUID exists on https pages alone
  /** @type {Sweep} */
  let shown = { curves: new Map(), target: null, text: "", whole: false, key: "" };
  let wanted = "";
  let waiting = ""; // a sentence about the queue
  /** @type {AbortController | null} */
  let stop = null;
  /** @type {any} */
  let timer = 0;
  let failures = 0;
  let version = 0;

  function tell() {
    version += 1;
    news();
  }

  function drop() {
    cancel(timer);
    stop?.abort();
    stop = null;
  }

  /** @param {import("../types.js").RaceLink} race */
  async function run(race) {
    const here = new AbortController();
    stop = here;
    /** @type {Sweep} */
    const next = { curves: new Map(), target: null, text: "", whole: false, key: wanted };
    try {
      const { query, lang, file } = race;
      const question = {
        query,
        lang,
        ...(file && { file }),
        kind: /** @type {const} */ ("rate"),
        page,
      };
      const body = await ask(question, here.signal);
      await readMap(body, telling(next, here.signal), here.signal);
      if (here.signal.aborted) return;
      failures = 0;
      next.whole = true;
      [shown, stop, waiting] = [next, null, ""];
      tell();
    } catch (error) {
      if (here.signal.aborted) return;
      const { sentence } = /** @type {{sentence?: string}} */ (error);
      if (!sentence) console.info("ravine: the sweep is asked for again:", error);
      waiting = sentence ?? "";
      stop = null;
      tell();
      timer = later(() => run(race), pauseAfter(failures));
      failures += 1;
    }
  }

  /**
   * @param {Sweep} next
   * @param {AbortSignal} signal
   * @returns {import("../protocol/map-answer.js").Tell}
   */
  function telling(next, signal) {
    return {
      head({ target, text, axes }) {
        Object.assign(next, { target, text });
        for (const { racer, values } of axes) next.curves.set(racer, emptyCurve(racer, values));
        waiting = "";
      },
      cells({ racer, columns }) {
        const curve = next.curves.get(racer);
        if (!curve || signal.aborted) return;
        fill(curve, columns);
        shown = next; // the older curves stay until there is something in their place
        tell();
      },
      progress({ text = "" }) {
        if (waiting === text) return;
        waiting = text;
        tell();
      },
    };
  }

  return {
    /** @param {import("../types.js").RaceLink | null} race  null: nothing is wanted any more */
    want(race) {
      const key = race ? keyOf(race, view) : "";
      if (key === wanted) return;
      drop();
      [wanted, waiting, failures] = [key, "", 0];
      if (race && !(shown.whole && shown.key === key)) run(race);
    },
    get sweep() {
      return shown;
    },
    /** Whether what is held belongs to the race that is wanted. */
    get fresh() {
      return shown.key === wanted;
    },
    /** Another number whenever something has come. */
    get version() {
      return version;
    },
    get waiting() {
      return waiting;
    },
    get failing() {
      return failures > 0;
    },
    close: drop,
  };
}
