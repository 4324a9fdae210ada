/** Options of the page around the stage: hidden parts, larger text, restart. */

/** @typedef {import("../types.js").Frame} Frame */

// Parts hidden by a class on the root; view switches are hidden by their own names.
const PARTS = [
  "board",
  "menu",
  "rates",
  "loss",
  "toolbar",
  "tools",
  "transport",
  "start",
  "batch",
  "samples",
  "pages",
  "heading",
  "take",
];

/** @param {HTMLElement} root */
export function createFrame(root) {
  /** @type {Frame | null} */
  let frame = null;
  /** @type {Frame["moment"]} */
  let moment = null;

  /** @param {Frame} next */
  function apply({ hide, large, maps }) {
    for (const part of PARTS) root.classList.toggle(`rv-no-${part}`, hide.includes(part));
    for (const toggle of root.querySelectorAll("[data-toggle]")) {
      const button = /** @type {HTMLElement} */ (toggle);
      button.hidden = hide.includes(/** @type {string} */ (button.dataset.toggle));
    }
    root.classList.toggle("rv-large", large);
    root.classList.toggle("rv-mapped", maps);
  }

  return {
    /**
     * @param {Frame} next
     * @returns {boolean}  whether the race restarts
     */
    take(next) {
      const again = !!frame && next.replay !== frame.replay;
      if (frame && next.place !== frame.place) toTop(root);
      if (JSON.stringify(next.moment) !== JSON.stringify(frame?.moment ?? null))
        moment = next.moment;
      frame = next;
      apply(next);
      return again;
    },
    /** The moment that the page's link shows, once; null: it was shown, or the link shows none. */
    takeMoment() {
      const taken = moment;
      moment = null;
      return taken;
    },
    /** Query of the page's own link; empty: the link of the race is used. */
    get link() {
      return frame?.link ?? "";
    },
    /** Whether the page shows the map of the race. */
    get maps() {
      return frame?.maps ?? false;
    },
    /** Query of what a link asks of the page; empty: nothing. */
    get kept() {
      return frame?.kept ?? "";
    },
    /** Whether the page offers no playback: nothing moves in its races. */
    get still() {
      return frame?.hide.includes("transport") ?? false;
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

/** @param {HTMLElement} root */
export function toggleFull(root) {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen();
}

/** Whether the visitor does not mind motion. */
export function motion() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Show the race from its start, and play it if it is to be played.
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @param {boolean} moving  play from the start, unless the visitor prefers reduced motion; else show the end
 * @returns {boolean}  whether it is played
 */
export function runRace(clock, moving) {
  clock.pause(); // the race before may still be played
  clock.seek(clock.last);
  if (moving && motion()) clock.play();
  return clock.playing;
}

/**
 * Scroll as little as shows all of `element`.
 * @param {HTMLElement} element
 */
export function bringIntoView(element) {
  // At once: where frames are rare, a smooth movement would come too late for what is to be seen.
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
}
