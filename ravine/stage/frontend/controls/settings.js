/** Sliders and switches for settings beside the learning rate, on a page that has no server to draw them. */

import { h } from "../page/dom.js";
import { short } from "../page/format.js";
import { createTypedNumber } from "./typed-number.js";

/**
 * @typedef {{key: string, label: string, stops: number[], value: number, low: number, high: number,
 *   kind: "number" | "whole" | "switch"}} Setting
 *   key: of the setting in a link; stops: values of the slider, sorted
 */
/** @typedef {(patch: import("../types.js").Change, final?: boolean) => void} Change */
/** @typedef {import("../types.js").Word} Word */

/**
 * @param {Setting[]} settings
 * @param {Change} change
 */
export function createSettings(settings, change) {
  const parts = settings.map((setting) =>
    setting.kind === "switch" ? createSwitch(setting, change) : createSlider(setting, change),
  );
  const element = h("div", { class: "rv-settings" }, ...parts.map((part) => part.element));
  return {
    element,
    /**
     * @param {import("../types.js").Change} changes  since the page was opened
     * @param {Word} word
     */
    show({ set = {} }, word) {
      for (const [i, { key, value }] of settings.entries())
        parts[i].show(Number(set[key] ?? value), word);
    },
  };
}

/**
 * @param {Setting} setting
 * @param {Change} change
 */
function createSwitch({ key, label }, change) {
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => change({ set: { [key]: Number(box.checked) } }));
  return {
    element: h("label", { class: "rv-setting" }, box, h("span", {}, label)),
    /** @param {number} value */
    show(value) {
      box.checked = value !== 0;
    },
  };
}

/**
 * @param {Setting} setting
 * @param {Change} change
 */
function createSlider({ key, label, stops, value, low, high, kind }, change) {
  let now = value;
  const whole = kind === "whole";
  const last = stops.length - 1;
  const slider = h("input", { type: "range", class: "rv-slider", min: 0, max: last, step: 1 });
  const typed = createTypedNumber(whole ? "numeric" : "decimal", {
    range: () => ({ low, high, whole }),
    value: () => now,
    take: (given) => change({ set: { [key]: given } }),
  });
  for (const part of [slider, typed.field]) part.setAttribute("aria-label", label);
  const slid = (/** @type {boolean} */ final) =>
    change({ set: { [key]: stops[Number(slider.value)] } }, final);
  slider.addEventListener("input", () => {
    follow(stops[Number(slider.value)]);
    slid(false);
  });
  slider.addEventListener("change", () => slid(true));

  /** @param {number} given */
  function follow(given) {
    now = given;
    const place = placeOf(stops, now);
    if (!slider.matches(":active")) slider.value = String(place);
    slider.setAttribute("aria-valuetext", short(now));
    slider.style.setProperty("--rv-done", `${(100 * place) / last}%`);
    typed.follow();
  }

  const control = h("div", { class: "rv-rate" }, slider, typed.field, typed.note);
  return {
    element: h("div", { class: "rv-setting" }, h("span", {}, label), control),
    /** @type {(value: number, word: Word) => void} */
    show(given, word) {
      follow(given);
      typed.show(word);
    },
  };
}

/**
 * Place of the nearest of sorted values.
 * @param {number[]} sorted
 * @param {number} value
 */
export function placeOf(sorted, value) {
  const far = sorted.map((each) => Math.abs(each - value));
  return far.indexOf(Math.min(...far));
}
