/** Have links to the playground and the maps lead to the race that is shown. */

import { raceBefore, raceHere, raceLink } from "./race-before.js";

const SOON = 30; // ms until it is looked again whether what was changed is in the address
const POINTS = ["pointerdown", "focusin"];

/**
 * @param {Window} window
 * @param {string} root  path of the playground
 * @param {{steps: () => import("./steps.js").Steps, isBusy: () => boolean, go: (address: string) => void}} visit
 *   isBusy: a change is on its way into the address; go: shows another address
 */
export function listenToRaceLinks(window, root, { steps, isBusy, go }) {
  const { document, location } = window;
  /** @type {any} */
  let timer = null;

  /** @param {URL} to */
  function lead(to) {
    window.clearTimeout(timer);
    if (isBusy()) {
      timer = window.setTimeout(() => lead(to), SOON);
      return;
    }
    const race = raceBefore(to, steps(), root) ?? to;
    go(race.pathname + race.search);
  }

  /** @param {MouseEvent} event */
  function click(event) {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    const found = raceLink(event, root, location.href);
    if (!found || !raceBefore(found.to, steps(), root)) return;
    if (button || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lead(found.to);
  }

  /**
   * A link that is opened in another tab is followed by the browser: from page to page of the race it is kept up to date.
   * @param {Event} event
   */
  function freshen(event) {
    const found = raceHere(steps(), root) ? raceLink(event, root, location.href) : null;
    const race = found && raceBefore(found.to, steps(), root);
    if (race) found.link.href = race.href;
  }

  document.addEventListener("click", click, { capture: true });
  for (const act of POINTS) document.addEventListener(act, freshen, { capture: true });
}
