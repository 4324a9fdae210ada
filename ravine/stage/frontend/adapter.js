/**
 * Streamlit's side (components v2). Called again on every data change with the same parentElement.
 * This file is fetched anew with every page; what it loads is cached for good.
 */

/** @typedef {{emit: (name: string, value: any) => void, player: Promise<any> | null, root: HTMLElement}} Stage */

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

// Streamlit takes a component away and mounts it anew when reruns follow each other quickly, and
// from page to page. What stands on the stage, zoom, step and 3-D view, waits so long for that.
const PATIENCE = 4000; // ms
/** @type {{stage: Stage, timer: any} | null} */
let waiting = null;

/** @param {{data: Uint8Array | null, parentElement: Element, setStateValue: (name: string, value: any) => void}} component */
export default function stage({ data, parentElement, setStateValue }) {
  const here = stages.get(parentElement) ?? mount(parentElement, setStateValue);
  here.emit = setStateValue; // only the newest one works
  if (data?.length) {
    here.player ??= open(here, data);
    here.player.then((player) => player.update(data));
  }
  return () => unmount(parentElement);
}

/**
 * @param {Element} parent
 * @param {Stage["emit"]} emit
 * @returns {Stage}
 */
function mount(parent, emit) {
  clearTimeout(waiting?.timer);
  const here = waiting?.stage ?? { emit, player: null, root: document.createElement("div") };
  waiting = null;
  here.root.classList.add("ravine");
  parent.append(here.root);
  stages.set(parent, here);
  return here;
}

/** @param {Element} parent */
function unmount(parent) {
  const here = stages.get(parent);
  stages.delete(parent);
  if (!here || here.root.parentElement !== parent) return;
  here.root.remove();
  clearTimeout(waiting?.timer);
  const before = waiting?.stage;
  before?.player?.then((player) => player.destroy());
  const timer = setTimeout(() => {
    waiting = null;
    here.player?.then((player) => player.destroy());
  }, PATIENCE);
  waiting = { stage: here, timer };
}

/**
 * @param {{emit: (name: string, value: any) => void, root: HTMLElement}} here
 * @param {Uint8Array} bytes
 */
async function open(here, bytes) {
  const { assets } = header(bytes);
  const app = `${import.meta.url.split("/_stcore/")[0]}/`;
  const plotly = loadPlotly(new URL(assets.plotly, app).href); // fetched beside the player, not after it
  plotly.catch(() => {}); // whoever waits for it hears of it
  const { createPlayer } = await import(new URL(assets.stage, app).href);
  return createPlayer(here.root, {
    loadPlotly: () => plotly,
    loadSurface: (/** @type {string} */ address) => import(new URL(address, app).href),
    emit: (/** @type {any} */ message) => here.emit("live", message),
    draft: (/** @type {any} */ request) => ask(new URL("ravine/draft", app), request),
  });
}

/**
 * @param {URL} url
 * @param {any} request
 */
async function ask(url, request) {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(request) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** @param {Uint8Array} bytes */
function header(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
}

/**
 * early.js loads plotly.js while Streamlit connects. Where it does not, or that failed, it is loaded here.
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
      failed(new Error(`cannot load ${url}`));
    };
    document.head.append(element);
  });
  scripts.set(url, loading);
  return loading;
}
