/** The ghost's line of the legend, above the board: whose it is, what cannot be compared, and how it is taken away. */

import { h, icon, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { ghostFloor, isElsewhere } from "../plots/ghost.js";

/** @typedef {import("../types.js").Ghost} Ghost */
/** @typedef {import("../types.js").Word} Word */
/** @typedef {{ghost: Ghost | null, name: string, surface: import("../types.js").Surface | null,
 *   log: boolean, waiting: string}} Shown  name: of the ghost that is wanted, empty: none; waiting: what there is to say of it */

/** @param {() => void} dismiss */
export function createGhostLine(dismiss) {
  const swatch = h("i", { class: "rv-ghost-swatch", "aria-hidden": "true" });
  const text = h("p", { role: "status" });
  const away = h(
    "button",
    { type: "button", class: "rv-button", label: "ghost-away" },
    icon("close"),
  );
  const element = h("div", { class: "rv-ghost", hidden: true }, swatch, text, away);
  away.addEventListener("click", dismiss);

  return {
    element,
    /**
     * @param {Shown} shown
     * @param {Word} word
     */
    show(shown, word) {
      element.hidden = !shown.name;
      element.classList.toggle("rv-ghost-waits", !shown.ghost);
      write(text, shown.name ? sentences(shown, word).join(" ") : "");
      if (!shown.ghost) return;
      const colours = shown.ghost.runs.map(({ color }) => color);
      swatch.replaceChildren(...colours.map((color) => h("b", { style: `--rv-color: ${color}` })));
    },
  };
}

/**
 * What the line says.
 * @param {Shown} shown
 * @param {Word} word
 */
export function sentences({ ghost, name, surface, log, waiting }, word) {
  const said = [word("ghost-of", { name })];
  if (waiting) said.push(waiting);
  if (!ghost || !surface) return said;
  if (!ghost.timed) said.push(word("ghost-untimed"));
  else if (isElsewhere(ghost, surface)) {
    const floor = ghostFloor(ghost);
    const lowest = short(floor, 4).replace("-", "−");
    const other = log && floor !== surface.lowest; // the axis measures from another loss
    said.push(other ? word("ghost-elsewhere-log", { lowest }) : word("ghost-elsewhere"));
  }
  return said;
}
