/** The keyboard: Space plays, arrows step, Home and End jump. */

import { stepBy } from "../player/clock.js";

const OWN_ARROWS = "select, textarea, [contenteditable], .rv-handle";

/**
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("../player/clock.js").createClock>} clock
 * @returns {() => void}  stops listening
 */
export function listenToKeys(root, clock) {
  /** @type {Record<string, () => void>} */
  const actions = {
    " ": () => (clock.playing ? clock.pause() : clock.play()),
    ArrowLeft: () => stepBy(clock, -1),
    ArrowRight: () => stepBy(clock, 1),
    Home: () => clock.jump(0),
    End: () => clock.jump(clock.last),
  };

  /** @param {KeyboardEvent} event */
  function press(event) {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = /** @type {Element} */ (event.target);
    // A click beside a control focuses the container of the stage.
    if (!target.contains(root) && !root.contains(target)) return;
    if (usesKey(target, event.key)) return;
    event.preventDefault();
    action();
  }

  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

/**
 * Whether the focused element uses the key itself.
 * @param {Element} target
 * @param {string} key
 */
function usesKey(target, key) {
  if (target.closest(OWN_ARROWS)) return true;
  if (key === " ") return target.matches("button, input:not([type=range])");
  return target.matches("input:not(.rv-seek)");
}
