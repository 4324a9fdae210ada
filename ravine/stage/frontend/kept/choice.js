/** Which race is the ghost: the one that the visitor has chosen, or the one that the page shows. Pure but for its port. */

import { entryOf } from "./entry.js";

/** @typedef {{name: string, query: string}} Choice */

export const KEY = "ravine-ghost";

/** @param {() => Pick<Storage, "getItem" | "setItem" | "removeItem">} places  of this tab; throws where that is forbidden */
export function createChoice(places) {
  let own = read();
  /** @type {Choice | null} */
  let page = null;
  /** @type {Choice | null} */
  let current = own;

  /** @returns {Choice | null} */
  function read() {
    try {
      const entry = entryOf({ ...JSON.parse(places().getItem(KEY) ?? "null"), picture: "" });
      return entry && { name: entry.name, query: entry.query };
    } catch {
      return null;
    }
  }

  /** @param {Choice | null} choice */
  function choose(choice) {
    own = current = choice;
    try {
      if (choice) places().setItem(KEY, JSON.stringify(choice));
      else places().removeItem(KEY);
    } catch {
      // Where nothing can be stored, a reload shows no ghost.
    }
  }

  return {
    get current() {
      return current;
    },
    /** The visitor's own choice, if it is the one that is shown. */
    get own() {
      return current === own ? own : null;
    },
    /**
     * The page shows a ghost: it is shown until the visitor chooses another one, or none.
     * @param {Choice | null} ghost
     */
    follow(ghost) {
      if (JSON.stringify(ghost) === JSON.stringify(page)) return;
      if (ghost) current = ghost;
      else if (current === page) current = own;
      page = ghost;
    },
    choose,
    /** Take away what is shown; a ghost of the visitor's own that a page's hides comes back with the next page. */
    dismiss() {
      if (current === own) choose(null);
      else current = null;
    },
    /**
     * The race has another name now.
     * @type {(query: string, name: string) => void}
     */
    rename(query, name) {
      if (own?.query !== query) return;
      const shown = current === own;
      own = { query, name };
      if (shown) choose(own);
    },
  };
}
