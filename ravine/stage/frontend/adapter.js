/**
 * Streamlit component (v2) of the stage. Streamlit calls it on every data change with the same parentElement, and
 * fetches this file on every page load; everything it imports is cached under its hash.
 */

/** @typedef {{emit: (name: string, value: any) => void, player: Promise<any> | null, root: HTMLElement}} Stage */

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

// Streamlit unmounts and remounts a component when reruns follow each other quickly, and between pages.
// The stage, with its zoom, step and 3-D view, is kept this long for that.
const PATIENCE = 4000; // ms
/** @type {{stage: Stage, timer: any} | null} */
let waiting = null;

// An element that lost the focus this long before Streamlit unmounted the component gets it back.
const JUST = 500; // ms
/** @type {WeakMap<HTMLElement, {element: HTMLElement, at: number} | null>} */
const lost = new WeakMap();

/** @param {{data: Uint8Array | null, parentElement: Element, setStateValue: (name: string, value: any) => void}} component */
export default function stage({ data, parentElement, setStateValue }) {
  const here = stages.get(parentElement) ?? mount(parentElement, setStateValue);
  here.emit = setStateValue; // an older one no longer works
  if (data?.length) {
    here.player ??= open(here, data);
    here.player.then((player) => player.update(data));
  }
  return () => unmount(parentElement);
}

/** @type {(parent: Element, emit: Stage["emit"]) => Stage} */
function mount(parent, emit) {
  clearTimeout(waiting?.timer);
  const here = waiting?.stage ?? drawn(parent) ?? create(emit);
  waiting = null;
  if (here.root.parentElement !== parent) parent.append(here.root);
  stages.set(parent, here);
  watchFocus(here.root);
  giveFocusBack(here.root);
  return here;
}

/** @param {HTMLElement} root */
function watchFocus(root) {
  if (lost.has(root)) return;
  lost.set(root, null);
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    const element = /** @type {HTMLElement} */ (target);
    lost.set(root, relatedTarget ? null : { element, at: performance.now() });
  });
}

/** @param {HTMLElement} root */
function giveFocusBack(root) {
  const element = lost.get(root)?.element;
  lost.set(root, null);
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}

/**
 * The stage that first.js drew before Streamlit had a place for it.
 * @type {(parent: Element) => Stage | undefined}
 */
function drawn(parent) {
  const holder = /** @type {import("./first.js").Holder | null} */ (
    document.querySelector(".rv-first")
  );
  return holder?.handOver?.(parent);
}

/** @type {(emit: Stage["emit"]) => Stage} */
function create(emit) {
  const root = document.createElement("div");
  root.classList.add("ravine");
  return { emit, player: null, root };
}

/** @param {Element} parent */
function unmount(parent) {
  const here = stages.get(parent);
  stages.delete(parent);
  if (!here || here.root.parentElement !== parent) return;
  const { at = Infinity } = lost.get(here.root) ?? {};
  if (performance.now() - at > JUST) lost.set(here.root, null);
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
  const { openStage, loadSheet } = await import(new URL(assets.stage, app).href);
  await loadSheet();
  return openStage(here.root, {
    app,
    plotly: new URL(assets.plotly, app).href,
    emit: (/** @type {any} */ message) => here.emit("live", message),
  });
}

/** @param {Uint8Array} bytes */
function header(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
}
