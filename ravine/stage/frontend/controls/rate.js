/** Control of one learning rate: log slider, exact field, reset button. */

import { h, icon, name } from "../page/dom.js";
import { apart, short, significant } from "../page/format.js";
import { readNumber } from "../page/read-number.js";
import { createLimit } from "./limit.js";

/** @typedef {import("../types.js").Rate} Rate */

/** @param {(value: number, final: boolean) => void} changed */
export function createRate(changed) {
  const slider = h("input", { type: "range", class: "rv-slider", step: "any" });
  const field = h("input", {
    type: "text",
    class: "rv-field",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
  });
  const reset = h("button", { type: "button", class: "rv-button rv-reset" }, icon("reset"));
  /** @type {Rate} */
  let rate = { value: 1, low: 0.1, high: 10, default: 1 };
  let refusal = "";
  const stable = createLimit(slider);
  /** @type {number | null} */
  let limit = null;
  /** @type {import("../types.js").Numbers | null} */
  let clamp = null;
  /** @type {import("../types.js").Word} */
  let say = (key) => key;

  const fromSlider = () => {
    const value = significant(10 ** Number(slider.value), 3);
    return Math.min(Math.max(value, rate.low), rate.high);
  };
  const restore = () => changed(rate.default, true);
  slider.addEventListener("input", () => changed(fromSlider(), false));
  slider.addEventListener("change", () => changed(fromSlider(), true));
  slider.addEventListener("dblclick", restore);
  reset.addEventListener("click", () => {
    restore();
    slider.focus(); // the button is about to disappear
  });

  field.addEventListener("input", () => field.setCustomValidity(""));
  field.addEventListener("blur", () => field.setCustomValidity(""));
  field.addEventListener("change", () => {
    const value = readNumber(field.value);
    if (value !== null && value >= rate.low && value <= rate.high) return changed(value, true);
    field.value = short(rate.value);
    field.setCustomValidity(refusal);
    field.reportValidity();
  });

  /** @param {number} value */
  function follow(value) {
    rate = { ...rate, value };
    const [low, high] = [Math.log10(rate.low), Math.log10(rate.high)];
    if (!slider.matches(":active")) slider.value = String(Math.log10(value));
    slider.style.setProperty("--rv-done", `${(100 * (Math.log10(value) - low)) / (high - low)}%`);
    if (document.activeElement !== field || !field.matches(":focus")) field.value = short(value);
  }

  return {
    follow,
    track: stable.element,
    field,
    reset,
    /**
     * @param {Rate} newRate
     * @param {string} who
     * @param {import("../types.js").Word} word
     */
    show(newRate, who, word) {
      rate = newRate;
      const [low, high] = [Math.log10(rate.low), Math.log10(rate.high)];
      slider.min = String(low);
      slider.max = String(high);
      follow(rate.value);
      reset.classList.toggle("rv-gone", rate.value === rate.default);
      const holes = { name: who, default: apart(rate.default, rate.value, 6)[0] };
      name(slider, word("learning-rate-of", holes));
      name(field, word("learning-rate-exact", holes));
      name(reset, word("learning-rate-reset", holes));
      refusal = word("learning-rate-refused", { low: short(rate.low), high: short(rate.high) });
      say = word;
      stable.show(limit, clamp, rate, say, true);
    },
    /**
     * @param {number | null} newLimit  stability limit; null: no theory gives one
     * @param {import("../types.js").Numbers | null} newClamp  range with an effect; null: every rate has one
     * @param {boolean} due  whether to update the text as well
     */
    mark(newLimit, newClamp, due) {
      limit = newLimit;
      clamp = newClamp;
      stable.show(limit, clamp, rate, say, due);
    },
  };
}
