/** Formulas of the page around the stage: one that is wider than its line scrolls, so the keyboard must get to it. */

const FORMULAS = ".katex-display, .katex";
const SLACK = 8; // px by which KaTeX's copy for screen readers sticks out unseen
const EVERY = 400; // ms: measuring costs a layout, and nobody tabs faster than a page is read

/**
 * @param {HTMLElement} root
 * @returns {() => void}  stops
 */
export function reachFormulas(root) {
  const page = document.body;
  /** @type {any} */
  let timer = 0;

  function look() {
    timer = 0;
    const formulas = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(FORMULAS))];
    const wide = formulas.map(scrolls); // all reading before any writing
    for (const [i, formula] of formulas.entries()) reach(formula, wide[i]);
  }

  function soon() {
    timer ||= setTimeout(look, EVERY);
  }

  const changes = new MutationObserver((records) => {
    // Playback writes on the stage sixty times a second; no formula stands there.
    if (records.some(({ target }) => !root.contains(target))) soon();
  });
  changes.observe(page, { childList: true, subtree: true });
  addEventListener("resize", soon);
  soon();
  return () => {
    clearTimeout(timer);
    changes.disconnect();
    removeEventListener("resize", soon);
  };
}

/** @param {HTMLElement} formula */
function scrolls({ scrollWidth, clientWidth }) {
  return clientWidth > 0 && scrollWidth > clientWidth + SLACK;
}

/**
 * @param {HTMLElement} formula
 * @param {boolean} wide
 */
function reach(formula, wide) {
  if (wide === formula.hasAttribute("tabindex")) return;
  if (wide) formula.tabIndex = 0;
  else formula.removeAttribute("tabindex");
}
