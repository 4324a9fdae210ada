/** The controls of a fair race: what is tuned for, over what, with how many trials, on which surfaces. */

import { h } from "../page/dom.js";

/** @typedef {import("../types.js").View} View */

/** Words of each choice, by the field of the view. */
const CHOICES = /** @type {const} */ ({
  fair_goal: ["steps", "final", "mean"],
  fair_over: ["start", "starts", "seeds"],
  fair_budget: ["16", "64", "256"],
  fair_on: ["this", "several"],
});

/** @type {(field: string) => string} */
const wordOf = (field) => field.replace("_", "-");

/** @param {(view: Partial<View>) => void} change */
export function createFairControls(change) {
  /** @type {[keyof typeof CHOICES, HTMLSelectElement][]} */
  const fields = [];
  const element = h("div", { class: "rv-maps-settings" });
  for (const [field, values] of Object.entries(CHOICES)) {
    const select = h("select", { class: "rv-select" });
    for (const value of values) {
      const plain = field === "fair_budget";
      const said = plain ? {} : { say: `${wordOf(field)}-${value}` };
      select.append(h("option", { value, ...said }, ...(plain ? [value] : [])));
    }
    select.addEventListener("change", () =>
      change(/** @type {Partial<View>} */ ({ [field]: select.value })),
    );
    const label = h("span", { say: wordOf(field) });
    element.append(h("label", { class: "rv-maps-select" }, label, select));
    fields.push([/** @type {keyof typeof CHOICES} */ (field), select]);
  }

  return {
    element,
    /** @param {View} view */
    show(view) {
      for (const [field, select] of fields)
        if (select.value !== view[field]) select.value = view[field];
    },
  };
}
