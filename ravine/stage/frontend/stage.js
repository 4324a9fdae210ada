/** Open the stage on a page of this app: the player, its style sheet, plotly.js, the server. */

import { createKept } from "./kept/kept.js";
import { createMaps } from "./maps/maps.js";
import { takeOffered } from "./page/handover.js";
import { partsOf, rememberParts } from "./page/last-parts.js";
import { lastVisit } from "./page/last-visit.js";
import { createPlayer } from "./player/player.js";
import { createThree } from "./plots/three.js";
import { untilDone } from "./protocol/again.js";
import { askMap, askRace, askTake } from "./protocol/ask.js";
import { createBrowserEngine, modulesOf } from "./protocol/browser-engine.js";
import { unpack } from "./protocol/payload.js";
import { createSweep } from "./sweep/sweep.js";
import { createTaking } from "./takeaway/opener.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {ReturnType<typeof createPlayer>} Player */

/**
 * @param {HTMLElement} root
 * @param {{app: string, plotly: string, emit: ((message: Message) => void) | null, settled?: Promise<void>}} page
 *   app: the app's own address; plotly: address of plotly.js; settled: resolves when the page is laid out
 */
export function openStage(root, { app, plotly, emit, settled }) {
  const first = takeOffered();
  const loading = untilDone(() => loadPlotly(plotly)); // start before the player asks for it
  return createPlayer(root, {
    loadPlotly: () => loading,
    loadSurface: (/** @type {string} */ address) => import(new URL(address, app).href),
    emit,
    served: {
      ask: (question, signal) => askRace(app, question, signal),
      askMap: (question, signal) => askMap(app, question, signal),
      askTake: (question, signal) => askTake(app, question, signal),
      first,
      last: partsOf(first ? first.last : lastVisit()),
      remember: rememberParts,
      home: new URL(app).pathname,
      ...{ createKept, createMaps, createSweep, createThree },
      createTaking: (place, ports) => createTaking(place, ports, loadTaking),
    },
    engine: createBrowserEngine(modulesOf(app, import.meta.url)),
    settled,
  });
}

let failures = 0;

/** The dialog of taking away; browsers remember by its address that a module has failed. */
async function loadTaking() {
  try {
    return await import(
      new URL(`taking.js${failures ? `?again=${failures}` : ""}`, import.meta.url).href
    );
  } catch (error) {
    failures += 1;
    throw error;
  }
}

/** Load the style sheet once; an unstyled stage is better than none. */
export async function loadSheet() {
  const { href } = new URL("stage.css", import.meta.url);
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  await new Promise((done) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}

/**
 * @param {Uint8Array} bytes  a payload
 * @returns {import("./types.js").Header}
 */
export function headerOf(bytes) {
  return unpack(bytes).header;
}

/**
 * Wait for the plotly.js that early.js loads while Streamlit connects; load it here if that failed.
 * @param {string} url
 */
async function loadPlotly(url) {
  const named = [...document.scripts].find(({ src }) => src === url);
  const here = () => named && /** @type {any} */ (window).Plotly;
  if (named && !here() && !scripts.has(url)) {
    await new Promise((done) => {
      for (const event of ["load", "error"]) named.addEventListener(event, done);
    });
  }
  return here() ?? script(url);
}

/** @type {Map<string, Promise<any>>} */
const scripts = new Map();

/** @param {string} url */
function script(url) {
  const known = scripts.get(url);
  if (known) return known;
  const loading = new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = url;
    element.onload = () => done(/** @type {any} */ (window).Plotly);
    element.onerror = () => {
      scripts.delete(url);
      element.remove(); // nobody shall wait for it
      failed(new Error(`cannot load ${url}`));
    };
    document.head.append(element);
  });
  scripts.set(url, loading);
  return loading;
}
