/**
 * Zoom a plot about the pointer with Ctrl and the wheel or two fingers, and move it by dragging with Shift, the middle
 * button or two fingers. A plain wheel and one finger scroll the page.
 */

/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {{x: [number, number], y: [number, number]}} Ranges */
/** @typedef {{x: number, y: number}} Point  pixels from the plot's upper left */
/** @typedef {{view: () => Transform | null, current: () => Ranges, look: (ranges: Ranges) => any,
 *   glide: (drawn: Ranges, to: Ranges) => void}} Chart
 *   view: from its axes to pixels; glide: moves what was drawn at some ranges to others */

const REST = 160; // ms after the last turn of the wheel
const TAP = 400; // ms in which a browser turns the end of a gesture into a click
const [LINE, PAGE] = [16, 400]; // px of a wheel that counts in lines or pages
const MOST = 50; // px of one turn
const PER_PIXEL = 0.01; // of the logarithm of the zoom

/**
 * Ranges that show at `to` what is at `from`, `factor` times as much of the axes.
 * @param {Transform} view
 * @param {Point} from
 * @param {Point} to
 * @param {number} factor  below 1: closer
 * @returns {Ranges}
 */
export function moved({ mx, bx, my, by, left, top, width, height }, from, to, factor) {
  const [x, y] = [(from.x - bx) / mx, (from.y - by) / my];
  const at = (/** @type {number} */ px, /** @type {number} */ place, /** @type {number} */ scale) =>
    place + (px * factor) / scale;
  return {
    x: [at(left - to.x, x, mx), at(left + width - to.x, x, mx)],
    y: [at(top + height - to.y, y, my), at(top - to.y, y, my)],
  };
}

/**
 * By how much one turn of the wheel zooms; a pinch on a trackpad arrives as many small turns with Ctrl.
 * @param {Pick<WheelEvent, "deltaY" | "deltaMode">} event
 */
export function wheelFactor({ deltaY, deltaMode }) {
  const pixels = deltaY * [1, LINE, PAGE][deltaMode];
  return Math.exp(Math.min(Math.max(pixels, -MOST), MOST) * PER_PIXEL);
}

/**
 * @param {HTMLElement} box
 * @param {Chart} chart
 * @param {() => void} redraw  draws what lies over the plot
 * @param {() => void} plain  called when the wheel is turned without a modifier
 * @returns {() => boolean}  whether a gesture has just ended: the tap that it may end with means nothing
 */
export function watchGestures(box, chart, redraw, plain) {
  /** Where what is drawn was drawn: while a gesture lasts it is only moved. @type {Ranges | null} */
  let drawn = null;
  /** @type {any} */
  let resting = 0;
  /** @type {{view: Transform, from: Point, apart: number} | null} */
  let held = null;
  let ended = -Infinity;

  /** @param {Ranges} ranges */
  function show(ranges) {
    drawn ??= chart.current();
    chart.glide(drawn, ranges);
    redraw();
  }

  function end() {
    clearTimeout(resting);
    held = null;
    ended = performance.now();
    if (!drawn) return;
    const ranges = chart.current();
    chart.glide(ranges, ranges);
    drawn = null;
    chart.look(ranges);
  }

  /** @param {{clientX: number, clientY: number}} event */
  function pointOf({ clientX, clientY }) {
    const frame = box.getBoundingClientRect();
    return { x: clientX - frame.left, y: clientY - frame.top };
  }

  /**
   * @param {Point} from
   * @param {number} apart  distance of two fingers
   */
  function hold(from, apart) {
    const view = chart.view();
    held = view && { view, from, apart };
  }

  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return plain();
      event.preventDefault();
      const view = chart.view();
      const at = pointOf(event);
      if (view) show(moved(view, at, at, wheelFactor(event)));
      clearTimeout(resting);
      resting = setTimeout(end, REST);
    },
    { passive: false },
  );

  /** @param {MouseEvent} event */
  const pans = ({ button, shiftKey, target }) =>
    (button === 1 || (button === 0 && shiftKey)) &&
    !(/** @type {Element} */ (target).closest("button"));

  box.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType === "touch" || !pans(event)) return;
      box.setPointerCapture(event.pointerId);
      box.classList.add("rv-panned");
      hold(pointOf(event), 1);
    },
    true,
  );
  // Plotly would draw a box, the browser scroll by itself.
  box.addEventListener(
    "mousedown",
    (event) => {
      if (!pans(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  box.addEventListener("pointermove", (event) => {
    if (held && event.pointerType !== "touch") show(moved(held.view, held.from, pointOf(event), 1));
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    box.addEventListener(name, (event) => {
      box.classList.remove("rv-panned");
      if (held && /** @type {PointerEvent} */ (event).pointerType !== "touch") end();
    });
  }
  watchTouches(box, pointOf, {
    begin: hold,
    move: (middle, apart) =>
      held && show(moved(held.view, held.from, middle, held.apart / Math.max(apart, 1))),
    end,
  });
  return () => !!drawn || performance.now() - ended < TAP;
}

/**
 * Plotly, which listens below and around `box`, is not told of a second finger: two that are put down at once would be a
 * double click to it, which shows the whole map again.
 * @param {HTMLElement} box
 * @param {(touch: Touch) => Point} pointOf
 * @param {{begin: (middle: Point, apart: number) => void, move: (middle: Point, apart: number) => void,
 *   end: () => void}} act  with two fingers
 */
function watchTouches(box, pointOf, act) {
  let two = false; // fingers now
  let lifted = false; // one of them, the other is still down
  const placed = (/** @type {TouchEvent} */ { touches }) => {
    const [a, b] = [pointOf(touches[0]), pointOf(touches[1])];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return /** @type {const} */ ([middle, Math.hypot(a.x - b.x, a.y - b.y)]);
  };
  /** @param {TouchEvent} event */
  function follow(event) {
    if (event.touches.length !== 2) {
      if (two) event.stopPropagation();
      if (two || lifted) act.end();
      [two, lifted] = [false, event.touches.length === 1 && (two || lifted)];
      return;
    }
    event.stopPropagation();
    if (event.cancelable) event.preventDefault();
    if (event.type === "touchmove" && two) act.move(...placed(event));
    else act.begin(...placed(event));
    two = true;
  }
  for (const name of /** @type {const} */ (["touchstart", "touchmove", "touchend", "touchcancel"]))
    box.addEventListener(name, follow, { passive: false, capture: true });
}
