/** Zoom and move the focused map with the keyboard. */

/** @typedef {{x: [number, number], y: [number, number]}} Ranges */

const SHARE = 0.2; // of the window that an arrow moves
const CLOSER = 0.6;

/** @type {Record<string, [across: number, up: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @type {Record<string, number>} */
const ZOOMS = { "+": CLOSER, "=": CLOSER, "-": 1 / CLOSER, _: 1 / CLOSER, 0: 0 };

/**
 * @param {HTMLElement} box  gets the focus
 * @param {{current: () => Ranges, look: (ranges: Ranges) => any}} chart
 * @param {(factor: number) => void} zoom  0: reset
 */
export function listenToZoomKeys(box, chart, zoom) {
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.dataset.label = "map-keys";
  box.addEventListener("keydown", (event) => {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    const [arrow, factor] = [ARROWS[event.key], ZOOMS[event.key]];
    if (!arrow && factor === undefined) return;
    event.preventDefault();
    if (!arrow) return zoom(factor);
    const { x, y } = chart.current();
    chart.look({ x: beside(x, arrow[0]), y: beside(y, arrow[1]) });
  });
}

/** @type {(range: [number, number], direction: number) => [number, number]} */
function beside([low, high], direction) {
  const way = direction * SHARE * (high - low);
  return [low + way, high + way];
}
