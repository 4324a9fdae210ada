/** Take clicks and drags on the rate sweep. A finger that goes up or down scrolls the page. */

const MOVED = 6; // px after which a finger drags

/**
 * @param {HTMLElement} box
 * @param {{find: (x: number, y: number) => string | null, take: (racer: string, x: number, final: boolean) => void}} act
 *   find: the racer at a place; take: gives it the rate at a place, final when it is let go
 */
export function watchSweep(box, { find, take }) {
  /** @type {{racer: string, id: number, from: number, dragging: boolean} | null} */
  let held = null;

  /** @param {PointerEvent} event @returns {[x: number, y: number]} */
  function placeOf({ clientX, clientY }) {
    const { left, top } = box.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  box.addEventListener("pointerdown", (event) => {
    if (held || event.button !== 0) return;
    const [x, y] = placeOf(event);
    const racer = find(x, y);
    if (!racer) return;
    const mouse = event.pointerType === "mouse";
    held = { racer, id: event.pointerId, from: x, dragging: mouse };
    if (!mouse) return;
    event.preventDefault(); // no text is selected
    box.setPointerCapture(event.pointerId);
    take(racer, x, false);
  });
  box.addEventListener("pointermove", (event) => {
    if (held?.id !== event.pointerId) return;
    const [x] = placeOf(event);
    held.dragging ||= Math.abs(x - held.from) > MOVED;
    if (held.dragging) take(held.racer, x, false);
  });
  box.addEventListener("pointerup", (event) => {
    if (held?.id !== event.pointerId) return;
    const { racer } = held;
    held = null;
    take(racer, placeOf(event)[0], true);
  });
  // The browser scrolls the page instead; what has been dragged so far stays.
  box.addEventListener("pointercancel", (event) => {
    if (held?.id !== event.pointerId) return;
    const { racer, from, dragging } = held;
    held = null;
    if (dragging) take(racer, from, true);
  });
}
