/** How far a map is, how long it still takes, and a button that calls it off or resumes it. */

import { h, write } from "../page/dom.js";

/** @typedef {import("../types.js").Word} Word */
/** @typedef {{wanted: boolean, whole: boolean, fresh: boolean, halted: boolean, failing: boolean, waiting: string,
 *   progress: import("../protocol/map-source.js").MapProgress}} Going
 *   wanted: a map is asked for; whole, fresh: of what is shown */

const SHOWN_AFTER = 400; // ms; what is over sooner is not announced
const MINUTE = 60;

/** @param {{halt: () => void, resume: () => void}} act */
export function createProgress({ halt, resume }) {
  const fill = h("span", { class: "rv-maps-fill" });
  const bar = h(
    "div",
    {
      class: "rv-maps-bar",
      role: "progressbar",
      label: "maps-progress",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    fill,
  );
  const text = h("span", { class: "rv-maps-left" });
  const button = h("button", { type: "button", class: "rv-button rv-text rv-maps-stop" });
  const element = h("div", { class: "rv-maps-progress", hidden: true }, bar, text, button);
  let since = 0; // when the present work began
  let halted = false;
  button.addEventListener("click", () => (halted ? resume() : halt()));

  return {
    element,
    /**
     * @param {Going} going
     * @param {Word} word
     * @returns {number}  ms until it is to be shown; 0: it is, or nothing is going on
     */
    show(going, word) {
      const busy = going.wanted && !(going.whole && going.fresh) && !going.halted;
      const now = performance.now();
      if (!busy) since = 0;
      else since ||= now;
      const early = busy ? since + SHOWN_AFTER - now : 0;
      element.hidden = !(going.halted && going.wanted) && !(busy && early <= 0);
      halted = going.halted;
      const share = Math.round(100 * going.progress.share);
      bar.setAttribute("aria-valuenow", String(share));
      fill.style.width = `${share}%`;
      bar.hidden = halted;
      write(button, word(halted ? "maps-resume" : "maps-cancel"));
      write(text, halted ? word("maps-halted") : said(going, share, word));
      return Math.max(early, 0);
    },
  };
}

/** @type {(going: Going, share: number, word: Word) => string} */
function said({ waiting, failing, progress }, share, word) {
  if (waiting) return waiting;
  if (failing) return word("sweep-failed");
  const { left } = progress;
  if (left === null || left === undefined) return word("maps-share", { share });
  const rounded = Math.ceil(left);
  if (rounded < MINUTE) return word("maps-seconds", { share, seconds: rounded });
  return word("maps-minutes", { share, minutes: Math.ceil(rounded / MINUTE) });
}
