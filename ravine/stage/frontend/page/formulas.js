/** Make formulas that are wider than their line, and so scroll, reachable by the keyboard. */

const FORMULAS = ".katex-display, .katex";
const SLACK = 8; // px by which KaTeX's hidden copy for screen readers overflows
const EVERY = 400; // ms between measurements, each of which costs a layout

/**
 * @param {HTMLElement} root
 * @returns {() => void}  stops watching
 */
export function reachFormulas(root) {
  const page = document.body;
  /** @type {any} */
  let timer = 0;

  function look() {
    timer = 0;
    const formulas = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(FORMULAS))];
    const wide = formulas.map(scrolls); // read all before writing
    for (const [i, formula] of formulas.entries()) reach(formula, wide[i]);
  }

  function soon() {
    timer ||= setTimeout(look, EVERY);
  }

  const changes = new MutationObserver((records) => {
    // Playback changes the stage sixty times a second; it contains no formulas.
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

/** @type {(formula: HTMLElement, wide: boolean) => void} */
function reach(formula, wide) {
  if (wide === formula.hasAttribute("tabindex")) return;
  if (wide) formula.tabIndex = 0;
  else formula.removeAttribute("tabindex");
}
