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
 * Says, two frames later, that a payload can be seen: the first frame is the one that paints it.
 * @param {HTMLElement} root
 * @param {import("./types.js").Header} header
 */
export function announce(root, { ack, draft }) {
  requestAnimationFrame(() =>
    requestAnimationFrame((at) => {
      root.toggleAttribute("data-ready", true);
      root.dispatchEvent(new CustomEvent("ravine:painted", { detail: { ack, draft, at } }));
    }),
  );
}
