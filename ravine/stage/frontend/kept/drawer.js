/**
 * The drawer of kept races at the right edge of the window; on a phone it covers the page. It lies in the browser's top
 * layer, beside a race that can still be used, and is left by Escape or its cross.
 */

import { h, icon, write } from "../page/dom.js";
import { createCard } from "./card.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Word} Word */

const PHONE = "(max-width: 700px)";

/**
 * @param {HTMLElement} root
 * @param {import("./card.js").Act & {putBack: () => void, save: () => void, add: (file: File) => void,
 *   moved: (open: boolean) => void}} act  moved: opened or closed
 */
export function createDrawer(root, act) {
  const title = h("h2", { say: "kept-title", id: "rv-kept-title" });
  const close = h("button", { type: "button", class: "rv-button", label: "kept-close" });
  close.append(icon("close"));
  const said = h("p", { class: "rv-kept-said", role: "status" });
  const back = h("button", { type: "button", class: "rv-button rv-text", say: "kept-put-back" });
  const list = h("ul", { class: "rv-kept-list" });
  const none = h("p", { class: "rv-kept-none", say: "kept-none" });
  const where = h("p", { class: "rv-kept-where", say: "kept-where" });
  const save = h("button", { type: "button", class: "rv-button rv-text", say: "kept-save" });
  const add = h("button", { type: "button", class: "rv-button rv-text", say: "kept-add" });
  const file = h("input", { type: "file", accept: ".json,application/json", hidden: true });
  const panel = h(
    "dialog",
    { class: "rv-kept", popover: "manual", "aria-labelledby": "rv-kept-title" },
    h("header", {}, title, close),
    h("div", { class: "rv-kept-news" }, said, back),
    none,
    list,
    h("footer", {}, where, h("div", { class: "rv-kept-buttons" }, save, add, file)),
  );
  root.append(panel);
  /** @type {Map<string, ReturnType<typeof createCard>>} */
  let cards = new Map();
  let open = false;

  close.addEventListener("click", () => shut());
  back.addEventListener("click", act.putBack);
  save.addEventListener("click", act.save);
  add.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) act.add(chosen);
    file.value = ""; // so that the same file can be chosen again
  });
  panel.addEventListener("cancel", (event) => {
    if (event.target !== panel) return; // the choice of a file was left
    event.preventDefault();
    shut();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    shut();
  });

  const floats = () => !!panel.showPopover && panel.matches(":popover-open");

  function lay() {
    if (!panel.isConnected || panel.open || floats()) return;
    // Where it covers the page, nothing below it is reached.
    if (!panel.showPopover || matchMedia(PHONE).matches) panel.showModal();
    else panel.showPopover();
  }

  function shut() {
    if (!open) return;
    open = false;
    if (panel.open) panel.close();
    else if (floats()) panel.hidePopover();
    act.moved(false);
  }

  return {
    get open() {
      return open;
    },
    /** Whether it covers the page. */
    get covers() {
      return panel.open;
    },
    shut,
    show() {
      if (open) return lay();
      open = true;
      lay();
      close.focus({ preventScroll: true });
      act.moved(true);
    },
    /** Streamlit has taken the stage out of the page and put it in again, and the browser has closed what was open. */
    restore() {
      if (open) lay();
    },
    /**
     * @param {Kept[]} races
     * @param {string} ghost  query of the one that is the ghost
     * @param {Word} word
     */
    fill(races, ghost, word) {
      const before = cards;
      cards = new Map();
      for (const kept of races) {
        const card = before.get(kept.query) ?? createCard(kept, act);
        card.show(kept, kept.query === ghost, word);
        cards.set(kept.query, card);
      }
      const wanted = [...cards.values()].map(({ element }) => element);
      if (
        wanted.length !== list.childElementCount ||
        wanted.some((li, i) => li !== list.children[i])
      )
        list.replaceChildren(...wanted);
      list.hidden = save.hidden = !races.length;
      none.hidden = !!races.length;
    },
    /**
     * @param {string} text
     * @param {boolean} canPutBack
     */
    say(text, canPutBack) {
      write(said, text);
      back.hidden = !canPutBack;
    },
    /** The button that was pressed is gone: what undoes it gets the focus. */
    focusBack() {
      back.focus({ preventScroll: true });
    },
    /**
     * Show the card of a race.
     * @param {string} query
     * @param {boolean} [focus]
     */
    reveal(query, focus = false) {
      const card = cards.get(query);
      card?.element.scrollIntoView({ block: "nearest", behavior: "instant" });
      if (focus) card?.field.focus({ preventScroll: true });
    },
    close() {
      shut();
      panel.remove();
    },
  };
}
