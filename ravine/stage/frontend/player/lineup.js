/** Who races: copies, order, and the values over which a setting is spread. Pure; experiments/lineup.py does it for the session. */

import { significant } from "../page/format.js";

/** @typedef {import("../types.js").Declared} Declared */
/** @typedef {import("../types.js").Change} Change */

export const MOST = 32; // racers of a race
export const FAN = 5; // racers of a fan
const DIGITS = 4;
const AROUND = 10; // a fan goes from a tenth of the present value to ten times it

/**
 * Keys of the racers in their order, with what the visitor has just changed.
 * @param {{key: string, companion: boolean}[]} runs
 * @param {Change} changes
 */
export function racersOf(runs, { o }) {
  return o ?? runs.filter(({ companion }) => !companion).map(({ key }) => key);
}

/**
 * @param {string} key
 * @param {string[]} keys  of the race
 */
export function nextCopy(key, keys) {
  const [rule] = key.split("~");
  let number = 2;
  while (keys.includes(`${rule}~${number}`)) number += 1;
  return `${rule}~${number}`;
}

/**
 * One racer more, beside the one that it is like.
 * @param {string} key
 * @param {string[]} keys
 * @param {Change} changes
 * @returns {Change}
 */
export function copied(key, keys, { o, like = {} }) {
  const copy = nextCopy(key, [...keys, ...Object.keys(like)]);
  const change = { like: { [copy]: key } };
  // An order that is on its way would leave the copy out.
  return o
    ? { ...change, o: o.flatMap((racer) => (racer === key ? [racer, copy] : [racer])) }
    : change;
}

/**
 * @param {string} key
 * @param {string[]} keys
 * @param {number} by  places: -1 up, 1 down
 */
export function moved(key, keys, by) {
  const at = keys.indexOf(key);
  const rest = keys.filter((racer) => racer !== key);
  rest.splice(Math.min(Math.max(at + by, 0), rest.length), 0, key);
  return rest;
}

/**
 * A range to begin with: around the present value, or all that is usable.
 * @param {Declared} declared
 * @param {number} value
 * @returns {[number, number]}
 */
export function rangeAround({ scale, low, high }, value) {
  const within = (/** @type {number} */ v) => Math.min(Math.max(significant(v, DIGITS), low), high);
  if (scale === "linear") return [low, high];
  if (scale === "decay") {
    const gap = significant(1 - value, 12);
    return [within(1 - gap * AROUND), within(1 - gap / AROUND)];
  }
  const times = scale === "whole" ? 2 : AROUND;
  return value > 0 ? [within(value / times), within(value * times)] : [low, within(high / AROUND)];
}

/**
 * Values from `low` to `high`, evenly spaced on the setting's own scale; fewer where whole numbers coincide.
 * @param {Declared} declared
 * @param {number} low
 * @param {number} high
 * @param {number} [count]
 */
export function spread({ scale }, low, high, count = FAN) {
  const shares = Array.from({ length: count }, (_, k) => k / (count - 1));
  const between = shares.slice(1, -1).map((share) => place(scale, low, high, share, count));
  const values = [low, ...between, high];
  return [...new Set(scale === "whole" ? values.map(Math.round) : values)];
}

/**
 * @param {Declared["scale"]} scale
 * @param {number} low
 * @param {number} high
 * @param {number} share  of the way
 * @param {number} count  of all values
 */
function place(scale, low, high, share, count) {
  if (scale === "linear") return significant(low + (high - low) * share, DIGITS);
  if (scale === "decay") {
    const gap = (1 - low) * ((1 - high) / (1 - low)) ** share;
    return significant(1 - significant(gap, DIGITS), 12);
  }
  // Nothing is zero on a logarithmic scale: the others are a tenth of the next larger each.
  if (low <= 0) return significant(high * 10 ** ((share - 1) * (count - 1)), DIGITS);
  return significant(low * (high / low) ** share, DIGITS);
}
