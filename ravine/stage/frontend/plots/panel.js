/** A small plot drawn on canvas: frame, axes, transform. */

import { h } from "../page/dom.js";
import { inside, ticks } from "../slice/slice-drawing.js";
import { beginFrame } from "./canvas.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("../types.js").Measured} Measured */
/** @typedef {{x: [number, number], y: [number, number], titles: [string, string],
 *   units?: {x: Measured, y: Measured}}} Axes  units: of the ticks */

const MARGIN = { l: 52, r: 10, t: 8, b: 38 };
const CPU = { willReadFrequently: true };

/**
 * @param {string} kind
 * @param {() => void} redraw  called when its size changes
 */
export function createPanel(kind, redraw) {
  const back = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const front = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h("div", { class: `rv-panel-box rv-${kind}-box` }, back, front);
  let [width, height] = [0, 0];
  const sizes = new ResizeObserver(() => {
    [width, height] = [box.clientWidth, box.clientHeight];
    redraw();
  });
  sizes.observe(box);

  /** @type {(axes: Axes) => Transform} */
  function viewOf({ x, y }) {
    const [across, down] = [width - MARGIN.l - MARGIN.r, height - MARGIN.t - MARGIN.b];
    const [mx, my] = [across / (x[1] - x[0]), -down / (y[1] - y[0])];
    const [left, top] = [MARGIN.l, MARGIN.t];
    return {
      mx,
      bx: left - mx * x[0],
      my,
      by: top - my * y[1],
      left,
      top,
      width: across,
      height: down,
    };
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Transform} view
   */
  function begin(canvas, view) {
    const ratio = Math.min(devicePixelRatio || 1, 2);
    return beginFrame(canvas, [width, height], view, { ratio, clear: true, settings: CPU });
  }

  return {
    box,
    get size() {
      return `${width} ${height}`;
    },
    get ready() {
      return width > MARGIN.l + MARGIN.r + 20 && height > MARGIN.t + MARGIN.b + 20;
    },
    /**
     * @param {Axes} axes
     * @param {Theme} theme
     * @param {(g: CanvasRenderingContext2D, view: Transform) => void} draw  draws what rarely changes
     */
    drawBack(axes, theme, draw) {
      const view = viewOf(axes);
      const g = begin(back, view);
      g.restore();
      drawAxes(g, view, axes, theme);
      g.save();
      g.beginPath();
      g.rect(view.left, view.top, view.width, view.height);
      g.clip();
      draw(g, view);
      g.restore();
    },
    /**
     * @param {Axes} axes
     * @param {(g: CanvasRenderingContext2D, view: Transform) => void} draw  draws what moves
     */
    drawFront(axes, draw) {
      const view = viewOf(axes);
      const g = begin(front, view);
      draw(g, view);
      g.restore();
    },
    close() {
      sizes.disconnect();
    },
  };
}

const PLAIN = { name: "", center: 0, scale: 1 };

/** @type {(g: CanvasRenderingContext2D, view: Transform, axes: Axes, theme: Theme) => void} */
function drawAxes(g, view, { x, y, titles, units = { x: PLAIN, y: PLAIN } }, theme) {
  const { left, top, width, height } = view;
  g.font = `12px ${theme.font}`;
  g.strokeStyle = theme.grid;
  g.fillStyle = theme.muted;
  g.lineWidth = 1;
  g.textBaseline = "middle";
  g.textAlign = "right";
  for (const { at, text } of shown(y, units.y, height / 36)) {
    const level = Math.round(view.by + view.my * at) + 0.5;
    line(g, left, level, left + width, level);
    g.fillText(text, left - 6, level);
  }
  line(g, left, top + height + 0.5, left + width, top + height + 0.5);
  g.textBaseline = "top";
  g.textAlign = "center";
  for (const { at, text } of shown(x, units.x, width / 70)) {
    const place = Math.round(view.bx + view.mx * at) + 0.5;
    line(g, place, top + height, place, top + height + 4);
    g.fillText(text, inside(g, text, place, left + width + MARGIN.r), top + height + 6);
  }
  g.fillText(titles[0], left + width / 2, top + height + 22);
  g.save();
  g.translate(9, top + height / 2);
  g.rotate(-Math.PI / 2);
  g.textBaseline = "middle";
  g.fillText(titles[1], 0, 0);
  g.restore();
}

/**
 * Round numbers in the measured unit, and their positions.
 * @param {[number, number]} range
 * @param {Measured} unit
 * @param {number} room
 */
function shown([low, high], { center, scale }, room) {
  const measured = ticks(center + scale * low, center + scale * high, room);
  return measured.map(({ at, text }) => ({ at: (at - center) / scale, text }));
}

/** @type {(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => void} */
export function line(g, x0, y0, x1, y1) {
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
}
