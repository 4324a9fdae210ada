/** Say what a range test tells of each racer, with a button that takes its rate and ends the test. */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { createSwatch } from "../plots/line-style.js";
import { findingsOf, SCHEDULE, testsOf } from "./range-test.js";
import { rowOf } from "./sweep-picture.js";

/** @typedef {import("./range-test.js").Seen} Seen */
/** @typedef {{element: HTMLElement, values: HTMLElement, take: HTMLButtonElement, looks: string, rate: number}} Row */

/**
 * @param {{change: (patch: import("../types.js").Change) => void,
 *   chosen: (racer: string, run: import("../types.js").Run) => number | null}} act
 *   chosen: the rate to take
 */
export function createRangeList({ change, chosen }) {
  const rows = h("ul", { class: "rv-sweep-list" });
  const test = h("button", {
    type: "button",
    class: "rv-button rv-text rv-sweep-do",
  });
  const element = h("div", { class: "rv-range" }, rows, test);
  /** @type {Map<string, Row>} */
  const known = new Map();
  /** @type {string[]} */
  let without = [];
  let covered = false;
  test.addEventListener("click", () =>
    change({
      set: Object.fromEntries(without.map((racer) => [`${racer}.schedule`, SCHEDULE])),
    }),
  );

  /** @param {string} racer */
  function rowFor(racer) {
    const take = h("button", { type: "button", class: "rv-button rv-text rv-sweep-do" });
    const row = { element: h("li"), values: h("span"), take, looks: "", rate: NaN };
    take.addEventListener("click", () =>
      change({ lr: { [racer]: row.rate }, set: { [`${racer}.schedule`]: "constant" } }),
    );
    known.set(racer, row);
    return row;
  }

  /** @type {(now: Seen, tested: import("./range-test.js").Tested) => HTMLElement} */
  function show({ scene, word }, { racer, run }) {
    const row = known.get(racer) ?? rowFor(racer);
    const { color, dash, mark, name, lr } = rowOf(scene, racer);
    const looks = JSON.stringify([color, dash, mark, name]);
    if (row.looks !== looks) {
      row.element.style.setProperty("--rv-color", color);
      const swatch = createSwatch({ color, dash, mark });
      row.element.replaceChildren(swatch, h("strong", {}, name), row.values, row.take);
      row.looks = looks;
    }
    write(row.values, covered ? "…" : said(findingsOf(run), word));
    const rate = covered ? null : chosen(racer, run);
    row.take.hidden = rate === null;
    if (rate !== null) {
      const text = short(Math.min(Math.max(rate, lr.low), lr.high), 3);
      row.rate = Number(text); // what is read is what is taken
      write(row.take, word("range-take", { rate: text }));
    }
    return row.element;
  }

  /** @param {Seen} now */
  function showAll(now) {
    const { tested, others } = testsOf(now);
    const wanted = tested.map((each) => show(now, each));
    const same = wanted.length === rows.children.length;
    if (!same || wanted.some((each, i) => rows.children[i] !== each))
      rows.replaceChildren(...wanted);
    without = others;
    test.hidden = !others.length;
    write(test, now.word(tested.length ? "range-others" : "range-do"));
  }

  return {
    element,
    show: showAll,
    /**
     * @param {Seen} now
     * @param {boolean} hidden  whether the outcome of the race is not to be told
     */
    cover(now, hidden) {
      if (hidden === covered) return;
      covered = hidden;
      showAll(now);
    },
  };
}

/** @type {(found: import("./range-test.js").Findings, word: import("../types.js").Word) => string} */
function said({ steepest, lowest, worse }, word) {
  if (steepest === null) return word("range-flat");
  const parts = [
    word("range-steepest", { rate: short(steepest, 3) }),
    word("range-lowest", { rate: short(lowest, 3) }),
  ];
  if (worse !== null) parts.push(word("range-worse", { rate: short(worse, 3) }));
  return parts.join(" · ");
}
