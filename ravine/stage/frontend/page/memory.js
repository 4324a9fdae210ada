/** Where the stage stood in this browser's window and in which colours: what a next visit's first race needs to know. */

const KEY = "ravine-stage";
const SETTLED = 1000; // ms after the first race is painted, Streamlit moves nothing any more
// With these keys in its address a page looks another way; so does one in another's frame.
const OTHERWISE = ["hide", "lock", "play", "projector", "embed", "embed_options"];
// Of Streamlit's own memory: what changes where the stage stands.
const ITS = /^(stActiveTheme|stSidebarCollapsed|sidebarWidth)/;
const COLOURS = ["text", "background", "secondary-background", "primary", "border"];
const STYLES = [...COLOURS.map((name) => `--st-${name}-color`), "--st-font", "color-scheme"];

/** @typedef {[left: number, top: number, width: number]} Place  in the window, px */
/** @typedef {{about: string, style: Record<string, string>, places: Record<string, Place>}} Memory */

/**
 * @param {string} version  of the stage
 * @param {string} app  its address
 * @returns {Memory | null}  null where nothing is known of this window, or of such a page
 */
export function remembered(version, app) {
  try {
    const memory = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return memory?.about === about(version) && usual(app) ? memory : null;
  } catch {
    return null; // it may be forbidden, or somebody else's
  }
}

/**
 * A surface's story stands above the stage, and is as long as it is.
 * @param {{lang: string, query: string}} header
 */
export function placeName({ lang, query }) {
  return `${lang} ${new URLSearchParams(query).get("s")}`;
}

/**
 * Keeps where the first race of this visit comes to stand.
 * @param {string} version
 * @param {string} app
 */
export function remember(version, app) {
  /** @param {Event} event */
  const painted = ({ target }) => {
    const root = /** @type {HTMLElement} */ (target);
    if (root.closest(".rv-first")) return;
    removeEventListener("ravine:painted", painted, true);
    setTimeout(() => keep(version, app, root), SETTLED);
  };
  addEventListener("ravine:painted", painted, true);
}

/**
 * @param {string} version
 * @param {string} app
 * @param {HTMLElement} root
 */
function keep(version, app, root) {
  const parent = root.parentElement;
  const header = /** @type {any} */ (root).player?.header;
  if (!parent || !header || !usual(app) || moved(root)) return;
  const { left, top, width } = root.getBoundingClientRect();
  const places = {
    ...remembered(version, app)?.places,
    [placeName(header)]: [left, top, width],
  };
  const memory = { about: about(version), style: styleOf(parent), places };
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // A browser that keeps nothing waits as long as the first time.
  }
}

/** @param {Element} element */
function styleOf(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(STYLES.map((name) => [name, style.getPropertyValue(name)]));
}

/**
 * Whether it stands elsewhere than on a fresh page.
 * @param {HTMLElement} root
 */
function moved(root) {
  if (document.querySelector(".st-key-notices") || document.fullscreenElement) return true;
  for (let around = root.parentElement; around; around = around.parentElement) {
    if (around.scrollTop) return true;
  }
  return false;
}

/** @param {string} app */
function usual(app) {
  const asked = new URLSearchParams(location.search);
  return location.pathname === new URL(app).pathname && !OTHERWISE.some((key) => asked.has(key));
}

/**
 * What must be as it was.
 * @param {string} version
 */
function about(version) {
  const its = Object.entries(localStorage).filter(([key]) => ITS.test(key));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const window = [innerWidth, innerHeight, devicePixelRatio];
  return JSON.stringify([version, location.pathname, window, dark, its.sort()]);
}
