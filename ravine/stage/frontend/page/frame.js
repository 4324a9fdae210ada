/** Options of the page around the stage: hidden parts, larger text, restart. */

/** @typedef {import("../types.js").Frame} Frame */

// Parts hidden by a class on the root; view switches are hidden by their own names.
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
     * @param {Frame} next
     * @returns {boolean}  whether the race restarts
     */
    take(next) {
      const again = !!frame && next.replay !== frame.replay;
      if (frame && next.place !== frame.place) toTop(root);
      frame = next;
      apply(next);
      return again;
    },
    /** Query of the page's own link; empty: the link of the race is used. */
    get link() {
      return frame?.link ?? "";
    },
    get fixed() {
      return frame?.hide.includes("start") ?? false;
    },
  };
}

/** @param {string} lang */
export function setLanguage(lang) {
  const page = document.documentElement;
  if (page.lang !== lang) page.lang = lang; // writing even the same value restyles the whole page
}

/** @param {Element} element  everything that scrolls around it is scrolled to its top */
function toTop(element) {
  for (let around = element.parentElement; around; around = around.parentElement) {
    around.scrollTop = 0;
  }
}

/**
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @param {boolean} moving  play from the start, unless the visitor prefers reduced motion; else show the end
 */
export function runRace(clock, moving) {
  clock.seek(clock.last);
  if (moving && !matchMedia("(prefers-reduced-motion: reduce)").matches) clock.play();
}
