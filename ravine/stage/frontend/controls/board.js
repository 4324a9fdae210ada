/** Board with a row for each optimizer: legend, learning rate, numbers, verdict. Screen readers read the race here. */

import { h, icon, name, write } from "../page/dom.js";
import { steady } from "../page/format.js";
import { createSwatch } from "../plots/line-style.js";
import { distanceToMinimum } from "../plots/scale.js";
import { locate } from "../protocol/payload.js";
import { createRate } from "./rate.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Word} Word */
/** @typedef {ReturnType<typeof createRow>} Row */

const COLUMNS = ["optimizer", "learning-rate", "loss", "distance", "gradient-norm", "verdict"];
/** @typedef {{rate: (key: string, value: number, final: boolean) => void,
 *   toggle: (key: string) => void}} Act */
/** @typedef {ReturnType<typeof import("./racer-menu.js").createRacerMenu>} Menu */
/** @typedef {ReturnType<typeof import("../page/tip.js").createTip>} Tip */

/**
 * @param {Tip} tip
 * @param {Menu | null} menu  null: who races cannot be changed here
 * @param {Act} act
 */
export function createBoard(tip, menu, act) {
  const head = h("tr", { role: "row" });
  for (const key of COLUMNS) {
    head.append(h("th", { scope: "col", role: "columnheader", class: `rv-col-${key}`, say: key }));
  }
  if (menu) {
    const words = h("span", { class: "rv-hidden", say: "racer-menu" });
    head.append(h("th", { scope: "col", role: "columnheader", class: "rv-col-menu" }, words));
  }
  const body = h("tbody", { role: "rowgroup" });
  const table = h("table", { class: "rv-table", role: "table" });
  table.append(
    h("caption", { class: "rv-hidden", say: "board-caption" }),
    h("thead", { role: "rowgroup" }, head),
    body,
  );
  const element = h("div", { class: "rv-board" }, table, ...(menu ? [menu.element] : []));
  /** @type {Map<string, Row>} */
  const rows = new Map();
  let order = "";

  /** @param {Run[]} runs */
  function arrange(runs) {
    const wanted = runs.map((run) => run.key).join();
    if (wanted === order) return;
    order = wanted;
    const keys = new Set(runs.map((run) => run.key));
    for (const key of [...rows.keys()]) if (!keys.has(key)) rows.delete(key);
    for (const { key } of runs) if (!rows.has(key)) rows.set(key, createRow(key, tip, menu, act));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    body.replaceChildren(
      .../** @type {Row[]} */ (runs.map(({ key }) => rows.get(key))).map((row) => row.element),
    );
    // An element that has another place in the page has lost the focus.
    if (focused && body.contains(focused)) focused.focus({ preventScroll: true });
  }

  return {
    element,
    /**
     * @param {Scene} scene
     * @param {Change} changes
     * @param {string[]} off
     * @param {Word} word
     */
    show(scene, changes, off, word) {
      menu?.follow(scene, word);
      arrange(scene.runs);
      for (const run of scene.runs) {
        const rate = changes.lr?.[run.key] ?? run.lr.value;
        const current = scene.header.inspect?.key === run.key;
        rows.get(run.key)?.show(run, { rate, off: off.includes(run.key), current }, word);
      }
    },
    /** @param {Record<string, number>} [rates]  being dragged */
    follow(rates = {}) {
      for (const [key, rate] of Object.entries(rates)) rows.get(key)?.follow(rate);
    },
    /**
     * @param {Scene} scene
     * @param {number} step
     * @param {boolean} due  false: only marks that move without a layout
     */
    count(scene, step, due) {
      for (const run of scene.runs) {
        const row = rows.get(run.key);
        row?.mark(run, step, due);
        if (due) row?.count(run, scene.surface, step);
      }
    },
  };
}

/**
 * @param {string} key
 * @param {Tip} tip
 * @param {Menu | null} menu
 * @param {Act} act
 */
