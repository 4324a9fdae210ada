/** Observe the page around the stage: size, visibility, theme, use of other controls. Announce drawings. */

import { reachFormulas } from "./formulas.js";
import { RECONNECTED, UNANSWERED } from "./page-events.js";
import { scaleOf, watchTheme } from "./theme.js";

// Caught before any control; in between, a stage field that loses the focus reports its value.
const ACTS = ["pointerdown", "pointerup", "click", "keydown"];

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("./layout.js").createLayout>} layout
 * @param {{resized: () => void, seen: (near: boolean) => void, themed: () => void,
 *   left: () => void, reconnected: () => void}} tell
 *   seen: whether the 3-D plot is in sight; left: another control of the page is about to be used;
 *   reconnected: a lost connection to the server is back
 * @returns {() => void}  stops observing
 */
export function observe(root, layout, { resized, seen, themed, left, reconnected }) {
  watchTheme(root, themed);
  let scale = 0;
  const sizes = new ResizeObserver(() => {
    const before = scale;
    scale = scaleOf(root);
    if (before && scale !== before) themed(); // letters of another size
    resized();
  });
  for (const element of [
    root,
    layout.grid,
    layout.contour.box,
    layout.loss.box,
    layout.three.box,
  ]) {
    sizes.observe(element);
  }
  const sight = new IntersectionObserver((entries) => {
    seen(entries.some((entry) => entry.isIntersecting));
  });
  sight.observe(layout.three.cell);
  const leave = reachFormulas(root);
  const elsewhere = (/** @type {Event} */ { target }) => {
    if (!root.contains(/** @type {Node} */ (target))) left();
  };
  for (const act of ACTS) document.addEventListener(act, elsewhere, { capture: true });
  document.addEventListener(RECONNECTED, reconnected);
  return () => {
    leave();
    for (const act of ACTS) document.removeEventListener(act, elsewhere, { capture: true });
    document.removeEventListener(RECONNECTED, reconnected);
    sizes.disconnect();
    sight.disconnect();
  };
}

/**
 * Frames and the tasks after them, and whether the running code is certainly not part of a frame.
 */
export function createFrames() {
  const { port1, port2 } = new MessageChannel();
  /** @type {(() => void) | null} */
  let task = null;
  port1.onmessage = () => task?.();
  return {
    frame: (/** @type {() => void} */ run) => void requestAnimationFrame(run),
    later: (/** @type {() => void} */ run) => {
      task = run;
      port2.postMessage(0);
    },
    // The browser dispatches no event of the visitor while it runs a frame.
    outside: () => window.event?.isTrusted === true,
    close: () => port1.close(),
  };
}

/**
 * Run once the page is laid out and idle.
 * @param {Promise<void> | undefined} settled
 * @param {() => void} run
 */
export async function whenIdle(settled, run) {
  await settled;
  if (window.requestIdleCallback) window.requestIdleCallback(run, { timeout: 1000 });
  else setTimeout(run, 200);
}

/**
 * Announce that a race computed by this browser is on screen: called when the next frame has begun, which is after
 * the frame before it was painted. That frame's own time stamp would be too early.
 * @param {HTMLElement} root
 * @param {Record<string, number>} rates  changed in this race
 */
export function announceLive(root, rates) {
  const detail = { live: true, rates, at: performance.now() };
  root.dispatchEvent(new CustomEvent("ravine:painted", { detail }));
}

/**
 * Announce two frames later that the server's race is on screen: the first frame paints it.
 * @param {HTMLElement} root
 */
export function announce(root) {
  requestAnimationFrame(() =>
    requestAnimationFrame((at) => {
      root.toggleAttribute("data-ready", true);
      root.dispatchEvent(new CustomEvent("ravine:painted", { detail: { live: false, at } }));
    }),
  );
}

/**
 * Announce that the session does not answer, or that it has.
 * @param {boolean} late
 */
export function announceUnanswered(late) {
  document.dispatchEvent(new CustomEvent(UNANSWERED, { detail: late }));
}
