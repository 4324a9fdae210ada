/** The controls of a fair race: what is tuned for, over what, with how many trials, on which surfaces. */

import { h } from "../page/dom.js";

/** @typedef {import("../types.js").View} View */

/** Name of each field of the view, and its values with the words for them; a number says itself. */
const FIELDS = /** @type {const} */ ([
  {
    field: "fair_goal",
    say: "fair-goal",
    choices: [
      ["steps", "fair-goal-steps"],
      ["final", "fair-goal-final"],
      ["mean", "fair-goal-mean"],
    ],
  },
  {
    field: "fair_over",
    say: "fair-over",
    choices: [
      ["start", "fair-over-start"],
      ["starts", "fair-over-starts"],
      ["seeds", "fair-over-seeds"],
    ],
  },
  { field: "fair_budget", say: "fair-budget", choices: [["16"], ["64"], ["256"]] },
  {
    field: "fair_on",
    say: "fair-on",
    choices: [
      ["this", "fair-on-this"],
      ["several", "fair-on-several"],
    ],
  },
]);

/** @param {(view: Partial<View>) => void} change */
export function createFairControls(change) {
  const element = h("div", { class: "rv-maps-settings" });
  const selects = FIELDS.map(({ field, say, choices }) => {
    const select = h("select", { class: "rv-select" });
    for (const [value, word] of choices)
      select.append(h("option", { value, say: word }, ...(word ? [] : [value])));
    select.addEventListener("change", () =>
      change(/** @type {Partial<View>} */ ({ [field]: select.value })),
    );
    element.append(h("label", { class: "rv-maps-select" }, h("span", { say }), select));
    return { field, select };
  });

  return {
    element,
    /** @param {View} view */
    show(view) {
      for (const { field, select } of selects)
        if (select.value !== view[field]) select.value = view[field];
    },
  };
}
