/** The table of a fair race: each racer's tuned rate, what it costs, how wide its good rates are; a button loads it. */

import { h, speak, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { createSwatch } from "../plots/line-style.js";
import { tunedOf } from "./fair-result.js";
import { percent } from "./numbers.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("./fair-result.js").Fair} Fair */
/** @typedef {import("./fair-result.js").Tuned} Tuned */
/** @typedef {import("../types.js").Word} Word */
/** @typedef {{element: HTMLElement, name: HTMLElement, rate: HTMLElement, cost: HTMLElement, wide: HTMLElement,
 *   range: HTMLElement, band: HTMLElement, best: HTMLElement, load: HTMLButtonElement, looks: string,
 *   tuned: Tuned | null}} Row */

/** Class and word of each column. */
const COLUMNS = /** @type {const} */ ([
  ["racer", "fair-racer"],
  ["rate", "fair-rate"],
  ["cost", "fair-cost"],
  ["wide", "fair-wide"],
  ["load", "fair-load"],
]);

/** @param {{load: (rates: Record<string, number>) => void}} act */
export function createFairTable({ load }) {
  const body = h("tbody");
  const heads = COLUMNS.map(([, say]) => h("th", { scope: "col" }, h("span", { say })));
  heads[heads.length - 1].firstElementChild?.classList.add("rv-hidden");
  const caption = h("caption", { class: "rv-hidden", say: "fair-table" });
  const table = h(
    "table",
    { class: "rv-fair-table" },
    caption,
    h("thead", {}, h("tr", {}, ...heads)),
    body,
  );
  const all = h("button", { type: "button", class: "rv-button rv-text rv-fair-do" });
  const element = h("div", { class: "rv-fair-tuned" }, table, all);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  all.addEventListener("click", () => load(ratesOf(rows.values())));

  /** @param {string} racer */
  function rowFor(racer) {
    const known = rows.get(racer);
    if (known) return known;
    const cells = COLUMNS.map(([head], i) =>
      h(i ? "td" : "th", { class: `rv-fair-${head}`, ...(i ? {} : { scope: "row" }) }),
    );
    const [name, rated, costs, wide, last] = cells;
    const [rate, cost] = [h("span"), h("span")];
    rated.append(labelled("fair-rate"), rate);
    costs.append(labelled("fair-cost"), cost);
    const band = h("span", { class: "rv-fair-band" });
    const best = h("span", { class: "rv-fair-best" });
    const bar = h("span", { class: "rv-fair-bar", "aria-hidden": "true" }, band, best);
    const range = h("span");
    const button = h("button", { type: "button", class: "rv-button rv-text rv-fair-do" });
    wide.append(bar, range);
    last.append(button);
    /** @type {Row} */
    const row = {
      ...{ element: h("tr", {}, ...cells), name, rate, cost, wide, range, band, best },
      ...{ load: button, looks: "", tuned: null },
    };
    button.addEventListener("click", () => load(ratesOf([row])));
    rows.set(racer, row);
    return row;
  }

  /** @type {(row: Row, run: import("../types.js").Run, word: Word) => void} */
  function dress(row, run, word) {
    const looks = JSON.stringify([run.color, run.dash, run.mark, run.name, word("fair-rate")]);
    if (row.looks === looks) return;
    row.looks = looks;
    row.element.style.setProperty("--rv-color", run.color);
    row.name.replaceChildren(createSwatch(run), h("span", {}, run.name));
    speak(row.element, word);
  }

  /** Whether it is tuned and loaded is seen on its button. @type {(row: Row, fair: Fair, racer: string, now: Shown) => void} */
  function fill(row, fair, racer, { word, changes, base }) {
    const tuned = tunedOf(fair, 0, racer);
    row.tuned = tuned;
    const failed = tuned?.best === null;
    write(row.rate, tuned?.rate ? short(tuned.rate, 3) : failed ? "–" : "…");
    write(row.cost, tuned ? costOf(fair, tuned, word) : "…");
    write(row.range, tuned?.rates ? rangeText(tuned, word) : failed ? word("fair-no-range") : "…");
    spread(row, tuned, fair.space[racer]);
    const run = base.runs.find(({ key }) => key === racer);
    const here = changes.lr?.[racer] ?? run?.lr.value;
    const loaded = !!tuned?.rate && here === tuned.rate;
    row.load.hidden = !tuned?.rate;
    row.load.disabled = loaded;
    write(row.load, word(loaded ? "fair-loaded" : "fair-load-one"));
    row.load.setAttribute("aria-label", `${row.load.textContent}: ${run?.name ?? racer}`);
  }

  return {
    element,
    /** @type {(now: Shown, fair: Fair) => void} */
    show(now, fair) {
      const runs = fair.racers.flatMap((racer) => {
        const run = now.scene.runs.find(({ key }) => key === racer);
        return run ? [run] : [];
      });
      const wanted = runs.map((run) => {
        const row = rowFor(run.key);
        dress(row, run, now.word);
        fill(row, fair, run.key, now);
        return row;
      });
      const same = wanted.length === body.children.length;
      if (!same || wanted.some(({ element: row }, i) => body.children[i] !== row))
        body.replaceChildren(...wanted.map(({ element: row }) => row));
      const loadable = wanted.filter(({ tuned }) => tuned?.rate);
      all.hidden = loadable.length < 2;
      all.disabled = loadable.every(({ load: { disabled } }) => disabled);
      write(all, now.word("fair-load-all"));
    },
  };
}

/** A heading within a cell, seen where a table has become cards. @param {string} say */
function labelled(say) {
  return h("span", { class: "rv-fair-label", "aria-hidden": "true", say });
}

/** @param {Iterable<Row>} rows */
function ratesOf(rows) {
  /** @type {Record<string, number>} */
  const rates = {};
  for (const { tuned } of rows) if (tuned?.rate) rates[tuned.racer] = tuned.rate;
  return rates;
}

/** @type {(fair: Fair, tuned: Tuned, word: Word) => string} with the quartiles where they differ */
export function costOf({ goal }, { cost, spread: [low, , high] }, word) {
  const shown = (/** @type {number} */ value) => {
    if (!Number.isFinite(value)) return word("fair-failed");
    return goal === "steps" ? String(value) : short(value, 3).replace("-", "−");
  };
  if (low === high) return shown(cost);
  return word("fair-spread", { cost: shown(cost), low: shown(low), high: shown(high) });
}

/** @type {(tuned: Tuned, word: Word) => string} */
function rangeText({ rates, good }, word) {
  const [low, high] = /** @type {[number, number]} */ (rates);
  const share = percent(good);
  if (low === high) return word("fair-range-one", { rate: short(low, 2), share });
  return word("fair-range", { low: short(low, 2), high: short(high, 2), share });
}

/** The good rates on an axis of all that were tried. @type {(row: Row, tuned: Tuned | null, space: [number, number]) => void} */
function spread({ band, best }, tuned, [low, high]) {
  const share = (/** @type {number} */ rate) => (100 * Math.log(rate / low)) / Math.log(high / low);
  band.hidden = best.hidden = !tuned?.rates;
  if (!tuned?.rates || !tuned.rate) return;
  const [from, to] = tuned.rates.map(share);
  band.style.left = `${from}%`;
  band.style.width = `${to - from}%`;
  best.style.left = `${share(tuned.rate)}%`;
}
