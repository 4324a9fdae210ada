/**
 * The picture of a map: drawn on canvas, zoomed as the contour plot is, or by a box that is drawn over it; one of its
 * cells is under the pointer, or under the cursor that the arrow keys move. A click or Enter takes it.
 */

import { h } from "../page/dom.js";
import { beginFrame, CPU, pixelRatio } from "../plots/canvas.js";
import { watchGestures } from "../plots/gestures.js";
import { createZoomHint } from "../plots/zoom-hint.js";
import { cellAt } from "./axis.js";
import { drawBox, drawCell } from "./field-marks.js";
import { drawFrame, viewOfMap } from "./frame.js";
import { linedPattern } from "./image.js";
import { CLOSER } from "./zoom-buttons.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("./rectangle.js").Places} Places */
/** @typedef {{row: number, column: number}} Cell */
/**
 * @typedef {{key: string, axes: import("./rectangle.js").Axes, image: HTMLCanvasElement, titles: {x: string, y: string},
 *   plain: import("./colours.js").Plain, theme: Theme,
 *   over: (g: CanvasRenderingContext2D, view: Transform) => void}} Picture
 *   key: of all that is drawn; over: draws lines and marks above the cells
 */

const MOVED = 5; // px after which a pressed pointer draws a box
const SMALLEST = 10; // px of a box's sides
const LEAST = 120; // px
/** @type {Record<string, [across: number, up: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** @type {Record<string, number>} */
const ZOOMS = { "+": CLOSER, "=": CLOSER, "-": 1 / CLOSER, _: 1 / CLOSER, 0: 0 };

/**
 * @param {{look: (places: Places | null) => void, point: (cell: Cell | null, spoken: boolean) => void,
 *   take: (cell: Cell) => void, word: () => import("../types.js").Word, redraw: () => void}} act
 *   look: shows a part of the map, null: all of it; point: a cell is pointed at, or none any more, spoken: by the
 *   keyboard; take: makes a cell the race
 */