function createRow(key, tip, menu, act) {
  const more = menu?.button(key);
  const label = h("span", { class: "rv-name" });
  const toggle = h("button", { type: "button", class: "rv-toggle" });
  const notes = h("ul", { class: "rv-notes", hidden: true });
  let looks = "";
  toggle.addEventListener("click", () => act.toggle(key));
  const rate = createRate((value, final) => act.rate(key, value, final));
  const numbers = ["loss", "distance", "gradient-norm"].map((column) =>
    h("td", { role: "cell", class: `rv-number rv-col-${column}` }),
  );
  const verdict = createVerdict(tip);
  // While one row is dragged, the others are left untouched.
  const [showing, marking, counting] = [createSame(), createSame(), createSame()];

  /** @param {Run} run  updated only if it differs: a new child costs a layout */
  function dress(run) {
    const wanted = JSON.stringify([run.color, run.dash, run.mark, run.notes]);
    if (wanted === looks) return;
    looks = wanted;
    toggle.replaceChildren(createSwatch(run), label);
    notes.replaceChildren(...run.notes.map((note) => h("li", {}, note)));
    notes.hidden = !run.notes.length;
  }

  const element = h(
    "tr",
    { role: "row", "data-run": key },
    h("th", { scope: "row", role: "rowheader", class: "rv-col-optimizer" }, toggle, notes),
    h(
      "td",
      { role: "cell", class: "rv-col-learning-rate" },
      h("div", { class: "rv-rate" }, rate.track, rate.field, rate.note, rate.reset),
    ),
    ...numbers,
    h("td", { role: "cell", class: "rv-col-verdict" }, verdict.element),
    ...(more ? [h("td", { role: "cell", class: "rv-col-menu" }, more)] : []),
  );

  return {
    element,
    follow: rate.follow,
    /**
     * @param {Run} run
     * @param {{rate: number, off: boolean, current: boolean}} state  current: shown in the inspector
     * @param {Word} word
     */
    show(run, { rate: value, off, current }, word) {
      if (showing(run, value, off, current, word)) return;
      write(label, run.name);
      element.style.setProperty("--rv-color", run.color);
      dress(run);
      element.classList.toggle("rv-off", off);
      if (current) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
      toggle.setAttribute("aria-pressed", String(!off));
      name(toggle, word("show-run", { name: run.name }));
      element.classList.toggle("rv-companion", run.companion);
      if (more) menu?.label(more, run.name);
      rate.show({ ...run.lr, value }, run.name, word);
      verdict.show(run.verdict, !!run.pending, word("verdict-end"));
    },
    /**
     * @param {Run} run
     * @param {number} step
     * @param {boolean} due
     */
    mark(run, step, due) {
      const { index, over } = locate(run, step);
      const at = over ? run.count - 1 : index;
      if (marking(run, at, due)) return;
      const clamp = run.clamps?.subarray(2 * at, 2 * at + 2) ?? null;
      rate.mark(run.limits?.[at] ?? run.limitAt?.(at) ?? null, clamp, due);
    },
    /**
     * @param {Run} run
     * @param {import("../types.js").Surface} surface
     * @param {number} step
     */
    count(run, surface, step) {
      const { index, over } = locate(run, step);
      verdict.foresee(!over && index < run.count - 1);
      // A finished run shows its last value, even an infinite one.
      const at = over ? run.count - 1 : index;
      if (counting(run, surface, at)) return;
      const [x, y] = [run.path[2 * at], run.path[2 * at + 1]];
      const slope = Math.hypot(run.gradient[2 * at], run.gradient[2 * at + 1]);
      const values = [run.losses[at], distanceToMinimum(surface, x, y), slope];
      for (const [i, value] of values.entries()) write(numbers[i], steady(value));
    },
  };
}

/** A function that tells whether its arguments equal those of its last call. */
function createSame() {
  /** @type {any[]} */
  let before = [];
  return (/** @type {any[]} */ ...now) => {
    const same = now.length === before.length && now.every((value, i) => value === before[i]);
    before = now;
    return same;
  };
}

/** @param {ReturnType<typeof import("../page/tip.js").createTip>} tip */
function createVerdict(tip) {
  const text = h("span", { class: "rv-chip-text" });
  const when = h("span", { class: "rv-chip-when", hidden: true });
  // One text that breaks where it must: cut off, a verdict would lose its step.
  const words = h("span", { class: "rv-chip-words" }, when, " ", text);
  const element = h("button", { type: "button", class: "rv-chip", "aria-describedby": tip.id });
  /** @type {import("../types.js").Verdict} */
  let verdict = { kind: "", text: "", criterion: "" };
  const open = () =>
    tip.explain(element, [h("strong", {}, verdict.text), h("p", {}, verdict.criterion)]);
  const close = () => tip.hide(element);
  element.addEventListener("pointerenter", open);
  element.addEventListener("pointerleave", close);
  element.addEventListener("focus", open);
  element.addEventListener("blur", close);
  element.addEventListener("click", open); // touch screens
  element.addEventListener("keydown", (event) => event.key === "Escape" && close());

  return {
    element,
    /**
     * @param {import("../types.js").Verdict} newVerdict
     * @param {boolean} pending  the verdict belongs to an earlier race
     * @param {string} end  says that the verdict is on the whole run
     */
    show(newVerdict, pending, end) {
      write(when, end);
      element.classList.toggle("rv-pending", pending);
      if (pending) element.setAttribute("aria-busy", "true");
      else element.removeAttribute("aria-busy");
      if (JSON.stringify(newVerdict) === JSON.stringify(verdict)) return;
      verdict = newVerdict;
      element.dataset.kind = verdict.kind;
      write(text, verdict.text);
      element.replaceChildren(icon(verdict.kind), words);
      if (tip.owner === element) open();
    },
    /** @param {boolean} ahead  whether the verdict speaks of steps that are not shown yet */
    foresee(ahead) {
      if (when.hidden === ahead) when.hidden = !ahead;
    },
  };
}
