/**
 * Streamlit component (v2) of the stage. Streamlit calls it on every data change with the same parentElement, and
 * fetches this file on every page load; everything it imports is cached under its hash.
 */

/** @typedef {{emit: (name: string, value: any) => void, player: Promise<any> | null, root: HTMLElement}} Stage */

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

// Streamlit unmounts and remounts a component when reruns follow each other quickly, and between pages.
// The stage, with its zoom, step and 3-D view, is kept this long for that.
const RETRY_AFTER = 1500; // ms
const REMOUNT_WITHIN = 4000; // ms
/** @type {{stage: Stage, timer: any} | null} */
let waiting = null;

// An element that lost the focus this long before Streamlit unmounted the component gets it back.
const FOCUS_KEPT = 500; // ms
/** @type {WeakMap<HTMLElement, {element: HTMLElement, at: number} | null>} */
const lostFocus = new WeakMap();

/** @typedef {import("./types.js").Link & {assets: Record<string, string>}} Data */

/**
 * @param {{data: Uint8Array | null, parentElement: Element, setStateValue: (name: string, value: any) => void}} component
 *   data: JSON of Data
 */
export default function stage({ data, parentElement, setStateValue }) {
  const mounted = stages.get(parentElement) ?? mount(parentElement, setStateValue);
  mounted.emit = setStateValue; // an older one no longer works
  if (data) {
    /** @type {Data} */
    const link = JSON.parse(new TextDecoder().decode(data));
    mounted.player ??= open(mounted, link.assets);
    mounted.player.then((player) => player.follow(link));
  }
  return () => unmount(parentElement);
}

/** @type {(parent: Element, emit: Stage["emit"]) => Stage} */
function mount(parent, emit) {
  clearTimeout(waiting?.timer);
  const mounted = waiting?.stage ?? takeFirst(parent) ?? create(emit);
  waiting = null;
  if (mounted.root.parentElement !== parent) parent.append(mounted.root);
  stages.set(parent, mounted);
  watchFocus(mounted.root);
  giveFocusBack(mounted.root);
  return mounted;
}

/** @param {HTMLElement} root */
function watchFocus(root) {
  if (lostFocus.has(root)) return;
  lostFocus.set(root, null);
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    const element = /** @type {HTMLElement} */ (target);
    lostFocus.set(root, relatedTarget ? null : { element, at: performance.now() });
  });
}

/** @param {HTMLElement} root */
function giveFocusBack(root) {
  const element = lostFocus.get(root)?.element;
  lostFocus.set(root, null);
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}

/**
 * The stage that first.js drew before Streamlit had a place for it.
 * @type {(parent: Element) => Stage | undefined}
 */
function takeFirst(parent) {
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
  const mounted = stages.get(parent);
  stages.delete(parent);
  if (!mounted || mounted.root.parentElement !== parent) return;
  const { at = Infinity } = lostFocus.get(mounted.root) ?? {};
  if (performance.now() - at > FOCUS_KEPT) lostFocus.set(mounted.root, null);
  mounted.root.remove();
  clearTimeout(waiting?.timer);
  const before = waiting?.stage;
  before?.player?.then((player) => player.destroy());
  const timer = setTimeout(() => {
    waiting = null;
    mounted.player?.then((player) => player.destroy());
  }, REMOUNT_WITHIN);
  waiting = { stage: mounted, timer };
}

/**
 * The module at an address; asked for again while it does not come.
 * @param {string} address
 */
async function load(address) {
  for (let failures = 0; ; failures += 1) {
    try {
      // Browsers remember by its address that a module has failed.
      return await import(failures ? `${address}?again=${failures}` : address);
    } catch (error) {
      console.info("ravine: the stage is asked for again:", error);
      await new Promise((done) => setTimeout(done, RETRY_AFTER));
    }
  }
}

/**
 * @param {{emit: (name: string, value: any) => void, root: HTMLElement}} mounted
 * @param {Data["assets"]} assets
 */
async function open(mounted, assets) {
  const app = `${import.meta.url.split("/_stcore/")[0]}/`;
  const { openStage, loadSheet } = await load(new URL(assets.stage, app).href);
  await loadSheet();
  return openStage(mounted.root, {
    app,
    plotly: new URL(assets.plotly, app).href,
    emit: (/** @type {any} */ message) => mounted.emit("live", message),
  });
}
