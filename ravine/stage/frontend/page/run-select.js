/** Offer the runs of a race in a select element. */

import { h } from "./dom.js";

/**
 * @param {HTMLSelectElement} select
 * @param {import("../types.js").Run[]} runs
 * @param {import("../types.js").Run | undefined} chosen
 */
export function offerRuns(select, runs, chosen) {
  const wanted = runs.map(({ key, name }) => `${key} ${name}`).join();
  if (select.dataset.offered !== wanted) {
    select.dataset.offered = wanted;
    select.replaceChildren(...runs.map(({ key, name }) => h("option", { value: key }, name)));
  }
  if (chosen) select.value = chosen.key;
}
