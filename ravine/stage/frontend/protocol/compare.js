/** Compare the browser's run with the server's, bit for bit. Pure. */

/** @typedef {import("../types.js").Numbers} Numbers */
/** @typedef {{key: string, path: Numbers, losses: Numbers}} Run */

/**
 * Text on the first number in which two versions of a run differ; empty if none does.
 * @param {Run} here
 * @param {Run} there
 */
export function difference(here, there) {
  for (const [name, ours, theirs, width] of /** @type {const} */ ([
    ["path", here.path, there.path, 2],
    ["loss", here.losses, there.losses, 1],
  ])) {
    const i = firstDifference(ours, theirs);
    if (i >= 0)
      return `${here.key}, ${name} at step ${Math.floor(i / width)}: ${ours[i]} here, ${theirs[i]} there`;
  }
  return "";
}

/**
 * @param {Numbers} first
 * @param {Numbers} second
 * @returns {number}  index of the first difference, even in the sign of a zero; -1: none
 */
function firstDifference(first, second) {
  const count = Math.max(first.length, second.length);
  for (let i = 0; i < count; i += 1) if (!Object.is(first[i], second[i])) return i;
  return -1;
}
