/**
 * Keep races in this browser, show them again, and lay one behind the present race. The buttons stand in the page's
 * heading, which Streamlit draws; what they do needs no server.
 */

import { download } from "../page/download.js";
import { timers } from "../player/clock.js";
import { createChoice } from "./choice.js";
import { createDrawer } from "./drawer.js";
import { createGhostLine } from "./ghost-line.js";
import { createGhostSource } from "./ghost-source.js";
import { MOST, merged, renamed, without, withRace } from "./list.js";
import { suggestedName } from "./names.js";
import { createStore, format, KEY, LARGEST_FILE, parse } from "./store.js";
import { thumbnail } from "./thumbnail.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {ReturnType<typeof createKept>} KeptRaces */

const KEEP = ".st-key-keep button";
const DRAWER = ".st-key-kept button";
const FILE = "ravine-kept.json";

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("../page/layout.js").createLayout>} layout
 * @param {{ask: Parameters<typeof createGhostSource>[0]["ask"], store: Parameters<typeof createGhostSource>[0]["store"],
 *   state: () => import("../player/state.js").State, link: () => import("../types.js").Link | null,
 *   settled: () => boolean, dispatch: (event: import("../player/state.js").Event) => void,
 *   say: (text: string) => void, home: string}} page
 *   settled: whether the race on the page is the session's; home: path of the playground
 */
