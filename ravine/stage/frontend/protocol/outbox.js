/**
 * Send the visitor's changes to the session until it has confirmed them.
 *
 * One message is in flight at a time; later changes are merged. Unconfirmed changes are sent again with the next
 * message, since the session may skip an intermediate state. Each change carries the number of the message that first
 * contained it, so that the session applies it once: a second time would undo later changes made elsewhere on the page.
 */

import { pauseAfter } from "./again.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Message} Message */
/** @typedef {{field: typeof SINGLE[number] | typeof KEYED[number], key: string, value: any, since: number}} Entry */
/**
 * @typedef {object} Ports
 * @property {((message: Message) => void) | null} send  null: no session (standalone page)
 * @property {() => string} surface
 * @property {(run: () => void, ms: number) => any} later
 * @property {(timer: any) => void} cancel
 * @property {(late: boolean) => void} [late]  told when an answer has not come after two tries, and when it has
 */

const SINGLE = /** @type {const} */ ([
  ...["start", "step", "batch", "seed", "steps", "o", "settings_of"],
]);
const KEYED = /** @type {const} */ (["lr", "set", "like", "fan", "view"]);
// What is no setting of the race.
const BESIDE = ["step", "settings_of"];

/**
 * How a link, and the session, spell what was changed.
 * @param {Entry["field"]} field
 * @param {string} key
 */
function idOf(field, key) {
  if (field === "view" || field === "set") return key;
  return key ? `${key}.${field}` : field;
}

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
  /** @type {any} */
  let timer = null;

  function arm() {
    ports.cancel(timer);
    timer = ports.later(retry, pauseAfter(attempts));
  }

  function retry() {
    attempts += 1;
    if (attempts === 2) ports.late?.(true);
    post();
  }

  function answered() {
    if (attempts >= 2) ports.late?.(false);
    attempts = 0;
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
      surface: ports.surface(),
      change: {},
      since: {},
    };
    for (const [id, entry] of entries) {
      entry.since ||= seq;
      message.since[id] = entry.since;
      message.change[id] = entry.value;
    }
    return message;
  }

  /** @returns {Change}  changes that the session has not confirmed */
  function unconfirmed() {
    /** @type {any} */
    const change = {};
    for (const { field, key, value } of entries.values()) {
      change[field] = key ? { ...change[field], [key]: value } : value;
    }
    return change;
  }

  /** @type {(field: Entry["field"], key: string, value: any) => void} */
  function put(field, key, value) {
    entries.set(idOf(field, key), { field, key, value, since: 0 });
  }

  return {
    /**
     * @param {Change} change
     * @param {boolean} isFinal  false while something is dragged: sent with the next final change
     */
    change(change, isFinal) {
      for (const field of KEYED) {
        for (const [key, value] of Object.entries(change[field] ?? {})) put(field, key, value);
      }
      for (const field of SINGLE) {
        if (change[field] !== undefined) put(field, "", change[field]);
      }
      final = isFinal;
      held ||= !isFinal;
      if (!isFinal) return;
      queued = true;
      if (!inFlight) post();
    },

    /** The visitor turns to another control of the page: send everything first. */
    flush() {
      if (queued || held) post();
    },

    /** Have the session confirm that it has taken in everything sent before, also by other controls of the page. */
    ask: post,

    /** The connection is back: what was sent while it was lost is sent again at once. */
    reconnected() {
      answered();
      if (inFlight) post();
    },

    /**
     * The session has taken in the messages up to this one.
     * @param {number} ack
     */
    ack(ack) {
      seq = Math.max(seq, ack);
      for (const [id, { since }] of entries) if (since && since <= ack) entries.delete(id);
      if (inFlight && ack >= inFlight) {
        inFlight = 0;
        answered();
        ports.cancel(timer);
      }
      if (!inFlight && queued) post();
    },

    /** Another surface: drop start, settings, batch and number of steps of the old one. */
    dropRaceChanges() {
      for (const [id, { field }] of entries) {
        if (["lr", "set", "start", "batch", "steps"].includes(field)) entries.delete(id);
      }
    },

    /** Another page: drop all changes to the old one. */
    clear() {
      entries.clear();
      final = true;
      queued = held = false;
      inFlight = 0;
      answered();
      ports.cancel(timer);
    },

    stop() {
      ports.cancel(timer);
    },

    /** Whether the session has not confirmed everything yet. */
    get pending() {
      return entries.size > 0 || inFlight > 0;
    },

    /** Whether something is being dragged: the newest change was not final. */
    get dragging() {
      return !final;
    },

    get unconfirmed() {
      return unconfirmed();
    },

    /** The same changes but for those that are no setting of the race, by their keys in a link. */
    get settings() {
      const changed = [...entries].filter(([id]) => !BESIDE.includes(id));
      return Object.fromEntries(changed.map(([id, { value }]) => [id, value]));
    },
  };
}
