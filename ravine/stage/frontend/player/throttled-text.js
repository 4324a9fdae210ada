/** Update texts below moving plots at a readable rate; each update costs a layout. */

import { write } from "../page/dom.js";
import { createDue } from "./pace.js";

const EVERY = 120; // ms

export function createThrottledText() {
  const due = createDue(EVERY, 0);
  /** @type {Map<Element, string>} */
  const waiting = new Map();
  /** @type {any} */
  let later = 0;

  function writeAll() {
    for (const [element, text] of waiting) write(element, text);
  }

  return {
    /**
     * @param {Element} element
     * @param {string} text
     */
    say(element, text) {
      waiting.set(element, text);
      clearTimeout(later);
      if (due(performance.now(), 0)) writeAll();
      else later = setTimeout(writeAll, EVERY);
    },

    close() {
      clearTimeout(later);
    },
  };
}
