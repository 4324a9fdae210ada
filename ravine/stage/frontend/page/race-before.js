/**
 * The race to which a link to the playground or the maps leads: the page that draws the link may not know it. The stage
 * changes the race without the link being drawn again, and a session that has begun with a lesson knows none.
 */

import { lastAt } from "./steps.js";

const LINK = 'a:is([data-testid="stPageLink-NavLink"], .rv-to-race)'; // Streamlit's, and the one below a map
const OF_PAGE = ["lang", "hide", "lock", "projector", "play"]; // keys that say nothing of a race

/**
 * Paths of the pages that show the visitor's race.
 * @param {string} root  path of the playground
 */
export function racePaths(root) {
  return [root, `${root}maps`];
}

/**
 * The link to one of these pages under the pointer.
 * @param {Event} event
 * @param {string} root
 * @param {string} base  address of the page
 * @returns {{link: HTMLAnchorElement, to: URL} | null}
 */
export function raceLink({ target }, root, base) {
  const link = /** @type {HTMLAnchorElement | null} */ (
    /** @type {Element} */ (target).closest?.(LINK) ?? null
  );
  if (!link) return null;
  // Streamlit writes it from the app's own address, wherever the page is.
  const to = new URL(link.getAttribute("href") ?? "", new URL(root, base));
  return racePaths(root).includes(to.pathname) ? { link, to } : null;
}

/** @type {(steps: import("./steps.js").Steps, root: string) => string | undefined} the address, if it shows the race */
export function raceHere({ entries, at }, root) {
  return lastAt({ entries: [entries[at]], at: 0 }, racePaths(root));
}

/**
 * @param {URL} to  where the link says that it leads
 * @param {import("./steps.js").Steps} steps
 * @param {string} root
 * @returns {URL | null}  null: it leads there
 */
export function raceBefore(to, steps, root) {
  const says = [...to.searchParams.keys()].some((key) => !OF_PAGE.includes(key));
  const before = raceHere(steps, root) ?? (says ? undefined : lastAt(steps, racePaths(root)));
  if (before === undefined) return null;
  const race = new URL(before, to);
  race.pathname = to.pathname;
  const language = to.searchParams.get("lang");
  if (language) race.searchParams.set("lang", language);
  return race;
}
