/**
 * The dialog that takes a race away: one group beside the other, each with what it makes and how large that is. It lies
 * in the browser's top layer, so it is seen in full screen too; on a phone it covers the page.
 */

import { h, icon, speak, write } from "../page/dom.js";
import { createDataGroup } from "./data.js";
import { createFilmGroup } from "./film.js";
import { createLinkGroup } from "./link.js";
import { createOfflineGroup } from "./offline.js";
import { createPictureGroup } from "./picture.js";
import { createProgramGroup } from "./program.js";

/** @typedef {import("../player/state.js").State} State */
/** @typedef {import("../types.js").Word} Word */
/**
 * @typedef {object} Act  what a group may use
 * @property {() => State} state
 * @property {Word} word
 * @property {() => string} link  query of the link to exactly what is shown
 * @property {() => string} address  that link, whole
 * @property {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @property {() => ReturnType<typeof import("../player/screen.js").createScreen>} screen  plots, their ranges, the camera
 * @property {(covered?: boolean) => boolean} covered  whether what has not been played yet is not drawn
 * @property {(kind: string, options: Record<string, any>, signal?: AbortSignal) => Promise<Response>} ask
 *   POST /ravine/take for the race on the page; refused with an Error whose `sentence` is for the visitor
 * @property {() => import("../types.js").RaceLink | null} race  what the server needs to know for it
 * @property {(blob: Blob, name: string) => void} save  saves a file and says so
 * @property {(text: string) => void} say  shown below the groups, and read out
 * @property {(path: string) => string} home  whole address of what the app has there
 * @property {(name: string) => string} asset  whole address of one of the stage's files; empty where there is none
 * @property {() => void} close  the dialog
 */
/**
 * @typedef {object} Group
 * @property {HTMLElement} element
 * @property {(state: State, word: Word) => void} show  called when the group is opened, and when the page has changed
 * @property {() => void} [close]  the dialog is closed, or another group is opened: stop what runs
 */
/**
 * @typedef {object} Entry
 * @property {string} key
 * @property {string} name  word
 * @property {string} what  word: what it makes
 * @property {(act: Act) => Group} create
 * @property {(state: State, hide: string[]) => boolean} [applies]  whether it is offered; without it, always
 */

/** In their order. @type {Entry[]} */
export const GROUPS = [
  { key: "link", name: "take-link", what: "take-link-what", create: createLinkGroup },
  {
    ...{ key: "program", name: "take-program", what: "take-program-what" },
    ...{ create: createProgramGroup, applies: ({ scene }) => !!scene?.runs.length },
  },
  { key: "data", name: "take-data", what: "take-data-what", create: createDataGroup },
  { key: "offline", name: "take-offline", what: "take-offline-what", create: createOfflineGroup },
  { key: "picture", name: "take-picture", what: "take-picture-what", create: createPictureGroup },
  { key: "film", name: "take-film", what: "take-film-what", create: createFilmGroup },
];

/**
 * @param {HTMLElement} root
 * @param {Omit<Act, "close" | "say" | "save"> & {download: (blob: Blob, name: string) => void}} page
 * @param {(blob: Blob, name: string, word: Word) => string} saved  what is said of a saved file
 * @param {Entry[]} [entries]
 */
