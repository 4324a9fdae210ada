/**
 * Ticks of an axis, with labels that are short and differ from each other however narrow the window: what all have in
 * common, an offset and a power of ten, is said once, beside the axis's name. Pure.
 */

import { short } from "../page/format.js";
import { niceStep } from "./scale.js";

/** @typedef {{at: number, text: string}} Tick */
/** @typedef {{offset: number, exponent: number}} Frame  a label t stands for offset + t * 10^exponent */

const LONGEST = 6; // letters that fit beside an upright axis
const MOST = 1e5; // steps of a tick from zero: labels have six digits
const PLAIN = { offset: 0, exponent: 0 };

/**
 * @param {number} low
 * @param {number} high
 * @param {number} room  for about so many ticks
 * @returns {{ticks: Tick[], note: string}}  note: to be said after the axis's name
 */
export function axisTicks(low, high, room) {
  const gap = niceStep((high - low) / Math.max(room, 1));
  if (!(gap > 0) || !Number.isFinite(gap)) return { ticks: [], note: "" };
  const frame = frameOf(low, high, gap);
  const unit = 10 ** frame.exponent;
  const step = niceStep((high - low) / Math.max(room, 1) / unit);
  const [from, to] = [(low - frame.offset) / unit, (high - frame.offset) / unit];
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i += 1) {
    const text = minus(short(i * step, 6));
    ticks.push({ at: frame.offset + i * step * unit, text });
    if (ticks.length > 50) break;
  }
  return { ticks, note: noteOf(frame) };
}

/**
 * Labels of given values, and what they have in common.
 * @param {number[]} values  rising
 * @returns {{texts: string[], note: string}}
 */
export function labelsOf(values) {
  const gaps = values.slice(1).map((value, i) => value - values[i]);
  const least = Math.min(...gaps);
  const plain = values.map((value) => minus(short(value, 5)));
  const same = plain.some((text, i) => text === plain[i - 1]);
  if (!same || !(least > 0)) return { texts: plain, note: "" };
  const [low, high] = [values[0], values[values.length - 1]];
  const frame = { offset: offsetOf(low, high), exponent: decadeOf(high - low) };
  const unit = 10 ** frame.exponent;
  const texts = values.map((value) => minus(short((value - frame.offset) / unit, 3)));
  return { texts, note: noteOf(frame) };
}

/**
 * The plainest frame in which labels at this distance are short.
 * @type {(low: number, high: number, gap: number) => Frame}
 */
function frameOf(low, high, gap) {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const fits = (/** @type {Frame} */ { offset, exponent }) => {
    const unit = 10 ** exponent;
    return [low, high, offset + gap].every((end) => {
      const steps = Math.round((end - offset) / gap);
      const text = short((steps * gap) / unit, 12);
      return Math.abs(steps) < MOST && text.length <= LONGEST && !text.includes("e");
    });
  };
  const offset = offsetOf(low, high);
  const frames = [
    PLAIN,
    ...(Math.abs(decadeOf(size)) > 2 ? [{ offset: 0, exponent: decadeOf(size) }] : []),
    { offset, exponent: 0 },
    { offset, exponent: decadeOf(high - low) },
  ];
  return frames.find(fits) ?? frames[frames.length - 1];
}

/**
 * A number near the window with no more digits than it takes to be within its width.
 * @type {(low: number, high: number) => number}
 */
function offsetOf(low, high) {
  const places = -decadeOf(high - low);
  const middle = (low + high) / 2;
  if (places <= 0) return Math.round(middle * 10 ** places) / 10 ** places;
  return Number(middle.toFixed(Math.min(places, 20)));
}

/** @type {(size: number) => number} */
function decadeOf(size) {
  return size > 0 ? Math.floor(Math.log10(size)) : 0;
}

/** @type {(frame: Frame) => string} */
function noteOf({ offset, exponent }) {
  const shift = offset ? ` ${offset < 0 ? "+" : "−"} ${minus(short(Math.abs(offset), 17))}` : "";
  return shift + (exponent ? ` (×10${raised(exponent)})` : "");
}

/** @param {number} power */
function raised(power) {
  return Array.from(String(power), (sign) =>
    sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)],
  ).join("");
}

/** @param {string} text */
function minus(text) {
  return text.replaceAll("-", "−");
}
