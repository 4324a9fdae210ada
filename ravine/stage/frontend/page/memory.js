/** Remember the position and colours of the stage for the first race of the next visit. */

const KEY = "ravine-stage";
const SETTLED = 1000; // ms after the first race is painted, Streamlit moves nothing any more
// Pages with these keys in their address look different; so do embedded ones.
const PAGE_KEYS = names("hide|lock|play|projector|embed|embed_options");
// A link with these keys shows one moment of its race, which the page tells the stage.
const MOMENT_KEYS = names("step|speed|loop|zoom|loss_zoom|camera");
// Keys of Streamlit's own local storage that change the position of the stage.
const STREAMLIT_KEYS = /^(stActiveTheme|stSidebarCollapsed|sidebarWidth)/;
const COLOURS = ["text", "background", "secondary-background", "primary", "border"];
const STYLES = [...COLOURS.map((name) => `--st-${name}-color`), "--st-font", "color-scheme"];

/** @typedef {[left: number, top: number, width: number]} Place  in the window, px */
/** @typedef {{conditions: string, style: Record<string, string>, places: Record<string, Place>}} Memory */

/**
 * @param {string} version  of the stage
 * @param {string} app  its address
 * @returns {Memory | null}  null: nothing is stored for this window size and kind of page
 */
export function remembered(version, app) {
  try {
    const memory = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return memory?.conditions === conditions(version) && isPlainPage(app) ? memory : null;
  } catch {
    return null; // forbidden, or not our entry
  }
}

/**
 * Name of the position: it depends on the length of the surface's description above the stage.
 * @param {{lang: string, query: string}} header
 */
export function placeName({ lang, query }) {
  return `${lang} ${new URLSearchParams(query).get("s")}`;
}

/**
 * Store the position of this visit's first race.
 * @type {(version: string, app: string) => void}
 */
export function remember(version, app) {
  /** @param {Event} event */
  const painted = ({ target }) => {
    const root = /** @type {HTMLElement} */ (target);
    if (root.closest(".rv-first")) return;
    removeEventListener("ravine:painted", painted, true);
    setTimeout(() => store(version, app, root), SETTLED);
  };
  addEventListener("ravine:painted", painted, true);
}

/** @type {(version: string, app: string, root: HTMLElement) => void} */
function store(version, app, root) {
  const parent = root.parentElement;
  const header = /** @type {any} */ (root).player?.header;
  if (!parent || !header || !isPlainPage(app) || isMoved(root)) return;
  const { left, top, width } = root.getBoundingClientRect();
  const places = {
    ...remembered(version, app)?.places,
    [placeName(header)]: [left, top, width],
  };
  const memory = { conditions: conditions(version), style: styleOf(parent), places };
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // A browser that stores nothing shows the first race as on a first visit.
  }
}

/** @param {Element} element */
function styleOf(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(STYLES.map((name) => [name, style.getPropertyValue(name)]));
}

/**
 * Whether the stage stands elsewhere than on a fresh page.
 * @param {HTMLElement} root
 */
function isMoved(root) {
  if (document.querySelector(".st-key-notices") || document.fullscreenElement) return true;
  for (let around = root.parentElement; around; around = around.parentElement) {
    if (around.scrollTop) return true;
  }
  return false;
}

/**
 * Whether this is the playground, and nothing in its address changes the page around the stage.
 * @param {string} app
 */
export function isPlainPage(app) {
  return location.pathname === new URL(app).pathname && !PAGE_KEYS.test(location.search);
}

/** Whether the address shows one moment of its race. */
export function showsMoment() {
  return MOMENT_KEYS.test(location.search);
}

/**
 * Keys in an address, whatever has been made of it: "&" may be "&amp;" and "=" may be "%3D".
 * @param {string} keys  with "|" between them
 */
function names(keys) {
  return new RegExp(`(?:^|[^a-z_.])(?:${keys})(?:=|%)`, "i");
}

/**
 * Everything on which the stored position depends.
 * @param {string} version
 */
function conditions(version) {
  const entries = Object.entries(localStorage).filter(([key]) => STREAMLIT_KEYS.test(key));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const window = [innerWidth, innerHeight, devicePixelRatio];
  return JSON.stringify([version, location.pathname, window, dark, entries.sort()]);
}
