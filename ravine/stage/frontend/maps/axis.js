/**
 * An axis of a map. Its cells are equally wide; places are counted in cells from the middle of the first, so that a map
 * reaches from -0.5 to half a cell beyond the last. Pure.
 */

import { short } from "../page/format.js";
import { axisTicks } from "../plots/tick-labels.js";

/** @typedef {import("../protocol/map-answer.js").Scale} Scale */
/** @typedef {{values: Float64Array, scale: Scale}} Values */
/** @typedef {{at: number, text: string, power?: string}} Tick  at: place */

/** On these the scale is even. @type {Partial<Record<Scale, {to: (value: number) => number, from: (at: number) => number}>>} */
const EVEN = {
  log: { to: Math.log, from: Math.exp },
  decay: { to: (value) => -Math.log1p(-value), from: (at) => -Math.expm1(-at) },
  whole: { to: Math.log, from: Math.exp },
};
const LINEAR = {
  to: (/** @type {number} */ value) => value,
  from: (/** @type {number} */ at) => at,
};
const DECADE = 2.5; // the least decades of a log axis whose ticks are powers of ten

/** @param {Values} axis */
function evenOf({ values, scale }) {
  const even = EVEN[scale] ?? LINEAR;
  const ends = [values[0], values[values.length - 1]].map(even.to);
  return ends.every(Number.isFinite) ? even : LINEAR;
}

/**
 * The place of a value: a fraction of a cell where it lies between two.
 * @type {(axis: Values, value: number) => number}
 */
export function placeOf(axis, value) {
  const { values } = axis;
  const last = values.length - 1;
  if (!last) return value === values[0] ? 0 : value < values[0] ? -1 : 1;
  const right = Math.min(Math.max(above(values, value), 1), last);
  const { to } = evenOf(axis);
  const [low, high, at] = [values[right - 1], values[right], value].map(to);
  const place = right - 1 + (at - low) / (high - low);
  return Number.isFinite(place) ? place : value > values[last] ? Infinity : -Infinity;
}

/**
 * The value at a place; beyond the ends the axis goes on as it does there.
 * @type {(axis: Values, place: number) => number}
 */
export function valueAt(axis, place) {
  const { values } = axis;
  const last = values.length - 1;
  if (!last) return values[0];
  const left = Math.min(Math.max(Math.floor(place), 0), last - 1);
  const share = place - left;
  if (share === 0 || share === 1) return values[left + share];
  const { to, from } = evenOf(axis);
  const [low, high] = [to(values[left]), to(values[left + 1])];
  return from(low + share * (high - low));
}

/**
 * The cell at a place; -1: none.
 * @type {(axis: Values, place: number) => number}
 */
export function cellAt({ values }, place) {
  const cell = Math.round(place);
  return cell >= 0 && cell < values.length ? cell : -1;
}

/**
 * Number of sorted values that are not above a bound.
 * @type {(values: Float64Array, bound: number) => number}
 */
function above(values, bound) {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle] <= bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * @param {Values} axis
 * @param {[number, number]} range  of places
 * @param {number} room  for about so many
 * @returns {{ticks: Tick[], note: string}}  note: what all labels have in common
 */
export function ticksOf(axis, [low, high], room) {
  const [from, to] = [valueAt(axis, low), valueAt(axis, high)];
  if (!(to > from) || axis.values.length < 2) {
    const [value] = axis.values;
    return { ticks: [{ at: 0, text: minus(short(value, 6)) }], note: "" };
  }
  const even = evenOf(axis);
  const wide = even === LINEAR ? 0 : (even.to(to) - even.to(from)) / Math.LN10;
  const round =
    wide > DECADE
      ? decades(axis.scale, from, to, room)
      : wide > 0.5
        ? handy(axis.scale, from, to, room)
        : [];
  const placed = round.map(({ value, ...tick }) => ({ ...tick, at: placeOf(axis, value) }));
  if (placed.length > 1) return { ticks: placed, note: "" };
  const { ticks, note } = axisTicks(from, to, room);
  return { ticks: ticks.map(({ at, text }) => ({ at: placeOf(axis, at), text })), note };
}

/** @typedef {{value: number, text: string, power?: string}} Round */

/**
 * Powers of ten; on the scale of decays one less such a power.
 * @type {(scale: Scale, from: number, to: number, room: number) => Round[]}
 */
function decades(scale, from, to, room) {
  const decay = scale === "decay";
  const [low, high] = (decay ? [1 - to, 1 - from] : [from, to]).map(Math.log10);
  const gap = Math.max(1, Math.ceil((high - low) / Math.max(room, 1)));
  /** @type {Round[]} */
  const marks = [];
  for (let k = Math.ceil(low / gap - 1e-9) * gap; k <= high + 1e-9; k += gap) {
    if (decay)
      marks.unshift({
        value: 1 - 10 ** k,
        text: k >= -4 ? (1 - 10 ** k).toFixed(Math.max(-k, 0)) : "1−10",
        ...(k < -4 && { power: minus(String(k)) }),
      });
    else if (k >= -2 && k <= 3) marks.push({ value: 10 ** k, text: String(10 ** k) });
    else marks.push({ value: 10 ** k, text: "10", power: minus(String(k)) });
  }
  return marks;
}

/**
 * One, two and five times a power of ten, or fewer of them.
 * @type {(scale: Scale, from: number, to: number, room: number) => Round[]}
 */
function handy(scale, from, to, room) {
  const decay = scale === "decay";
  const [low, high] = decay ? [1 - to, 1 - from] : [from, to];
  for (const times of [[1, 2, 5], [1, 3], [1]]) {
    /** @type {Round[]} */
    const marks = [];
    for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k += 1)
      for (const digit of times) {
        const size = Number(`${digit}e${k}`);
        const value = decay ? Number((1 - size).toPrecision(12)) : size;
        if (size >= low && size <= high) marks.push({ value, text: minus(short(value, 12)) });
      }
    if (decay) marks.reverse();
    if (marks.length <= Math.max(room, 2) || times.length === 1) return marks;
  }
  return [];
}

/** @param {string} text */
function minus(text) {
  return text.replaceAll("-", "−");
}
