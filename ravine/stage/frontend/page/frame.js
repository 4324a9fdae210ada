/** What a page asks of the stage beyond the race: parts left out, larger lines, a new beginning. */

/** @typedef {import("../types.js").Frame} Frame */

// Parts that a class on the root takes away; view switches go by their own names.
const PARTS = [
  "board",
  "rates",
  "loss",
  "toolbar",
  "tools",
  "transport",
  "start",
  "batch",
  "samples",
];

/** @param {HTMLElement} root */
export function createFrame(root) {
  /** @type {Frame | null} */
  let frame = null;

  /** @param {Frame} next */
  function apply({ hide, large }) {
    for (const part of PARTS) root.classList.toggle(`rv-no-${part}`, hide.includes(part));
    for (const toggle of root.querySelectorAll("[data-toggle]")) {
      const button = /** @type {HTMLElement} */ (toggle);
      button.hidden = hide.includes(/** @type {string} */ (button.dataset.toggle));
    }
    root.classList.toggle("rv-large", large);
  }

  return {
    /**
     * @param {import("../types.js").Header} header
     * @returns {boolean}  whether the race is to be run from the start again
     */
    take({ frame: next, lang }) {
      const page = document.documentElement;
      if (page.lang !== lang) page.lang = lang; // even the same again has all of the page styled anew
      if (!next) return false; // a race alone says nothing of a page
      const again = !!frame && next.replay !== frame.replay;
      if (frame && next.place !== frame.place) toTop(root);
      frame = next;
      apply(next);
      return again;
    },
    /** @param {import("../types.js").Header} header  whether it is about something else than what is shown */
    leaves({ frame: next }) {
      return !!frame && !!next && next.place !== frame.place;
    },
    /** Query of the page's own link; empty: the race's will do. */
    get link() {
      return frame?.link ?? "";
    },
    get fixed() {
      return frame?.hide.includes("start") ?? false;
    },
  };
}

/** @param {Element} element  whatever scrolls around it goes back to its top */
function toTop(element) {
  for (let around = element.parentElement; around; around = around.parentElement) {
    around.scrollTop = 0;
  }
}

/**
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @param {boolean} moving  from the start on, for those who like motion; else the end is shown
 */
export function runRace(clock, moving) {
  clock.seek(clock.last);
  if (moving && !matchMedia("(prefers-reduced-motion: reduce)").matches) clock.play();
}
