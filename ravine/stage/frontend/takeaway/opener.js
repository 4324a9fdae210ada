/** Open the dialog that takes a race away, from the page's heading, which Streamlit draws; tools of the toolbar. */

import { download } from "../page/download.js";
import { createTakeaway } from "../page/takeaway.js";
import { isCovered } from "../player/state.js";
import { createDialog } from "./dialog.js";
import { sizeText } from "./sizes.js";

/** @typedef {import("../player/state.js").State} State */

const BUTTON = ".st-key-take button";
/** @typedef {(question: object, signal?: AbortSignal) => Promise<Response>} Ask  of the server */
/** What the dialog shows of a state. @type {(keyof State)[]} */
const SHOWN = ["scene", "base", "view", "word", "theme", "ghost", "maps", "changes"];

/**
 * @param {HTMLElement} root
 * @param {{state: () => State, link: () => string, clock: import("../player/time.js").Reading,
 *   screen: import("./dialog.js").Act["screen"], page: () => import("../types.js").Link | null,
 *   race: () => import("../types.js").RaceLink | null, home: string,
 *   say: (text: string) => void, ask?: Ask}} ports
 *   race: what the server needs to know for the race on the page; home: path of the app
 */
export function createTaking(root, ports) {
  const { state, link, clock, screen, page, race, home, ask } = ports;
  /** @type {ReturnType<typeof createDialog> | null} */
  let dialog = null;
  /** @type {string[]} */
  let hide = [];

  const app = () => new URL(home, location.href).href;

  const open = () => {
    dialog ??= createDialog(
      root,
      {
        ...{ state, link, clock, screen, race, download },
        word: (key, holes) => state().word(key, holes),
        address: () => `${location.origin}${location.pathname}?${link()}`,
        covered: () => isCovered(state()),
        async ask(kind, options, signal) {
          if (!ask) throw new Error("there is no server");
          return ask({ ...race(), ...options, site: app(), kind }, signal);
        },
        asset(name) {
          const address = page()?.assets?.[name];
          return address ? new URL(address, app()).href : "";
        },
      },
      (blob, name, word) => word("take-saved", { name, size: sizeText(blob.size, word) }),
    );
    dialog.show(hide);
  };

  /** @param {Event} event */
  function press(event) {
    if (!(/** @type {Element} */ (event.target).closest?.(BUTTON))) return;
    event.stopPropagation(); // Streamlit would run the page again
    open();
  }

  document.addEventListener("click", press, { capture: true });
  const tools = createTakeaway(root, { link, say: (key) => ports.say(state().word(key)) });

  return {
    /** What the toolbar does by itself. */
    tools: { ...tools, take: open },
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
      document.removeEventListener("click", press, { capture: true });
      dialog?.remove();
    },
  };
}
