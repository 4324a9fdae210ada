/** Say once, for a moment, how to zoom: to whom turns the wheel over a plot, which scrolls the page. */

import { h, write } from "../page/dom.js";

const SHOWN = 4000; // ms

/**
 * @param {HTMLElement} box
 * @param {() => import("../types.js").Word} word
 * @returns {() => void}
 */
export function createZoomHint(box, word) {
  const element = h("p", { class: "rv-zoom-hint", role: "status" });
  box.append(element);
  let said = false;
  return () => {
    if (said) return;
    said = true;
    const key = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? "⌘" : "Ctrl";
    write(element, word()("zoom-hint", { name: key }));
    setTimeout(() => write(element, ""), SHOWN);
  };
}
