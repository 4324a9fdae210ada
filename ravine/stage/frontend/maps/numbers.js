/** Write numbers and shares for people. Pure. */

import { short } from "../page/format.js";

/** @type {(value: number, digits: number) => string} */
export function written(value, digits) {
  return short(value, digits).replaceAll("-", "−");
}

/** @param {number} share */
export function percent(share) {
  const number = 100 * share;
  if (number > 0 && number < 0.1) return "<0.1";
  if (number < 100 && number > 99.9) return ">99.9";
  return String(Number(number.toFixed(number < 10 || number > 99 ? 1 : 0)));
}
