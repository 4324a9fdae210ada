/** What the strip of rates shows of a range test: picture, marks, list; and the rate that is chosen in it. */

import { createRangeList } from "./range-list.js";
import { marksOf, pictureOf, rateNear, testsOf, usual } from "./range-test.js";

/** @typedef {import("./range-test.js").Seen} Seen */
/** @typedef {import("../types.js").Run} Run */

/** @param {(patch: import("../types.js").Change) => void} change */
export function createRange(change) {
  /** @type {Map<string, number>} */
  const picked = new Map();
  const list = createRangeList({ change, chosen });
  /** @type {unknown[]} */
  let runs = [];
  let version = 0;

  /** @type {(racer: string, run: Run) => number | null} the rate that was clicked, else the usual choice */
  function chosen(racer, run) {
    const rate = picked.get(racer);
    return rate === undefined ? usual(run) : rateNear(run, Math.log10(rate));
  }

  return {
    element: list.element,
    show: list.show,
    cover: list.cover,
    /** @param {Seen} now  another text whenever the curves are others */
    look(now) {
      const losses = testsOf(now).tested.map(({ run }) => run.losses);
      const same = losses.length === runs.length && losses.every((each, i) => each === runs[i]);
      if (!same) [runs, version] = [losses, version + 1];
      return `range ${version}`;
    },
    picture: pictureOf,
    /** @type {(now: Seen, step: number, covered: boolean) => import("./sweep-drawing.js").Mark[]} */
    marks: (now, step, covered) => marksOf(now, step, covered ? () => null : chosen),
    /** @type {(now: Seen, racer: string) => number} */
    rateOf(now, racer) {
      const run = testsOf(now).tested.find((each) => each.racer === racer)?.run;
      return (run && chosen(racer, run)) ?? NaN;
    },
    /** @type {(now: Seen, racer: string, decade: number) => void} */
    pick(now, racer, decade) {
      const run = testsOf(now).tested.find((each) => each.racer === racer)?.run;
      if (run) picked.set(racer, rateNear(run, decade));
      list.show(now);
    },
  };
}
