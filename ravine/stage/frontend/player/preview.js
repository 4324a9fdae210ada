/** A change that is shown and not made: the cell of a map under the pointer. Pure. */

/** @typedef {import("../types.js").Change} Change */

/**
 * @param {{can: (patch: Change) => boolean, draw: () => void}} ports
 *   can: whether this browser can run the race with it; draw: draws it
 */
export function createPreview({ can, draw }) {
  /** @type {Change | null} */
  let wanted = null;
  /** @type {Change | null} */
  let shown = null;

  function update() {
    const next = wanted && can(wanted) ? wanted : null;
    if (JSON.stringify(next) === JSON.stringify(shown)) return;
    shown = next;
    draw();
  }

  return {
    /** @param {Change | null} patch  null: none any more */
    show(patch) {
      wanted = patch;
      update();
    },
    /** Shows what is pointed at, once this browser can run it: a pointer that rests does not point a second time. */
    update,
    /** The race is changed now: what is drawn next is that. */
    drop() {
      wanted = shown = null;
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
