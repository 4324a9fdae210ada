/** What the page does to the stage: sizes, sight, theme. */

import { reachFormulas } from "./formulas.js";
import { watchTheme } from "./theme.js";

// Before these reach a control. A field of the stage that is being left tells its value in between.
const ACTS = ["pointerdown", "pointerup", "click", "keydown"];

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("./layout.js").createLayout>} layout
 * @param {{resized: () => void, seen: (near: boolean) => void, themed: () => void,
 *   left: () => void}} tell
 *   seen: whether the 3-D plot is in sight; left: something else on the page is about to be used
 * @returns {() => void}  stops
 */
export function observe(root, layout, { resized, seen, themed, left }) {
  watchTheme(root, themed);
  const sizes = new ResizeObserver(resized);
  for (const element of [root, layout.contour.box, layout.loss.box, layout.three.box]) {
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
  return () => {
    leave();
    for (const act of ACTS) document.removeEventListener(act, elsewhere, { capture: true });
    sizes.disconnect();
    sight.disconnect();
  };
}

/**
 * What runs after the picture that is being made, and whether what runs now is certainly not part of making one.
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
    // No event of the visitor's own is dispatched while frames are run.
    outside: () => window.event?.isTrusted === true,
    close: () => port1.close(),
  };
}

/**
 * When the page is there and has nothing better to do.
 * @param {Promise<void> | undefined} settled
 * @param {() => void} run
 */
export async function whenIdle(settled, run) {
  await settled;
  if (window.requestIdleCallback) window.requestIdleCallback(run, { timeout: 1000 });
  else setTimeout(run, 200);
}

/**
 * Says that a race which the browser ran itself can be seen from now on: another picture is begun, and that is done
 * once the one before is painted. The frame's own time is earlier, by as much as it is late.
 * @param {HTMLElement} root
 * @param {number} ack
 * @param {Record<string, number>} rates  that were changed in it
 */
export function announceLive(root, ack, rates) {
  const at = performance.now();
  const detail = { ack, draft: true, live: true, rates, at };
  root.dispatchEvent(new CustomEvent("ravine:painted", { detail }));
}

/**
 * Says, two frames later, that a payload can be seen: the first frame is the one that paints it.
 * @param {HTMLElement} root
 * @param {import("../types.js").Header} header
 */
export function announce(root, { ack, draft }) {
  requestAnimationFrame(() =>
    requestAnimationFrame((at) => {
      root.toggleAttribute("data-ready", true);
      root.dispatchEvent(new CustomEvent("ravine:painted", { detail: { ack, draft, at } }));
    }),
  );
}
