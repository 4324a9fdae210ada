/** Choose the sentences that describe a slice. Pure. */

import { apart, short } from "../page/format.js";
import { timesBottom } from "./slice-line.js";

/** @typedef {import("./slice-line.js").Line} Line */
/** @typedef {import("./slice-line.js").Landing} Landing */
/** @typedef {{step: number, next: number}} Steps */
/** @typedef {[key: string, holes?: Record<string, string | number>]} Sentence  key of a word */

const ASIDE = 1e-3; // of the step; smaller distances are invisible
const GRAIN = 64; // units in the last place of the loss

/** @type {(direction: import("../types.js").Along, axes: [string, string], word: import("../types.js").Word) => string} */
export function directionName(direction, [x, y], word) {
  if (direction === "x" || direction === "y")
    return word("slice-along-axis", { axis: direction === "x" ? x : y });
  return word("slice-along-gradient");
}

/**
 * Title of the axis along a slice.
 * @type {(direction: import("../types.js").Along, axes: [string, string], word: import("../types.js").Word) => string}
 */
export function distanceIn(direction, [x, y], word) {
  if (direction === "x" || direction === "y")
    return word("slice-distance-axis", { axis: direction === "x" ? x : y });
  return word("slice-distance-gradient");
}

/** @type {(line: Line, landing: Landing, series: import("../types.js").Series, steps: Steps) => Sentence[]} */
export function sentencesOf(line, landing, series, steps) {
  /** @type {Sentence[]} */
  const sentences = [change(line.value, landing.loss, steps)];
  const bottom = bottomOf(line, landing);
  if (bottom) sentences.push(bottom);
  if (landing.aside > ASIDE * landing.length) {
    sentences.push(["slice-aside", { aside: number(landing.aside, 3) }]);
  }
  if (tooFine(series)) sentences.push(["slice-fine"]);
  return sentences;
}

/** @type {(from: number, to: number, steps: Steps) => Sentence} */
function change(from, to, steps) {
  if (Number.isNaN(to)) return ["slice-lost", { ...steps }];
  if (from === to) return ["slice-stays", { ...steps, from: number(from, 6) }];
  const [before, after] = apart(from, to, 4, number);
  return [to < from ? "slice-falls" : "slice-rises", { ...steps, from: before, to: after }];
}

/** @type {(line: Line, landing: Landing) => Sentence | null} */
function bottomOf(line, landing) {
  if (line.bottom === null) return ["slice-no-bottom"];
  const ratio = timesBottom(line, landing);
  if (ratio === null) return null;
  if (ratio < 0) return ["slice-away"];
  const key = ratio <= 1 ? "slice-before" : ratio <= 2 ? "slice-past" : "slice-climbs";
  return [key, { times: times(ratio) }];
}

/**
 * Three digits, or as many as show on which side of 1 and 2 the ratio lies.
 * @param {number} ratio
 */
export function times(ratio) {
  for (let digits = 3; digits < 17; digits += 1) {
    const rounded = Number(ratio.toPrecision(digits));
    if (
      Math.sign(rounded - 1) === Math.sign(ratio - 1) &&
      Math.sign(rounded - 2) === Math.sign(ratio - 2)
    )
      return number(rounded, digits);
  }
  return number(ratio, 17);
}

/**
 * Whether the curve consists of gaps between neighbouring doubles.
 * @param {import("../types.js").Series} series
 */
export function tooFine({ y }) {
  const finite = y.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return high - low <= GRAIN * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
}

/**
 * @param {number} value
 * @param {number} digits
 */
function number(value, digits) {
  return short(value, digits).replaceAll("-", "−");
}
