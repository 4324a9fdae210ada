/**
 * Ask the server for the race that is wanted: one request at a time, the newest wish next, until its answer is
 * complete. A race that takes long is waited for only while it is the one that is wanted. Pure but for its ports.
 */

import { pauseAfter } from "./again.js";
import { cardOf, readLongRace } from "./long-race.js";

/** @typedef {import("../types.js").Header} Header */
/** @typedef {import("../types.js").RaceLink} RaceLink */
/** @typedef {import("./long-race.js").Card} Card */
/** @typedef {RaceLink & {change: Record<string, any>}} Wish  change: settings and view options to change in the link */
/**
 * @typedef {Wish & {have: string[], patient?: boolean}} Question
 *   have: ids of the parts that are held here; patient: run the race however long it takes
 */
/**
 * @typedef {{race: RaceLink, answer: Promise<Uint8Array | Response>, last: import("../page/last-visit.js").LastVisit | null}} First
 *   a race that the page has asked for already; last: what it has said that it holds
 */
/**
 * @typedef {{wish: string, query?: string, lang?: string, seeds?: string}} Race
 *   what an answer is about: text of the wish, and what the server calls the same race
 */
/** @typedef {{race: Race, patient: boolean, began: number, long: boolean, stop: AbortController}} Request */

const SHOWN_AFTER = 300; // ms; what is over sooner is not announced

/**
 * @param {{ask: (question: Question, signal: AbortSignal) => Promise<Uint8Array | Response>, first: First | null,
 *   have: () => string[], take: (bytes: Uint8Array) => Header | null, tell?: (card: Card | null) => void,
 *   later: (run: () => void, ms: number) => any, cancel: (timer: any) => void, now?: () => number}} ports
 *   take: shows an answer; null if it names parts that are missing here; tell: shows what the visitor waits for
 */
