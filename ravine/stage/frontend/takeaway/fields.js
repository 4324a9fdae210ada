/** Fields of the dialog's groups: one of a few, one of a list, several of a few. */

import { h, write } from "../page/dom.js";

/**
 * @typedef {{value: string, say?: string, text?: string}} Option  say: key of its name; text: a name that is no word
 */
let groups = 0; // radio buttons of one choice have a name of their own

/**
 * One of a few, all of them seen.
 * @param {string} label  key of its name
 * @param {Option[]} options
 * @param {(value: string) => void} changed
 */
export function createChoice(label, options, changed) {
  groups += 1;
  const names = options.map(named);
  const name = `rv-take-choice-${groups}`;
  const radios = options.map(({ value }) => h("input", { type: "radio", name, value }));
  const row = h("div", { class: "rv-take-choice rv-choice", role: "radiogroup", label });
  for (const [i, radio] of radios.entries()) {
    radio.addEventListener("change", () => changed(radio.value));
    row.append(h("label", {}, radio, names[i]));
  }
  return {
    element: field(label, row),
    get value() {
      return radios.find(({ checked }) => checked)?.value ?? "";
    },
    set value(value) {
      for (const radio of radios) radio.checked = radio.value === value;
    },
    /** @param {(value: string) => string} nameOf  names of options that are no words by themselves */
    rename(nameOf) {
      for (const [i, { value }] of options.entries()) write(names[i], nameOf(value));
    },
    /** @param {(value: string) => boolean} can  the others are shown, and cannot be chosen */
    offer(can) {
      for (const radio of radios) radio.disabled = !can(radio.value);
    },
    /** @param {(value: string) => boolean} can  the others are not shown */
    only(can) {
      for (const [i, { value }] of radios.entries()) {
        /** @type {HTMLElement} */ (row.children[i]).hidden = !can(value);
      }
    },
  };
}

/**
 * One of a list.
 * @param {string} label  key of its name
 * @param {Option[]} options
 * @param {(value: string) => void} changed
 */
export function createList(label, options, changed) {
  const select = h("select", { class: "rv-select", label });
  /** @param {Option[]} all */
  const fill = (all) =>
    select.replaceChildren(
      ...all.map(({ value, say, text = "" }) => h("option", { value, say }, text)),
    );
  fill(options);
  select.addEventListener("change", () => changed(select.value));
  return {
    element: field(label, select),
    get value() {
      return select.value;
    },
    set value(value) {
      select.value = value;
    },
    /** Other options. */
    fill,
  };
}

/**
 * Several of a few.
 * @param {string} label  key of their common name
 * @param {{value: string, say: string}[]} options
 * @param {(values: string[]) => void} changed
 */
export function createTicks(label, options, changed) {
  const boxes = options.map(({ value }) => h("input", { type: "checkbox", value }));
  const row = h("div", { class: "rv-take-ticks", role: "group", label });
  for (const [i, box] of boxes.entries()) {
    box.addEventListener("change", () => changed(ticked()));
    row.append(h("label", {}, box, named(options[i])));
  }
  const ticked = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
  return {
    element: field(label, row),
    get value() {
      return ticked();
    },
    set value(values) {
      for (const box of boxes) box.checked = values.includes(box.value);
    },
    /** @param {(value: string) => boolean} can  the others are not shown */
    offer(can) {
      for (const [i, box] of boxes.entries()) {
        /** @type {HTMLElement} */ (row.children[i]).hidden = !can(box.value);
      }
    },
  };
}

/** @param {Option} option */
function named({ say, text = "" }) {
  return h("span", { say }, text);
}

/** @type {(label: string, control: HTMLElement) => HTMLElement} */
function field(label, control) {
  const name = h("span", { class: "rv-take-name", "aria-hidden": "true", say: label });
  return h("div", { class: "rv-take-field" }, name, control);
}