export function createField({ look, point, take, word, redraw }) {
  const back = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const front = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h(
    "div",
    { class: "rv-field-box", role: "group", tabindex: 0, label: "maps-keys" },
    back,
    front,
  );
  /** @type {Picture | null} */
  let picture = null;
  /** The part of the picture that is in sight; null: all of it. @type {Places | null} */
  let places = null;
  /** The same while a gesture moves it. @type {Places | null} */
  let moving = null;
  /** @type {[width: number, height: number]} */
  let size = [0, 0];
  let drawn = "";
  let marked = "";
  /** @type {Cell | null} */
  let pointed = null;
  let byKeys = false;
  /** Where the mouse is over the picture. @type {{x: number, y: number} | null} */
  let mouse = null;
  /** @type {{x: number, y: number, to: {x: number, y: number} | null} | null} */
  let pressed = null;
  let boxed = false; // the click that ends a box means nothing
  const sizes = new ResizeObserver(() => {
    size = [box.clientWidth, box.clientHeight];
    redraw();
  });
  sizes.observe(box);

  /** @returns {Places} */
  function home() {
    const { x, y } = /** @type {Picture} */ (picture).axes;
    return { x: [-0.5, x.values.length - 0.5], y: [-0.5, y.values.length - 0.5] };
  }
  const current = () => moving ?? places ?? home();
  const ready = () => !!picture && Math.min(...size) >= LEAST;
  const view = () => (picture && ready() ? viewOfMap(size, current(), picture.theme.scale) : null);

  const chart = {
    view,
    current,
    look(/** @type {Places} */ to) {
      moving = null;
      look(to);
    },
    glide(/** @type {Places} */ _drawn, /** @type {Places} */ to) {
      moving = to;
      pointAt(null, false);
      redraw();
    },
  };
  const moved = watchGestures(box, chart, redraw, createZoomHint(box, word));

  /** @param {number} factor  0: the whole map */
  function zoom(factor) {
    if (!picture) return;
    if (!factor) return look(null);
    const { x, y } = current();
    look({ x: around(x, factor), y: around(y, factor) });
  }

  /** @param {{clientX: number, clientY: number}} event */
  function pixelOf({ clientX, clientY }) {
    const { left, top } = box.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** @type {(pixel: {x: number, y: number}) => Cell | null} */
  function cellUnder({ x, y }) {
    const now = view();
    if (!now || !picture) return null;
    if (x < now.left || x > now.left + now.width || y < now.top || y > now.top + now.height)
      return null;
    const column = cellAt(picture.axes.x, (x - now.bx) / now.mx);
    const row = cellAt(picture.axes.y, (y - now.by) / now.my);
    return row < 0 || column < 0 ? null : { row, column };
  }

  /** @type {(cell: Cell | null, keys: boolean) => void} */
  function pointAt(cell, keys) {
    if (cell?.row === pointed?.row && cell?.column === pointed?.column && keys === byKeys) return;
    [pointed, byKeys] = [cell, keys];
    point(cell, keys);
    redraw();
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    if (event.pointerType !== "mouse") return;
    const pixel = pixelOf(event);
    mouse = pixel;
    if (!pressed) return pointAt(cellUnder(pixel), false);
    if (!pressed.to && Math.hypot(pixel.x - pressed.x, pixel.y - pressed.y) < MOVED) return;
    pressed.to = pixel;
    pointAt(null, false);
    redraw();
  }

  function release() {
    const [held, now] = [pressed, view()];
    pressed = null;
    if (!held?.to || !now) return;
    boxed = true;
    const [left, right] = ordered(held.x, held.to.x, now.left, now.left + now.width);
    const [top, bottom] = ordered(held.y, held.to.y, now.top, now.top + now.height);
    redraw();
    if (right - left < SMALLEST || bottom - top < SMALLEST) return;
    look({
      x: [(left - now.bx) / now.mx, (right - now.bx) / now.mx],
      y: [(bottom - now.by) / now.my, (top - now.by) / now.my],
    });
  }

  box.addEventListener("pointerdown", (event) => {
    boxed = false;
    const plain = event.pointerType === "mouse" && event.button === 0 && !event.shiftKey;
    if (!plain || event.target !== box) return;
    pressed = { ...pixelOf(event), to: null };
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", follow);
  box.addEventListener("pointerup", release);
  box.addEventListener("pointercancel", () => {
    pressed = null;
  });
  box.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "mouse") return;
    mouse = null;
    if (!pressed) pointAt(null, false);
  });
  box.addEventListener("click", (event) => {
    const cell = cellUnder(pixelOf(event));
    if (event.target !== box || boxed || moved() || !cell) return;
    pointAt(cell, false);
    take(cell);
    if (/** @type {PointerEvent} */ (event).pointerType === "touch") pointAt(null, false);
  });
  box.addEventListener("blur", () => byKeys && pointAt(null, false));

  box.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (event.target !== box || ctrlKey || metaKey || altKey || !picture) return;
    const [arrow, factor] = [ARROWS[key], ZOOMS[key]];
    if (arrow) step(arrow, shiftKey ? 10 : 1);
    else if (factor !== undefined) zoom(factor);
    else if (key === "Enter" && pointed) take(pointed);
    else if (key === "Escape" && (pointed || pressed)) {
      pressed = null;
      pointAt(null, false);
    } else return;
    event.preventDefault();
  });

  /** @type {(arrow: [across: number, up: number], cells: number) => void} */
  function step([across, up], cells) {
    const { x, y } = /** @type {Picture} */ (picture).axes;
    const [columns, rows] = [x.values.length, y.values.length];
    const from = pointed ?? { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
    const by = pointed ? cells : 0; // it appears in the middle
    const within = (/** @type {number} */ place, /** @type {number} */ count) =>
      Math.min(Math.max(place, 0), count - 1);
    pointAt(
      { row: within(from.row + up * by, rows), column: within(from.column + across * by, columns) },
      true,
    );
  }

  /** @param {Picture} now */
  function drawBack(now) {
    const seen = viewOfMap(size, current(), now.theme.scale);
    const key = [now.key, now.theme.key, size, JSON.stringify(current())].join(" ");
    if (key === drawn) return;
    drawn = key;
    const ratio = pixelRatio();
    const g = beginFrame(back, size, seen, { ratio, clear: true, settings: CPU });
    const { axes, image, plain, theme } = now;
    const whole = home();
    const [left, right] = whole.x.map((at) => seen.bx + seen.mx * at);
    const [bottom, top] = whole.y.map((at) => seen.by + seen.my * at);
    g.fillStyle = linedPattern(g, plain, theme.scale);
    g.fillRect(left, top, right - left, bottom - top);
    g.imageSmoothingEnabled = false;
    g.drawImage(image, left, top, right - left, bottom - top);
    now.over(g, seen);
    g.restore();
    drawFrame(g, seen, axes, current(), now.titles, theme);
  }

  /** @type {(now: Picture, over: (g: CanvasRenderingContext2D, view: Transform) => void, key: string) => void} */
  function drawFront(now, over, key) {
    const seen = viewOfMap(size, current(), now.theme.scale);
    const state = [drawn, key, JSON.stringify([pointed, pressed])].join(" ");
    if (state === marked) return;
    marked = state;
    const g = beginFrame(front, size, seen, { ratio: pixelRatio(), clear: true, settings: CPU });
    over(g, seen);
    if (pointed) drawCell(g, seen, pointed, now.theme);
    if (pressed?.to) drawBox(g, pressed, pressed.to, now.theme);
    g.restore();
  }

  return {
    box,
    zoom,
    get pointed() {
      return pointed;
    },
    /**
     * @param {Picture | null} next
     * @param {Places | null} part  of it that is shown; null: all
     */
    show(next, part) {
      const other = next?.axes !== picture?.axes;
      [picture, places] = [next, part];
      if (other && pointed) pointAt(null, false);
    },
    /** Points at the cell under a mouse that rests. */
    pointAgain() {
      if (!mouse || pressed) return;
      pointed = null;
      pointAt(cellUnder(mouse), false);
    },
    /**
     * @param {(g: CanvasRenderingContext2D, view: Transform) => void} over  draws what moves
     * @param {string} key  of that
     */
    paint(over, key) {
      back.hidden = front.hidden = !ready();
      if (!picture || !ready()) return;
      drawBack(picture);
      drawFront(picture, over, key);
    },
    view,
    close() {
      sizes.disconnect();
    },
  };
}

/** @type {(range: [number, number], factor: number) => [number, number]} */
function around([low, high], factor) {
  const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
  return [middle - half, middle + half];
}

/** @type {(a: number, b: number, least: number, most: number) => [number, number]} */
function ordered(a, b, least, most) {
  const [low, high] = a < b ? [a, b] : [b, a];
  return [Math.max(low, least), Math.min(high, most)];
}
