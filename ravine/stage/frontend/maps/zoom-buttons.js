/** Buttons to zoom a map with. */

import { h, icon } from "../page/dom.js";

/** Of the width that one step closer shows. */
export const CLOSER = 0.5;

/**
 * @param {(factor: number) => void} zoom  0: the whole map
 */
export function createZoomButtons(zoom) {
  const tools = h("div", { class: "rv-group" });
  for (const [label, picture, factor] of /** @type {const} */ ([
    ["zoom-in", "plus", CLOSER],
    ["zoom-out", "minus", 1 / CLOSER],
    ["zoom-reset", "reset", 0],
  ])) {
    const button = h("button", { type: "button", class: "rv-button", label }, icon(picture));
    button.addEventListener("click", () => zoom(factor));
    tools.append(button);
  }
  return tools;
}
