/** Ask which setting of a racer to spread over several copies, and over which range. */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { readNumber } from "../page/read-number.js";
import { rangeAround, spread } from "../player/lineup.js";

/** @typedef {import("../types.js").Declared} Declared */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Word} Word */

/** @param {(key: string, values: Record<string, number[]>) => void} done */
export function createFanForm(done) {
  const title = h("p", { class: "rv-menu-title" });
  const setting = h("select", { class: "rv-select", label: "fan-of" });
  const [from, to] = [numberField("fan-from"), numberField("fan-to")];
  const values = h("p", { class: "rv-fan-values", "aria-live": "polite" });
  const go = h("button", { type: "submit", class: "rv-button rv-text rv-go", say: "fan-go" });
  const element = h(
    "form",
    { class: "rv-fan", hidden: true, novalidate: true },
    title,
    h("label", {}, h("span", { say: "fan-of" }), setting),
    h(
      "div",
      { class: "rv-fan-range" },
      h("label", {}, h("span", { say: "fan-from" }), from),
      h("label", {}, h("span", { say: "fan-to" }), to),
    ),
    values,
    go,
  );
  /** @type {Run | null} */
  let run = null;
  /** @type {Declared[]} */
  let usable = [];
  /** @type {Word} */
  let say = (key) => key;

  const chosen = () => usable.find(({ name }) => name === setting.value);

  /** Values of the range as it is typed; null where it is no range. */
  function found() {
    const declared = chosen();
    const [low, high] = [readNumber(from.value), readNumber(to.value)];
    if (!declared || low === null || high === null || low >= high) return null;
    if (low < declared.low || high > declared.high) return null;
    return spread(declared, low, high);
  }

  function suggest() {
    const declared = chosen();
    if (!declared || !run) return;
    const [low, high] = rangeAround(declared, run.values[declared.name]);
    [from.value, to.value] = [short(low), short(high)];
    preview();
  }

  function preview() {
    const [spreadOver, declared] = [found(), chosen()];
    go.disabled = !spreadOver;
    const holes = { low: short(declared?.low), high: short(declared?.high) };
    const text = spreadOver
      ? spreadOver.map((value) => short(value)).join(" · ")
      : say("fan-refused", holes);
    write(values, text);
  }

  setting.addEventListener("change", suggest);
  element.addEventListener("input", (event) => event.target !== setting && preview());
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const spreadOver = found();
    if (spreadOver && run) done(run.key, { [setting.value]: spreadOver });
  });

  return {
    element,
    /**
     * @param {Run} newRun
     * @param {Declared[]} declared  settings that can be spread
     * @param {Word} word
     */
    show(newRun, declared, word) {
      [run, usable, say] = [newRun, declared, word];
      write(title, word("fan-title", { name: run.name }));
      setting.replaceChildren(
        ...declared.map(({ name, label }) => h("option", { value: name }, label)),
      );
      element.hidden = false;
      suggest();
      setting.focus();
    },
    hide() {
      element.hidden = true;
    },
  };
}

/** @param {string} label */
function numberField(label) {
  return h("input", {
    ...{ type: "text", class: "rv-field", inputmode: "decimal", autocomplete: "off" },
    ...{ spellcheck: "false", label },
  });
}
