/** The buttons for undo and redo in the page's heading, and what a screen reader says once either is done. */

import { canMove } from "./steps.js";

const SILENCE = 30; // ms: the same words are read again when there were others, or none, before

/** @param {Window} window */
export function createButtons({ document, navigator, setTimeout }) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const status = document.createElement("p");
  status.className = "ravine-step-done";
  status.setAttribute("role", "status");
  document.body.append(status);

  return {
    /** @param {import("./steps.js").Steps} steps */
    show(steps) {
      for (const button of document.querySelectorAll(".ravine-step")) {
        const off = String(!canMove(steps, Number(button.getAttribute("data-by"))));
        if (button.getAttribute("aria-disabled") !== off) button.setAttribute("aria-disabled", off);
        if (apple) button.setAttribute("title", appleKeys(button.getAttribute("title") ?? ""));
      }
    },
    /** @param {number} by  -1: undone, 1: redone */
    say(by) {
      const button = document.querySelector(`.ravine-step[data-by="${by}"]`);
      status.textContent = "";
      setTimeout(() => {
        status.textContent = button?.getAttribute("data-done") ?? "";
      }, SILENCE);
    },
  };
}

/** @param {string} title  with the keys of other systems */
function appleKeys(title) {
  return title.replace("Ctrl+Shift+", "⇧⌘").replace("Ctrl+", "⌘");
}
