/** Control of one learning rate: log slider, exact field, reset button. */

import { h, icon, name } from "../page/dom.js";
import { apart, significant } from "../page/format.js";
import { createLimit } from "./limit.js";
import { createTypedNumber } from "./typed-number.js";

/** @typedef {import("../types.js").Rate} Rate */

/** @param {(value: number, final: boolean) => void} changed */
export function createRate(changed) {
  const slider = h("input", { type: "range", class: "rv-slider", step: "any" });
  const reset = h("button", { type: "button", class: "rv-button rv-reset" }, icon("reset"));
  /** @type {Rate} */
  let rate = { value: 1, low: 0.1, high: 10, default: 1 };
  const typed = createTypedNumber("decimal", {
    range: () => rate,
    value: () => rate.value,
    take: (value) => changed(value, true),
  });
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

  /** @param {number} value */
  function follow(value) {
    rate = { ...rate, value };
    const [low, high] = [Math.log10(rate.low), Math.log10(rate.high)];
    if (!slider.matches(":active")) slider.value = String(Math.log10(value));
    slider.style.setProperty("--rv-done", `${(100 * (Math.log10(value) - low)) / (high - low)}%`);
    typed.follow();
  }

  return {
    follow,
    track: stable.element,
    field: typed.field,
    note: typed.note,
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
      name(typed.field, word("learning-rate-exact", holes));
      name(reset, word("learning-rate-reset", holes));
      typed.show(word);
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
