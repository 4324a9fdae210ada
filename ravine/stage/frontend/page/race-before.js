/** The race to which a lesson's link leads back though the session, which has begun since, does not know it. */

import { lastAt } from "./steps.js";

const LINK = 'a[data-testid="stPageLink-NavLink"]';
const OF_PAGE = ["lang", "hide", "lock", "projector", "play"]; // keys that say nothing of a race

/**
 * @param {MouseEvent} event  a click
 * @param {import("./steps.js").Steps} steps
 * @param {string} root  path of the playground
 * @param {string} base  address of the page
 * @returns {URL | null}  null: the link is none to a race, or says itself which
 */
export function raceBefore(event, steps, root, base) {
  const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  const link = /** @type {Element} */ (target).closest?.(LINK);
  if (!link || button || ctrlKey || metaKey || shiftKey || altKey) return null;
  // Streamlit writes it from the app's own address, wherever the page is.
  const to = new URL(link.getAttribute("href") ?? "", new URL(root, base));
  const before = lastAt(steps, root);
  const says = [...to.searchParams.keys()].some((key) => !OF_PAGE.includes(key));
  if (to.pathname !== root || says || !before || before === steps.entries[steps.at]) return null;
  const race = new URL(before, to);
  const language = to.searchParams.get("lang");
  if (language) race.searchParams.set("lang", language);
  return race;
}
