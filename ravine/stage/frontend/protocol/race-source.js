/**
 * Ask the server for the race that is wanted: one request at a time, the newest wish next, until its answer is
 * complete. Pure but for its ports.
 */

/** @typedef {import("../types.js").Header} Header */
/** @typedef {import("../types.js").RaceLink} RaceLink */
/** @typedef {RaceLink & {change: Record<string, any>}} Wish  change: settings and view options to change in the link */
/** @typedef {Wish & {have: string[]}} Question  have: ids of the parts that are held here */
/** @typedef {{race: RaceLink, answer: Promise<Uint8Array>}} First  a race that the page has asked for already */

const RETRY_AFTER = 1500;
// ms; a slow server would never finish if it were asked again every 1.5 s.
const RETRY_LONGEST = 12000;

/**
 * @param {{ask: (question: Question) => Promise<Uint8Array>, first: First | null, have: () => string[],
 *   take: (bytes: Uint8Array) => Header | null, later: (run: () => void, ms: number) => any,
 *   cancel: (timer: any) => void}} ports
 *   take: shows an answer; null if it names parts that are missing here
 */
export function createRaceSource({ ask, first, have, take, later, cancel }) {
  /** @type {Wish | null} */
  let wanted = null;
  let taken = ""; // text of the wish with the newest complete answer
  /** @type {Header | null} */
  let header = null; // of that answer
  let complete = true; // no answer has named parts that are missing here
  let [running, stopped] = [false, false];
  let failures = 0;
  let wake = () => {};

  async function run() {
    running = true;
    if (first) {
      const { race, answer } = first;
      first = null;
      await receive({ ...race, change: {} }, answer).catch(() => {}); // it is asked for again
    }
    while (wanted && !stopped && !isTaken(wanted)) await askOnce(wanted);
    running = false;
  }

  /** @param {Wish} wish */
  async function askOnce(wish) {
    const again = !complete;
    try {
      complete = await receive(wish, ask({ ...wish, have: complete ? have() : [] }));
      failures = 0;
      if (complete || !again) return;
    } catch (error) {
      console.info("ravine: the race is asked for again:", error);
    }
    await rest(Math.min(RETRY_AFTER * 2 ** failures, RETRY_LONGEST));
    failures += 1;
  }

  /** @type {(wish: Wish, answer: Promise<Uint8Array>) => Promise<boolean>} */
  async function receive(wish, answer) {
    const bytes = await answer;
    const shown = stopped ? null : take(bytes);
    if (shown) [taken, header] = [JSON.stringify(wish), shown];
    return !!shown;
  }

  /** @param {number} ms */
  function rest(ms) {
    return new Promise((done) => {
      const timer = later(() => done(undefined), ms);
      wake = () => {
        cancel(timer);
        done(undefined);
      };
    });
  }

  /** @param {Wish} wish */
  function isTaken(wish) {
    if (JSON.stringify(wish) === taken) return true;
    const { query, lang, seeds = "", change } = wish;
    const same = header?.query === query && header.lang === lang && (header.seeds ?? "") === seeds;
    return same && Object.keys(change).length === 0;
  }

  return {
    /** @param {Wish} wish */
    want(wish) {
      wanted = wish;
      wake();
      if (!running && !stopped) run();
    },

    /** Whether the wanted race is the one that was taken last. */
    get settled() {
      return !!wanted && isTaken(wanted);
    },

    stop() {
      stopped = true;
      wake();
    },
  };
}
