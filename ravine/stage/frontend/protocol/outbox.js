/**
 * What the visitor changed and the server has not yet answered.
 *
 * One message is in flight at a time; meanwhile changes merge. Whatever is unanswered goes out
 * again with the next message, since the server may skip an intermediate state. Each change says
 * in which message it first was, so that the server takes it in once: a second time would undo
 * what the visitor did since with something else on the page.
 */

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Message} Message */
/** @typedef {{field: "lr" | "start" | "view" | "step" | "batch" | "seed", key: string, value: any, since: number}} Entry */
/**
 * @typedef {object} Ports
 * @property {((message: Message) => void) | null} send  null: nobody listens (standalone page)
 * @property {() => string[]} have
 * @property {() => string} surface
 * @property {(run: () => void, ms: number) => any} later
 * @property {(timer: any) => void} cancel
 */

const SINGLE = /** @type {const} */ (["start", "step", "batch", "seed"]);
const RETRY_AFTER = 1500;
// A slow server would never finish if it were asked anew every 1.5 s.
const RETRY_LONGEST = 12000;

/** @param {Ports} ports */
export function createOutbox(ports) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let seq = 0;
  let inFlight = 0;
  let attempts = 0;
  let queued = false;
  let held = false;
  let final = true;
  let missingParts = false;
  /** @type {any} */
  let timer = null;

  function arm() {
    ports.cancel(timer);
    timer = ports.later(retry, Math.min(RETRY_AFTER * 2 ** attempts, RETRY_LONGEST));
  }

  function retry() {
    attempts += 1;
    post();
  }

  function post() {
    if (!ports.send) return;
    seq += 1;
    inFlight = seq;
    queued = false;
    held = false;
    arm();
    ports.send(compose());
  }

  /** @returns {Message} */
  function compose() {
    /** @type {Message} */
    const message = {
      seq,
      have: missingParts ? [] : ports.have(),
      surface: ports.surface(),
      final,
      since: {},
    };
    for (const [id, entry] of entries) {
      entry.since ||= seq;
      message.since[id] = entry.since;
    }
    return Object.assign(message, unconfirmed());
  }

  /** @returns {Change}  the visitor's values that the server hasn't confirmed */
  function unconfirmed() {
    /** @type {any} */
    const change = {};
    for (const { field, key, value } of entries.values()) {
      if (field === "lr" || field === "view") change[field] = { ...change[field], [key]: value };
      else change[field] = value;
    }
    return change;
  }

  /**
   * @param {Entry["field"]} field
   * @param {string} key
   * @param {any} value
   */
  function put(field, key, value) {
    entries.set(key ? `${field}.${key}` : field, { field, key, value, since: 0 });
  }

  return {
    /**
     * @param {Change} change
     * @param {boolean} isFinal  false while something is dragged
     * @param {boolean} [hold]  nobody need hear of it before something final follows
     */
    change(change, isFinal, hold = false) {
      for (const [key, value] of Object.entries(change.lr ?? {})) put("lr", key, value);
      for (const [key, value] of Object.entries(change.view ?? {})) put("view", key, value);
      for (const field of SINGLE) {
        if (change[field] !== undefined) put(field, "", change[field]);
      }
      final = isFinal;
      held ||= hold;
      if (hold) return;
      queued = true;
      if (!inFlight) post();
    },

    /** The visitor turns to something else on the page: it is to find all that was done here done. */
    flush() {
      if (queued || held) post();
    },

    /**
     * A payload came in.
     * @param {number} ack
     */
    ack(ack) {
      seq = Math.max(seq, ack);
      for (const [id, { since }] of entries) if (since && since <= ack) entries.delete(id);
      if (inFlight && ack >= inFlight) {
        inFlight = 0;
        attempts = 0;
        ports.cancel(timer);
      }
      if (!inFlight && queued) post();
    },

    /** A payload named parts that aren't here: ask for everything, at once. */
    requestAllParts() {
      if (!missingParts) {
        missingParts = true;
        post();
      } else if (!inFlight) {
        inFlight = seq; // asked already: wait instead of asking in a loop
        attempts += 1;
        arm();
      }
    },

    partsComplete() {
      missingParts = false;
      if (!inFlight && !queued) ports.cancel(timer);
    },

    /** Another surface: a start or a rate meant for the old one must not reach it. */
    dropRaceChanges() {
      for (const [id, { field }] of entries) {
        if (["lr", "start", "batch"].includes(field)) entries.delete(id);
      }
    },

    /** Another page: nothing meant for the old one must reach it. */
    clear() {
      entries.clear();
      final = true;
      queued = held = false;
      inFlight = 0;
      ports.cancel(timer);
    },

    stop() {
      ports.cancel(timer);
    },

    /** Something is held right now: the newest change wasn't a final one. */
    get dragging() {
      return !final;
    },

    get unconfirmed() {
      return unconfirmed();
    },
  };
}
