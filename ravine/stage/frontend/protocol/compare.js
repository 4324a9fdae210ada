/** Whether a race that the browser ran is the server's, bit for bit. Pure. */

/** @typedef {import("../types.js").Numbers} Numbers */
/** @typedef {{key: string, path: Numbers, losses: Numbers}} Run */

/**
 * The first number of a run in which two tellings of it differ, in words; empty where none does.
 * @param {Run} here
 * @param {Run} there
 */
export function difference(here, there) {
  for (const [name, one, other, each] of /** @type {const} */ ([
    ["path", here.path, there.path, 2],
    ["loss", here.losses, there.losses, 1],
  ])) {
    const i = apart(one, other);
    if (i >= 0)
      return `${here.key}, ${name} at step ${Math.floor(i / each)}: ${one[i]} here, ${other[i]} there`;
  }
  return "";
}

/**
 * @param {Numbers} one
 * @param {Numbers} other
 * @returns {number}  the first index at which they differ, be it in the sign of a zero; -1: none
 */
function apart(one, other) {
  const count = Math.max(one.length, other.length);
  for (let i = 0; i < count; i += 1) if (!Object.is(one[i], other[i])) return i;
  return -1;
}
