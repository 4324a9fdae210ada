/**
 * Fold Streamlit's sidebar where the window has no room for it beside the stage: when the page comes, and after a
 * choice where it covers the stage. Unfold it where a racer's settings are asked for.
 *
 * Streamlit 1.67 brings it back as it was left last, over all of a phone. The only place that knows its button, and
 * where Streamlit keeps whether it is folded; where these are others, nothing is folded.
 */

import { SETTINGS, SETTINGS_PLACE } from "./page-events.js";

const ROOM = 1100; // px: in narrower windows it is folded when the page comes
const COVERING = 900; // px: in narrower windows it covers the stage (views/screens.css)
const KEPT = "stSidebarCollapsed-";
const BEFORE = "ravine-sidebar"; // what was kept in a wide window
const FOLD = '[data-testid="stSidebarCollapseButton"] button[aria-expanded="true"]';
const UNFOLD = '[data-testid="stExpandSidebarButton"]';
const READY = '.ravine-fold, [data-testid="stSidebar"] a[data-testid="stPageLink-NavLink"]';
const GALLERY = ".rg-dialog";
// A lesson begins with its text.
const MAP = ".st-key-bench-stage :is(.rv-maps:not([hidden]), .rv-contour)";

/** @param {Window} window */
export function foldSidebar(window) {
  const { document } = window;
  /** @type {boolean | null} */
  let narrow = null;

  function arrange() {
    const was = narrow;
    narrow = window.innerWidth < ROOM;
    if (narrow === was) return;
    const folded = keep(window, narrow);
    // Streamlit looks what is kept when it starts, and whenever the window has another width: before this or after.
    if (was !== null || narrow) press(document, folded ? FOLD : UNFOLD);
  }

  /** @param {Event} event */
  function ready({ type, target }) {
    const element = /** @type {HTMLElement} */ (target);
    const chosen =
      type === "click"
        ? element.closest?.(READY)
        : element.matches?.(GALLERY) && /** @type {HTMLDialogElement} */ (element).returnValue;
    if (chosen && window.innerWidth < COVERING) fold(document);
  }

  arrange();
  window.addEventListener("resize", arrange);
  document.addEventListener("click", ready);
  document.addEventListener("close", ready, { capture: true });
  document.addEventListener(SETTINGS, () => showSettings(document));
}

/**
 * Have Streamlit take the sidebar for folded in a narrow window, and for what it was in a wide one.
 * @type {(window: Window, narrow: boolean) => boolean}  whether it is to be folded
 */
function keep(window, narrow) {
  try {
    const storage = window.localStorage;
    const before = storage.getItem(BEFORE);
    if (narrow) {
      if (before === null) storage.setItem(BEFORE, storage.getItem(KEPT) ?? "");
      storage.setItem(KEPT, "true");
    } else if (before !== null) {
      storage.removeItem(BEFORE);
      if (before) storage.setItem(KEPT, before);
      else storage.removeItem(KEPT);
    }
    return storage.getItem(KEPT) === "true";
  } catch {
    return narrow; // a browser that stores nothing
  }
}

/**
 * Press the button, if it is there: the sidebar has only the one that changes how it is.
 * @type {(document: Document, selector: string) => boolean}
 */
function press(document, selector) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  button?.click();
  return !!button;
}

/**
 * Bring the settings of a racer into sight.
 * @param {Document} document
 */
function showSettings(document) {
  press(document, UNFOLD);
  requestAnimationFrame(() => {
    const settings = document.querySelector(SETTINGS_PLACE);
    settings?.scrollIntoView({ block: "start", behavior: "instant" });
    /** @type {HTMLElement | null | undefined} */ (settings?.querySelector("input"))?.focus({
      preventScroll: true,
    });
  });
}

/** @param {Document} document */
function fold(document) {
  if (!press(document, FOLD)) return;
  requestAnimationFrame(() => {
    /** @type {HTMLElement | null} */ (document.querySelector(UNFOLD))?.focus({
      preventScroll: true,
    });
    document.querySelector(MAP)?.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
}
