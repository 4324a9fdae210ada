/** A change that is shown and not made: the cell of a map under the pointer. Pure. */

/** @typedef {import("../types.js").Change} Change */

/**
 * @param {{can: (patch: Change) => boolean, draw: () => void}} ports
 *   can: whether this browser can run the race with it; draw: draws it
 */
export function createPreview({ can, draw }) {
  /** @type {Change | null} */
  let shown = null;

  return {
    /** @param {Change | null} patch  null: none any more */
    show(patch) {
      const next = patch && can(patch) ? patch : null;
      if (JSON.stringify(next) === JSON.stringify(shown)) return;
      shown = next;
      draw();
    },
    /** The race is changed now: what is drawn next is that. */
    drop() {
      shown = null;
    },
    /**
     * Changes together with the one that is shown.
     * @param {Change} changes
     */
    over: (changes) => merged(changes, shown),
  };
}

/** @type {(first: Change, second: Change | null) => Change} with what the second one changes */
export function merged(first, second) {
  if (!second) return first;
  const all = { ...first, ...second };
  if (first.lr && second.lr) all.lr = { ...first.lr, ...second.lr };
  if (first.set && second.set) all.set = { ...first.set, ...second.set };
  return all;
}
