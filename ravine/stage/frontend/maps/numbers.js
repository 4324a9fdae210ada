/** Write numbers and shares for people. Pure. */

import { apart, short } from "../page/format.js";

const DIGITS = 6;

/** @type {(value: number, digits: number) => string} */
export function written(value, digits) {
  return short(value, digits).replaceAll("-", "−");
}

/**
 * A value of an axis, in as many digits as tell it from the next one.
 * @type {(values: Float64Array, at: number) => string}
 */
export function valueText(values, at) {
  const next = at + 1 < values.length ? at + 1 : Math.max(at - 1, 0);
  return apart(values[at], values[next], DIGITS)[0].replaceAll("-", "−");
}

/** @param {number} share */
export function percent(share) {
  const number = 100 * share;
  if (number > 0 && number < 0.1) return "<0.1";
  if (number < 100 && number > 99.9) return ">99.9";
  return String(Number(number.toFixed(number < 10 || number > 99 ? 1 : 0)));
}
