/** The menu of a row of the board: copy the racer, fan it out, move it, go to its settings, remove it. */

import { h, icon, name, speak } from "../page/dom.js";
import { FAN, MOST } from "../player/lineup.js";
import { createFanForm } from "./fan-form.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Word} Word */
/** @typedef {{copy: (key: string) => void, move: (key: string, by: number) => void,
 *   remove: (key: string) => void, fan: (key: string, spread: Record<string, number[]>) => void,
 *   settings: (key: string) => void}} Act */

/** Items and their words. */
const ITEMS = {
  copy: "racer-copy",
  fan: "racer-fan",
  up: "racer-up",
  down: "racer-down",
  settings: "racer-settings",
  remove: "racer-remove",
};
const GAP = 4; // px between the button and the menu

/**
 * @param {Act} act
 * @param {() => string[]} racers  keys in their order
 * @param {() => boolean} hasSettings  whether the page has a place for a racer's settings
 */
export function createRacerMenu(act, racers, hasSettings) {
  const items = Object.entries(ITEMS).map(([item, say]) =>
    h("button", { type: "button", role: "menuitem", "data-item": item, say }),
  );
  const list = h("div", { role: "menu", class: "rv-menu-items", label: "racer-menu" }, ...items);
  const form = createFanForm((key, spread) => {
    close();
    act.fan(key, spread);
  });
  const element = h("div", { class: "rv-menu", popover: "auto" }, list, form.element);
  /** @type {Scene | null} */
  let scene = null;
  /** @type {Word} */
  let word = (key) => key;
  let open = "";
  /** @type {HTMLElement | null} */
  let anchor = null;

  function close() {
    element.hidePopover();
    anchor?.focus();
  }

  /** @param {string} item */
  function choose(item) {
    const key = open;
    const run = scene?.runs.find((each) => each.key === key);
    if (item === "fan" && run) {
      list.hidden = true;
      form.show(run, scene?.rules[run.optimizer] ?? [], word);
      return place();
    }
    close();
    if (item === "copy") act.copy(key);
    else if (item === "settings") act.settings(key);
    else if (item === "remove") act.remove(key);
    else act.move(key, item === "up" ? -1 : 1);
  }

  /** Below the button, or above it where there is no room. */
  function place() {
    if (!anchor) return;
    const at = anchor.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: high } = element;
    const below = at.bottom + GAP + high <= innerHeight || at.top < high + GAP;
    const top = below ? at.bottom + GAP : at.top - GAP - high;
    element.style.left = `${Math.max(Math.min(at.right - wide, innerWidth - wide - GAP), GAP)}px`;
    element.style.top = `${Math.max(Math.min(top, innerHeight - high - GAP), GAP)}px`;
  }

  /**
   * @param {string} key
   * @param {HTMLElement} button
   */
  function show(key, button) {
    [open, anchor] = [key, button];
    const keys = racers();
    const room = (/** @type {number} */ more) => keys.length + more <= MOST;
    const [settings, first, last] = [hasSettings(), keys[0] === key, keys.at(-1) === key];
    const usable = { copy: room(1), fan: room(FAN - 1), up: !first, down: !last, remove: true };
    /** @type {Record<string, boolean>} */
    const enabled = { ...usable, settings };
    for (const item of items) item.disabled = !enabled[item.dataset.item ?? ""];
    for (const item of items) item.hidden = item.dataset.item === "settings" && !settings;
    list.hidden = false;
    form.hide();
    speak(element, word);
    element.showPopover();
    place();
    items.find((item) => !item.disabled)?.focus();
  }

  list.addEventListener("click", ({ target }) => {
    const item = /** @type {HTMLElement} */ (target).closest("button")?.dataset.item;
    if (item) choose(item);
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const usable = items.filter((item) => !item.disabled && !item.hidden);
    const at = usable.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (by) usable.at((at + by) % usable.length)?.focus();
    else if (event.key === "Home") usable[0]?.focus();
    else if (event.key === "End") usable.at(-1)?.focus();
    else return;
    event.preventDefault();
  });
  element.addEventListener("toggle", (event) => {
    const shown = /** @type {ToggleEvent} */ (event).newState === "open";
    anchor?.setAttribute("aria-expanded", String(shown));
  });
  // It follows its button: a phone's keyboard moves the page.
  const follow = () => element.matches(":popover-open") && place();
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow);

  return {
    element,
    /**
     * The button that opens the menu of racer `key`.
     * @param {string} key
     */
    button(key) {
      const attributes = { "aria-haspopup": "menu", "aria-expanded": "false" };
      const button = h("button", { type: "button", class: "rv-button rv-dots", ...attributes });
      button.append(icon("more"));
      button.addEventListener("click", () => show(key, button));
      return button;
    },
    /**
     * @param {Scene} newScene
     * @param {Word} newWord
     */
    follow(newScene, newWord) {
      [scene, word] = [newScene, newWord];
    },
    /** @type {(button: HTMLElement, racer: string) => void} */
    label(button, racer) {
      name(button, word("racer-menu-of", { name: racer }));
    },
  };
}
