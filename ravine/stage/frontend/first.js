/**
 * Draw the first race of a returning visitor, with all controls, while Streamlit starts (1 s), at the position of
 * the last visit; adapter.js then moves the stage to its place.
 */

import { placeName } from "./page/memory.js";
import { run } from "./page/prepare.js";

/** @typedef {import("./page/memory.js").Memory} Memory */
/** @typedef {{emit: (name: string, value: any) => void, root: HTMLElement, player: Promise<any>}} Drawn */
/** @typedef {HTMLElement & {handOver?: (parent: Element) => Drawn}} Holder */

const CHECK_EVERY = 500; // ms
const MOST_CHECKS = 3; // checks of a finished page without a place for the stage
const FRAME = {
  ...{ hide: [], link: "", replay: 0, place: "", large: false, autoplay: true },
  ...{ kept: "", moment: null, predicted: 0, maps: false, ghost: null },
};
// Streamlit's place for the stage; empty until adapter.js is loaded, seconds after the page on a slow link.
const PLACE =
  '.st-key-stage :is([data-testid="stSkeleton"], [data-testid="stBidiComponentRegular"])';

/**
 * @param {string} app  its address
 * @param {string} plotly
 * @param {Memory} memory
 * @param {import("./protocol/race-source.js").First} first
 */
export async function drawFirst(app, plotly, memory, first) {
  run(plotly);
  try {
    const [bytes, { headerOf, openStage }] = await Promise.all([
      first.answer,
      import("./stage.js"),
      styled(new URL("stage.css", import.meta.url)),
    ]);
    if (bytes instanceof Response) return; // a long race: the stage reads it
    const header = headerOf(bytes);
    const place = memory.places[placeName(header)];
    if (header.problems || !place || document.querySelector(".ravine")) return;
    const holder = createHolder(place, memory.style);
    const open = (/** @type {any} */ ports) => openStage(ports.root, { app, plotly, ...ports });
    openUntilTaken(holder, open).follow({ race: first.race, frame: FRAME, ack: 0 });
  } catch (error) {
    console.info("ravine: no early race:", error); // the page draws it later
  }
}

/** @param {URL} url */
function styled(url) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url.href;
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

/** @type {(place: import("./page/memory.js").Place, style: Record<string, string>) => Holder} */
function createHolder([left, top, width], style) {
  const holder = document.createElement("div");
  holder.className = "rv-first";
  const where = { left: `${left}px`, top: `${top}px`, width: `${width}px` };
  for (const [name, value] of Object.entries({ ...style, ...where })) {
    holder.style.setProperty(name, value);
  }
  holder.append(document.createElement("div"));
  document.body.append(holder);
  return holder;
}

/**
 * Keep the stage in `holder` until the page takes it; changes by the visitor are sent then.
 * @param {Holder} holder
 * @param {(ports: any) => any} open
 */
function openUntilTaken(holder, open) {
  const root = /** @type {HTMLElement} */ (holder.firstElementChild);
  /** @type {any} */
  let newest = null;
  /** @type {() => void} */
  let settle = () => {};
  const settled = new Promise((done) => {
    settle = () => done(undefined);
  });
  /** @type {Drawn["emit"]} */
  const store = (_name, message) => {
    newest = message; // the newest message contains the older ones
  };
  /** @type {Drawn} */
  const drawn = { emit: store, root, player: Promise.resolve() };
  const player = open({ root, settled, emit: (/** @type {any} */ m) => drawn.emit("live", m) });
  drawn.player = Promise.resolve(player);
  const stop = watch(() => {
    holder.remove();
    player.destroy();
  });
  holder.handOver = (parent) => {
    stop();
    move(root, parent);
    holder.remove();
    settle();
    setTimeout(() => newest && drawn.emit("live", newest));
    return drawn;
  };
  return player;
}

/**
 * @param {() => void} onNoPlace  called when the page is done and has no place for the stage
 * @returns {() => void}  stops watching
 */
function watch(onNoPlace) {
  let [ran, checks] = [false, 0];
  const timer = setInterval(() => {
    const page = /** @type {HTMLElement | null} */ (document.querySelector(".stApp"));
    const state = page?.dataset.testScriptState;
    ran ||= state === "running" || !!document.querySelector(".stMain .stElementContainer");
    const done = ran && state === "notRunning" && !document.querySelector(PLACE);
    checks = done ? checks + 1 : 0;
    if (checks < MOST_CHECKS) return;
    clearInterval(timer);
    onNoPlace();
  }, CHECK_EVERY);
  return () => clearInterval(timer);
}

/**
 * Move the stage; an element that has the focus keeps it.
 * @type {(root: HTMLElement, parent: Element) => void}
 */
function move(root, parent) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const { moveBefore } = /** @type {any} */ (parent);
  if (moveBefore && parent.isConnected) moveBefore.call(parent, root, null);
  else parent.append(root);
  if (focused && root.contains(focused)) focused.focus({ preventScroll: true });
}