export function createKept(root, layout, page) {
  const store = createStore(() => localStorage);
  const choice = createChoice(() => sessionStorage);
  const word = (
    /** @type {string} */ key,
    /** @type {Record<string, string | number>} */ holes = {},
  ) => page.state().word(key, holes);
  let races = store.read();
  let allowed = false; // the page has the buttons
  let due = false; // a race is to be kept once the page shows it
  let waiting = "";
  /** @type {{kept: Kept, place: number} | null} */
  let removed = null;
  const line = createGhostLine(() => {
    choice.dismiss();
    showGhost();
  });
  layout.samples.before(line.element); // below the plots, beside what plays them
  const source = createGhostSource({
    ...{ ask: page.ask, store: page.store, ...timers },
    show(ghost) {
      page.dispatch({ type: "haunted", ghost });
      showLine();
    },
    tell(card) {
      waiting = card?.text ?? "";
      showLine();
    },
  });
  const drawer = createDrawer(root, {
    ...{ open, remove, rename, putBack, save, add },
    ghost: toggleGhost,
    moved(open) {
      button(DRAWER)?.setAttribute("aria-expanded", String(open));
      if (!open) (button(DRAWER) ?? button(KEEP))?.focus({ preventScroll: true });
    },
  });

  /** @type {(selector: string) => HTMLElement | null} */
  const button = (selector) => document.querySelector(selector);

  /**
   * Change the list here and in the browser.
   * @param {(list: Kept[]) => Kept[]} edit
   * @returns {boolean}  whether that could be stored; else the drawer says why not
   */
  function change(edit) {
    const problem = store.change(edit);
    races = store.read();
    if (problem) {
      tell(problem);
      drawer.show();
    }
    fill();
    return !problem;
  }

  /** @type {(key: string, holes?: Record<string, string | number>) => void} */
  function tell(key, holes = {}) {
    drawer.say(key && word(key, holes), !!removed && key === "kept-removed");
  }

  function fill() {
    const { documentElement: html } = document;
    const count = allowed ? String(races.length || "") : "";
    if ((html.dataset.kept ?? "") !== count) {
      html.dataset.kept = count;
      html.style.setProperty("--kept", JSON.stringify(count));
    }
    drawer.fill(races, choice.own?.query ?? "", word);
  }

  function keep() {
    const { base, scene, theme, view } = page.state();
    due = !scene || !base || !page.settled();
    if (due || !base) return;
    removed = null;
    const { query } = base.header;
    const same = races.find((kept) => kept.query === query);
    if (page.link()?.race.file) refuse("kept-table");
    else if (same) {
      refuse("kept-known", { name: same.name });
      drawer.reveal(query);
    } else if (races.length >= MOST) refuse("kept-most", { count: MOST });
    else {
      const first = !races.length;
      const name = suggestedName(base, races, word);
      const picture = thumbnail(base, view, theme);
      if (!change((list) => withRace(list, { name, query, picture, when: Date.now() }))) return;
      tell("kept-done", { name });
      page.say(word("kept-done", { name }));
      if (first) drawer.show();
      drawer.reveal(query);
    }
  }

  /** @type {(key: string, holes?: Record<string, string | number>) => void} */
  function refuse(key, holes) {
    tell(key, holes);
    drawer.show();
  }

  /** @param {Kept} kept */
  function open({ query }) {
    const { lang } = page.state();
    const asked = page.link()?.frame.kept;
    const address = [query, asked, `lang=${lang}`].filter(Boolean).join("&");
    history.pushState({}, "", `${page.home}?${address}`); // Back leads to what was here
    dispatchEvent(new PopStateEvent("popstate"));
    if (drawer.covers) drawer.shut();
  }

  /** @param {Kept} kept */
  function remove(kept) {
    const place = races.findIndex(({ name }) => name === kept.name);
    if (!change((list) => without(list, kept.name))) return;
    removed = { kept, place };
    if (choice.own?.query === kept.query) toggleGhost(kept);
    tell("kept-removed", { name: kept.name });
    drawer.focusBack();
  }

  function putBack() {
    if (!removed) return;
    const { kept, place } = removed;
    if (!change((list) => withRace(list, kept, place))) return;
    removed = null;
    tell("");
    drawer.reveal(kept.query, true);
  }

  /** @type {(kept: Kept, wanted: string) => void} */
  function rename(kept, wanted) {
    if (!change((list) => renamed(list, kept.name, wanted))) return;
    const now = races.find(({ query }) => query === kept.query);
    if (now) choice.rename(kept.query, now.name);
    showGhost();
  }

  /** @param {Kept} kept */
  function toggleGhost({ name, query }) {
    choice.choose(choice.own?.query === query ? null : { name, query });
    showGhost();
  }

  function save() {
    download(new Blob([format(races)], { type: "application/json" }), FILE);
  }

  /** @param {File} file */
  async function add(file) {
    removed = null;
    if (file.size > LARGEST_FILE) return tell("kept-large");
    const given = parse(await file.text().catch(() => ""));
    if (!given) return tell("kept-unreadable");
    let [added, left] = [0, given.unusable];
    const done = change((list) => {
      const all = merged(list, given.list);
      added = all.added;
      left = given.unusable + all.beyond;
      return added ? all.list : list;
    });
    if (!done) return;
    if (left) tell("kept-part", { count: added, other: left });
    else tell(added ? "kept-added" : "kept-same", { count: added });
  }

  /** Where nothing can be kept, the page alone says which race is the ghost. */
  const wanted = () => (allowed || !choice.own ? choice.current : null);

  /** Ask for the ghost that is chosen, in this race's unit and the visitor's language. */
  function showGhost() {
    const { base } = page.state();
    const current = wanted();
    if (!base) return;
    const { lang, samples, view } = base.header;
    const axis = samples ? view.axis : "steps";
    source.want(current && { ...current, lang, axis });
    showLine();
    fill();
  }

  function showLine() {
    const { ghost, scene, view } = page.state();
    const shown = { name: wanted()?.name ?? "", surface: scene?.surface ?? null, waiting };
    line.show({ ...shown, ghost, log: view.loss === "log" }, word);
  }

  /** @param {Event} event */
  function press(event) {
    const target = /** @type {Element} */ (event.target);
    const [keeps, opens] = [KEEP, DRAWER].map((selector) => target.closest?.(selector));
    if (!keeps && !opens) return;
    event.stopPropagation(); // Streamlit would run the page again
    if (keeps) keep();
    else if (drawer.open) drawer.shut();
    else {
      tell("");
      drawer.show();
    }
  }

  /** @param {StorageEvent} event  another tab has kept, removed or renamed a race */
  function changedElsewhere({ key }) {
    if (key !== KEY && key !== null) return;
    races = store.read();
    fill();
  }

  document.addEventListener("click", press, { capture: true });
  addEventListener("storage", changedElsewhere);

  return {
    /** @param {import("../types.js").Frame} frame */
    follow({ hide, ghost }) {
      allowed = !hide.includes("keep");
      choice.follow(ghost);
      if (!allowed) drawer.shut();
      drawer.restore();
      this.shown();
    },
    /** Another race is shown, or the same in other words or with another scale. */
    shown() {
      showGhost();
      if (due) keep();
    },
    close() {
      document.removeEventListener("click", press, { capture: true });
      removeEventListener("storage", changedElsewhere);
      source.stop();
      drawer.close();
    },
  };
}
