/** Hand the race that the page has asked for to its stage, in whichever order their scripts run. */

/** @typedef {import("../protocol/race-source.js").First} First */

// The two scripts are bundles of their own, and share nothing else that one of them could reach at once.
const PLACE = Symbol.for("ravine.first");
const shared = /** @type {Record<symbol, First | null>} */ (/** @type {any} */ (globalThis));

/** Whether a stage has begun, and asks for its race itself. */
export const isTooLate = () => PLACE in shared;

/** @param {First} first */
export function offer(first) {
  shared[PLACE] = first;
}

/** @returns {First | null}  null: nothing was offered, or another stage has it */
export function takeOffered() {
  const first = shared[PLACE] ?? null;
  shared[PLACE] = null;
  return first;
}
