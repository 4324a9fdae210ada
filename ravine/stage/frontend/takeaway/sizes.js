/** Sizes and names of files, as the dialog says them. */

/** @typedef {import("../types.js").Word} Word */

const KILO = 1000;

/**
 * @param {number} bytes
 * @param {Word} word
 */
export function sizeText(bytes, word) {
  if (bytes < KILO) return word("take-bytes", { amount: bytes });
  const [amount, unit] = bytes < 999_500 ? [bytes / KILO, "KB"] : [bytes / KILO ** 2, "MB"];
  return `${amount.toFixed(amount < 99.95 ? 1 : 0)} ${unit}`;
}

/**
 * @param {number} bytes  estimated
 * @param {Word} word
 */
export function aboutSize(bytes, word) {
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1))) - 1); // two digits
  return word("take-about", { size: sizeText(Math.round(bytes / grain) * grain, word) });
}

/**
 * @param {import("../player/state.js").State} state
 * @param {string} ending  of the file's name
 */
export function fileName({ scene }, ending) {
  return `ravine-${(scene?.surface.key ?? "race").replaceAll("_", "-")}.${ending}`;
}
