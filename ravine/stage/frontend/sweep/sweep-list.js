/** Say what the rate sweep shows: for each racer the best rate and the present one, and what comes of them. */

import { h } from "../page/dom.js";
import { short } from "../page/format.js";
import { createThrottledText } from "../player/throttled-text.js";
import { createSwatch } from "../plots/line-style.js";
import { bestAt, outcomeAt } from "./sweep-curve.js";
import { presentOf, rateOf, rowOf } from "./sweep-picture.js";

/** @typedef {import("./sweep-picture.js").Seen} Seen */
/** @typedef {{element: HTMLElement, values: HTMLElement, looks: string}} Row */

export function createSweepList() {
  const element = h("ul", { class: "rv-sweep-list" });
  const text = createThrottledText();
  /** @type {Map<string, Row>} */
  const rows = new Map();

  /** @param {import("../types.js").Run} run */
  function dress(run) {
    const row = rows.get(run.key) ?? { element: h("li"), values: h("span"), looks: "" };
    rows.set(run.key, row);
    const looks = JSON.stringify([run.color, run.dash, run.mark, run.name]);
    if (row.looks === looks) return row;
    row.looks = looks;
    row.element.style.setProperty("--rv-color", run.color);
    row.element.replaceChildren(createSwatch(run), h("strong", {}, run.name), row.values);
    return row;
  }

  return {
    element,
    /** @param {Seen} now */
    show({ curves, scene }) {
      const wanted = curves.map(({ racer }) => dress(rowOf(scene, racer)).element);
      const same = wanted.length === element.children.length;
      if (!same || wanted.some((each, i) => element.children[i] !== each))
        element.replaceChildren(...wanted);
    },
    /**
     * @param {Seen} now
     * @param {boolean} covered
     */
    count(now, covered) {
      for (const curve of now.curves) {
        const row = rows.get(curve.racer);
        if (row) text.say(row.values, `${best(now, curve)} · ${present(now, curve, covered)}`);
      }
    },
    close: text.close,
  };
}

/** @type {(now: Seen, curve: import("./sweep-curve.js").Curve) => string} */
function best(now, curve) {
  const { objective, word } = now;
  const at = bestAt(curve, objective);
  if (at < 0) return word("sweep-none");
  const value = outcomeText(now, outcomeAt(curve, at, objective));
  return word("sweep-best-at", { rate: short(curve.rates[at], 3), value });
}

/** @type {(now: Seen, curve: import("./sweep-curve.js").Curve, covered: boolean) => string} */
function present(now, curve, covered) {
  const outcome = presentOf(now, curve);
  const value = outcome === null || covered ? "…" : outcomeText(now, outcome);
  return now.word("sweep-yours", { rate: short(rateOf(now, curve.racer), 3), value });
}

/** @type {(now: Seen, outcome: number) => string} */
function outcomeText({ objective, word }, outcome) {
  if (!Number.isFinite(outcome))
    return word(objective === "steps" ? "sweep-missed" : "sweep-diverged");
  return short(outcome, 4).replace("-", "−");
}
