/** Open the dialog that takes a race away, from the page's heading, which Streamlit draws; tools of the toolbar. */

import { copyText } from "../controls/toolbar.js";
import { download } from "../page/download.js";
import { isCovered } from "../player/state.js";
import { sizeText } from "./sizes.js";

/** @typedef {import("../player/state.js").State} State */

const BUTTON = ".st-key-take button";
/** @typedef {() => Promise<{createDialog: typeof import("./dialog.js").createDialog}>} Load */
/** @typedef {(question: object, signal?: AbortSignal) => Promise<Response>} Ask  of the server */
/** What the dialog shows of a state. @type {(keyof State)[]} */
const SHOWN = ["scene", "base", "view", "word", "theme", "ghost", "maps", "changes"];

/**
 * @param {HTMLElement} root
 * @param {{state: () => State, link: () => string, clock: ReturnType<typeof import("../player/clock.js").createClock>,
 *   screen: import("./dialog.js").Act["screen"], page: () => import("../types.js").Link | null,
 *   race: () => import("../types.js").RaceLink | null, home: string,
 *   say: (text: string) => void, ask?: Ask}} ports
 *   race: what the server needs to know for the race on the page; home: path of the app
 * @param {Load} load  fetches the dialog, a bundle of its own: few visitors open it, and all wait for the stage
 */
export function createTaking(root, ports, load) {
  const { state, link, clock, screen, page, race, home, ask } = ports;
  /** @type {ReturnType<typeof import("./dialog.js").createDialog> | null} */
  let dialog = null;
  let closed = false;
  /** @type {string[]} */
  let hide = [];

  const inApp = (/** @type {string} */ path) => new URL(path, new URL(home, location.href)).href;

  async function open() {
    if (hide.includes("take")) return;
    try {
      const { createDialog } = await load();
      if (closed) return;
      dialog ??= create(createDialog);
      dialog.show(hide);
    } catch (error) {
      console.info("ravine: the dialog does not come:", error);
      ports.say(state().word("take-failed"));
    }
  }

  /** @param {typeof import("./dialog.js").createDialog} createDialog */
  const create = (createDialog) =>
    createDialog(
      root,
      {
        ...{ state, link, clock, screen, race, download },
        word: (key, holes) => state().word(key, holes),
        address: () => `${location.origin}${location.pathname}?${link()}`,
        covered: () => isCovered(state()),
        async ask(kind, options, signal) {
          if (!ask) throw new Error("there is no server");
          return ask({ ...race(), ...options, site: inApp(""), kind }, signal);
        },
        home: inApp,
        asset(name) {
          const address = page()?.assets?.[name];
          return address ? inApp(address) : "";
        },
      },
      (blob, name, word) => word("take-saved", { name, size: sizeText(blob.size, word) }),
    );

  /** @param {Event} event */
  function press(event) {
    if (!(/** @type {Element} */ (event.target).closest?.(BUTTON))) return;
    event.stopPropagation(); // Streamlit would run the page again
    open();
  }

  document.addEventListener("click", press, { capture: true });
  async function copy() {
    const copied = await copyText(`${location.origin}${location.pathname}?${link()}`);
    ports.say(state().word(copied ? "copied" : "copy-failed"));
  }

  return {
    /** What the toolbar does by itself. */
    tools: { copy, take: open },
    /** @param {import("../types.js").Frame} frame */
    follow(frame) {
      hide = frame.hide;
      if (hide.includes("take")) dialog?.shut();
      dialog?.restore();
      dialog?.refresh();
    },
    /** @type {(before: State, after: State) => void} */
    shown(before, after) {
      if (dialog?.open && SHOWN.some((field) => before[field] !== after[field])) dialog.refresh();
    },
    close() {
      closed = true;
      document.removeEventListener("click", press, { capture: true });
      dialog?.remove();
    },
  };
}