export function createRaceSource({ ask, first, have, take, tell, later, cancel, now = clock }) {
  /** @type {Wish | null} */
  let wanted = null;
  /** @type {Race | null} */
  let taken = null; // with the newest complete answer
  /** @type {Race | null} */
  let held = null; // asked about; does not run until the visitor says so
  /** @type {Race | null} */
  let insisted = null; // the visitor has said so
  /** @type {{race: Race, card: Card} | null} */
  let offer = null; // what the server has asked last
  /** @type {Request | null} */
  let current = null;
  /** @type {Card | null} */
  let card = null; // is shown
  /** @type {any} */
  let cardTimer = null;
  let complete = true; // no answer has named parts that are missing here
  let [running, stopped] = [false, false];
  let failures = 0;
  let wake = () => {};

  async function run() {
    running = true;
    if (first) {
      const { race, answer } = first;
      first = null;
      await receive(requestOf({ ...race, change: {} }), answer).catch(() => {}); // it is asked for again
    }
    while (wanted && !stopped && !isAbout(taken, wanted) && !isAbout(held, wanted)) {
      await askOnce(wanted);
    }
    running = false;
  }

  /**
   * @param {Wish} wish
   * @returns {Request}
   */
  function requestOf(wish) {
    const patient = isAbout(insisted, wish);
    return {
      race: raceOf(wish),
      patient,
      began: now(),
      long: patient,
      stop: new AbortController(),
    };
  }

  /** @param {Wish} wish */
  async function askOnce(wish) {
    const again = !complete;
    const request = requestOf(wish);
    const { patient, stop } = request;
    const question = { ...wish, have: complete ? have() : [], ...(patient && { patient }) };
    try {
      complete = await receive(request, ask(question, stop.signal));
      failures = 0;
      if (complete || !again) return;
    } catch (error) {
      if (stop.signal.aborted) return;
      fail(/** @type {Error & {sentence?: string}} */ (error));
    }
    await rest(pauseAfter(failures));
    failures += 1;
  }

  /** @param {Error & {sentence?: string}} error */
  function fail(error) {
    if (!error.sentence) return console.info("ravine: the race is asked for again:", error);
    const labels = isAbout(offer?.race, wanted) ? (offer?.card.labels ?? null) : null;
    show({ kind: "full", text: error.sentence, labels, steps: null, share: 0, lang: "" });
  }

  /**
   * @param {Request} request
   * @param {Promise<Uint8Array | Response>} answer
   * @returns {Promise<boolean>}  false: parts are missing here
   */
  async function receive(request, answer) {
    current = request;
    try {
      const got = await answer;
      const bytes = got instanceof Response ? await wait(request, got) : got;
      if (!bytes) return true; // the server asks first
      const header = stopped ? null : take(bytes);
      if (!header) return false;
      const { query, lang, seeds = "" } = header;
      taken = { ...request.race, query, lang, seeds };
      show(null);
      return true;
    } finally {
      current = null;
      cancel(cardTimer);
    }
  }

  /** @type {(request: Request, response: Response) => Promise<Uint8Array | null>} */
  async function wait(request, { body }) {
    const { race, stop } = request;
    if (!body) throw new Error("the answer is empty");
    const bytes = await readLongRace(body, (line) => follow(request, line), stop.signal);
    if (bytes || (isAbout(insisted, wanted) && !request.patient)) return bytes;
    [held, insisted] = [race, null];
    return null;
  }

  /** @type {(request: Request, line: import("./long-race.js").Line) => void} */
  function follow(request, line) {
    const { race, began, stop } = request;
    Object.assign(race, { query: line.query, lang: line.lang });
    request.long = true;
    if (!isAbout(race, wanted)) return stop.abort();
    const next = cardOf(line);
    if (line.ask) offer = { race, card: next };
    cancel(cardTimer);
    const early = began + SHOWN_AFTER - now();
    const waits = !!card && card.kind !== "ask"; // the visitor knows
    if (line.ask || waits || early <= 0) show(next);
    else cardTimer = later(() => show(next), early);
  }

  /** @param {Card | null} next */
  function show(next) {
    if (next || card) tell?.(next);
    card = next;
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

  return {
    /** @param {Wish} wish */
    want(wish) {
      wanted = wish;
      if (!isAbout(held, wish)) held = null;
      if (!isAbout(insisted, wish)) insisted = null;
      const other = current?.long && !isAbout(current.race, wish);
      if (other) current?.stop.abort();
      if (other || isAbout(taken, wish)) show(null);
      wake();
      if (!running && !stopped) run();
    },

    /** Run the race that the server has asked about, however long it takes. */
    insist() {
      if (!wanted || stopped) return;
      insisted = held ?? raceOf(wanted);
      held = null;
      if (card) show({ ...card, kind: "run", steps: null, share: 0 });
      if (!running) run();
    },

    /** Wait no longer; show what the server has asked. */
    giveUp() {
      if (!wanted) return;
      held = current && isAbout(current.race, wanted) ? current.race : raceOf(wanted);
      insisted = null;
      current?.stop.abort();
      const asked = isAbout(offer?.race, wanted) ? offer?.card : null;
      show(asked ?? (card && { ...card, kind: "ask" }));
      wake();
    },

    /** Whether the wanted race is the one that was taken last. */
    get settled() {
      return isAbout(taken, wanted);
    },

    stop() {
      stopped = true;
      current?.stop.abort();
      wake();
    },
  };
}

const clock = () => performance.now();

/**
 * @param {Wish} wish
 * @returns {Race}
 */
function raceOf(wish) {
  return { wish: JSON.stringify(wish), seeds: wish.seeds ?? "" };
}

/**
 * @param {Race | null | undefined} race
 * @param {Wish | null} wish
 */
function isAbout(race, wish) {
  if (!race || !wish) return false;
  if (JSON.stringify(wish) === race.wish) return true;
  const { query, lang, seeds = "", change } = wish;
  const same = race.query === query && race.lang === lang && race.seeds === seeds;
  return same && Object.keys(change).length === 0;
}