export function createDialog(root, page, saved, entries = GROUPS) {
  const close = h("button", { type: "button", class: "rv-button", label: "take-close" });
  close.append(icon("close"));
  const title = h("h2", { id: "rv-take-title", say: "take" });
  const tabs = h("div", { class: "rv-take-tabs", role: "tablist", label: "take-groups" });
  const panels = h("div", { class: "rv-take-panels" });
  const said = h("p", { class: "rv-take-said", role: "status" });
  const sheet = h(
    "div",
    { class: "rv-take-sheet" },
    h("header", {}, title, close),
    h("div", { class: "rv-take-body" }, tabs, panels),
    said,
  );
  const dialog = h("dialog", { class: "rv-take", "aria-labelledby": "rv-take-title" }, sheet);
  root.append(dialog);

  /** @type {Act} */
  const act = {
    ...page,
    say: (text) => write(said, text),
    save(blob, name) {
      page.download(blob, name);
      act.say(saved(blob, name, page.word));
    },
    close: shut,
  };
  const parts = entries.map((entry) => createPart(entry, act));
  tabs.append(...parts.map(({ tab }) => tab));
  panels.append(...parts.map(({ panel }) => panel));
  let chosen = parts[0];
  let open = false;
  /** @type {string[]} */
  let hide = [];

  for (const part of parts) part.tab.addEventListener("click", () => choose(part));
  tabs.addEventListener("keydown", (event) => {
    const offered = parts.filter(({ tab }) => !tab.hidden);
    const next = neighbour(offered, offered.indexOf(chosen), event.key);
    if (!next) return;
    event.preventDefault();
    choose(next);
    next.tab.focus();
  });
  close.addEventListener("click", shut);
  dialog.addEventListener("close", closed);
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && shut());
  // The page's own keys, and Streamlit's, are not meant while the dialog has the focus.
  for (const type of ["keydown", "keyup", "keypress"]) {
    dialog.addEventListener(type, (event) => event.stopPropagation());
  }

  /** @param {typeof chosen} part */
  function choose(part) {
    if (part !== chosen) chosen.group.close?.();
    chosen = part;
    act.say("");
    show();
  }

  function show() {
    const state = page.state();
    for (const { entry, tab } of parts) tab.hidden = entry.applies?.(state, hide) === false;
    if (chosen.tab.hidden) chosen = parts.find(({ tab }) => !tab.hidden) ?? chosen;
    for (const part of parts) {
      const on = part === chosen;
      part.tab.setAttribute("aria-selected", String(on));
      part.tab.tabIndex = on ? 0 : -1;
      part.panel.hidden = !on;
    }
    chosen.group.show(state, page.word);
    speak(dialog, page.word);
  }

  function shut() {
    if (dialog.open) dialog.close();
  }

  function closed() {
    if (dialog.open || !dialog.isConnected) return;
    open = false;
    chosen.group.close?.();
    act.say("");
  }

  return {
    get open() {
      return open;
    },
    shut,
    /** @param {string[]} hidden  parts of the page that a link leaves out */
    show(hidden) {
      hide = hidden;
      if (dialog.open) return;
      open = true;
      show();
      dialog.showModal();
      chosen.tab.focus({ preventScroll: true });
    },
    /** The page has changed. */
    refresh() {
      if (open) show();
    },
    /** Streamlit has taken the stage out of the page and put it in again: the browser has closed what was open. */
    restore() {
      if (!open || !dialog.isConnected || dialog.matches(":modal")) return;
      dialog.removeAttribute("open");
      dialog.showModal();
    },
    remove() {
      shut();
      dialog.remove();
    },
  };
}

/**
 * @param {Entry} entry
 * @param {Act} act
 */
function createPart(entry, act) {
  const { key, name, what } = entry;
  const [tabId, panelId] = [`rv-take-tab-${key}`, `rv-take-panel-${key}`];
  const tab = h("button", {
    ...{ type: "button", role: "tab", id: tabId, "aria-controls": panelId },
    ...{ class: "rv-take-tab", say: name },
  });
  const group = entry.create(act);
  const panel = h(
    "div",
    {
      ...{ role: "tabpanel", id: panelId, "aria-labelledby": tabId, tabindex: 0 },
      class: "rv-take-panel",
    },
    h("p", { class: "rv-take-what", say: what }),
    group.element,
  );
  return { entry, tab, panel, group };
}

/**
 * The one that a key leads to in a list of tabs; undefined where the key leads nowhere.
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {string} key
 * @returns {T | undefined}
 */
export function neighbour(list, at, key) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (by) return list[(at + by + list.length) % list.length];
  return { Home: list[0], End: list.at(-1) }[key];
}
