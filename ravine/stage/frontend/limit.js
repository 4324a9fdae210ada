/** The stability limit on a learning-rate slider: where it lies, and what is beyond it. */

import { h, write } from "./dom.js";
import { short } from "./format.js";

/** @typedef {import("./types.js").Rate} Rate */

// A limit is told in three digits; a rate that reads the same isn't above it.
const SAME = 1.0005;

/**
 * Where the limit lies on the slider, 0 to 1 of its length on a log scale.
 * @param {number | null} limit  null: no theory
 * @param {{low: number, high: number}} rate
 * @returns {{place: number, inside: boolean} | null}  null: nothing is beyond any limit
 */
export function placeOf(limit, { low, high }) {
  if (limit === null || !(limit > 0) || !(limit < Infinity)) return null;
  const place = Math.log(limit / low) / Math.log(high / low);
  return { place: Math.min(Math.max(place, 0), 1), inside: place >= 0 && place <= 1 };
}

/**
 * @param {number} value
 * @param {number | null} limit
 */
export function isAbove(value, limit) {
  return limit !== null && value > limit * SAME;
}

/** @param {HTMLInputElement} slider */
export function createLimit(slider) {
  const zone = h("i");
  const rail = h("span", { class: "rv-limit", "aria-hidden": "true", hidden: true }, zone);
  const label = h("span", { class: "rv-limit-text", "aria-hidden": "true" });
  const element = h("span", { class: "rv-track" }, rail, slider, label);
  let shift = "";
  let read = "";

  /** @param {ReturnType<typeof placeOf>} at */
  function move(at) {
    rail.hidden = !at;
    if (!at) return;
    const next = `translateX(${(100 * at.place).toFixed(3)}%)`;
    if (next === shift) return;
    shift = next;
    zone.style.transform = next;
  }

  return {
    element,
    /**
     * @param {number | null} limit
     * @param {Rate} rate
     * @param {import("./types.js").Word} word
     * @param {boolean} due  the words as well
     */
    show(limit, rate, word, due) {
      const at = placeOf(limit, rate);
      move(at);
      if (!due) return;
      const above = at !== null && isAbove(rate.value, limit);
      const told = { limit: short(limit, 3) };
      const said = at ? word(above ? "limit-above" : "limit-below", told) : "";
      element.classList.toggle("rv-above", above);
      rail.classList.toggle("rv-outside", !at?.inside);
      write(label, said);
      const hint = !at ? "" : word(at.inside ? "limit-mark" : "limit-outside", told);
      if (element.title !== hint) element.title = hint;
      const value = short(rate.value);
      // Under a screen reader's cursor a limit that moves with playback would be read without end.
      const state = `${value} ${above} ${at?.inside}`;
      if (state === read && document.activeElement === slider) return;
      read = state;
      describe(slider, "aria-valuetext", above ? `${value}, ${said}` : value);
      describe(slider, "aria-description", at && !above ? `${said}. ${hint}` : hint);
    },
  };
}

/**
 * Only when it differs: a screen reader may read each change.
 * @param {Element} element
 * @param {string} attribute
 * @param {string} text
 */
function describe(element, attribute, text) {
  if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
}
