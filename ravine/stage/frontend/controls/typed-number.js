/** A field in which a number is typed. The nearest usable one is taken, and a sentence beside the field says so. */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { readNumber } from "../page/read-number.js";

/** @typedef {{low: number, high: number, whole?: boolean}} Range */

export const LONGEST = 24; // characters of what was typed that a sentence quotes

/** @param {string} text */
export function quoted(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/**
 * @param {number} typed
 * @param {Range} range
 */
export function nearest(typed, { low, high, whole = false }) {
  const within = Math.min(Math.max(typed, low), high);
  return whole ? Math.round(within) : within;
}

/**
 * What is wrong with a typed number: the key of a sentence; empty if nothing is.
 * @param {number | null} typed
 * @param {Range} range
 */
export function problemOf(typed, range) {
  if (typed === null) return "typed-unreadable";
  if (typed < range.low || typed > range.high) return "typed-beyond";
  return nearest(typed, range) === typed ? "" : "typed-between";
}

/**
 * @param {"decimal" | "numeric"} inputmode
 * @param {{range: () => Range, value: () => number, take: (value: number) => void}} act
 *   value: the present one
 */
export function createTypedNumber(inputmode, { range, value, take }) {
  const field = h("input", {
    ...{ type: "text", class: "rv-field", inputmode, autocomplete: "off", spellcheck: "false" },
  });
  const note = h("span", { class: "rv-note", role: "status" });
  /** The number to which the note belongs. */
  let noted = 0;
  /** @type {import("../types.js").Word} */
  let say = (key) => key;

  const silence = () => write(note, "");
  field.addEventListener("focus", silence);
  field.addEventListener("input", silence);
  field.addEventListener("change", () => {
    const text = field.value.trim();
    const { low, high, whole = false } = range();
    const typed = readNumber(text, whole);
    const problem = text ? problemOf(typed, range()) : "";
    const used = typed === null ? value() : nearest(typed, range());
    field.value = short(used);
    noted = used;
    const holes = { value: quoted(text), low: short(low), high: short(high), to: short(used) };
    write(note, problem && say(problem, holes));
    if (typed !== null) take(used);
  });

  /** Show the present number; a sentence that is about another one goes. */
  function follow() {
    if (value() !== noted) silence();
    if (document.activeElement !== field || !field.matches(":focus")) field.value = short(value());
  }

  return {
    field,
    note,
    follow,
    /** @param {import("../types.js").Word} word */
    show(word) {
      if (say !== word) silence(); // it is in another language
      say = word;
      follow();
    },
  };
}
