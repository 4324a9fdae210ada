/** Write shares. Pure. */

/** @param {number} share */
export function percent(share) {
  const number = 100 * share;
  if (number > 0 && number < 0.1) return "<0.1";
  if (number < 100 && number > 99.9) return ">99.9";
  return String(Number(number.toFixed(number < 10 || number > 99 ? 1 : 0)));
}
