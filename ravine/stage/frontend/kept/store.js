/**
 * Store the kept races in this browser and read them again, from storage and from files. Nothing that cannot be
 * stored, or read, changes what is there.
 */

import { entryOf } from "./entry.js";
import { merged } from "./list.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {Pick<Storage, "getItem" | "setItem">} Places */

export const KEY = "ravine-kept";
export const LARGEST_FILE = 5_000_000; // bytes
const UNREAD = `${KEY}-unread`; // what another version of the app may read
const VERSION = 1;

/**
 * The races in a text; null if it is not of kept races.
 * @param {string} text
 * @returns {{list: Kept[], unusable: number} | null}  unusable: number of entries that are none
 */
export function parse(text) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  if (given?.version !== VERSION || !Array.isArray(given.kept)) return null;
  const entries = given.kept.map(entryOf);
  const list = entries.filter((/** @type {Kept | null} */ entry) => entry !== null);
  return { list, unusable: entries.length - list.length };
}

/** @param {Kept[]} list */
export function format(list) {
  return JSON.stringify({ version: VERSION, kept: list });
}

/**
 * @param {() => Places} places  the browser's storage; throws where that is forbidden
 */
export function createStore(places) {
  function text() {
    try {
      return places().getItem(KEY);
    } catch {
      return null;
    }
  }

  function read() {
    const stored = text();
    return merged([], (stored && parse(stored)?.list) || []).list;
  }

  /** @param {Kept[]} list */
  function write(list) {
    const before = text();
    try {
      const storage = places();
      if (before && !parse(before)) storage.setItem(UNREAD, before);
      storage.setItem(KEY, format(list));
      return "";
    } catch {
      return before ? "kept-full" : "kept-refused";
    }
  }

  return {
    read,
    /**
     * Change what is stored now, which may be more than this page has seen.
     * @param {(list: Kept[]) => Kept[]} edit  returns the same list where nothing changes
     * @returns {"" | "kept-full" | "kept-refused"}  the word for why it could not be stored
     */
    change(edit) {
      const list = read();
      const next = edit(list);
      return next === list ? "" : write(next);
    },
  };
}
