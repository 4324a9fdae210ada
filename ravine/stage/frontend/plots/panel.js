/** A small plot drawn on canvas: frame, axes, transform. */

import { h } from "../page/dom.js";
import { drawAxes, scaledMargin, viewOf } from "./axes.js";
import { beginFrame, CPU, pixelRatio } from "./canvas.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("./axes.js").Axes} Axes */

const MARGIN = { l: 52, r: 10, t: 8, b: 38, gap: 6, upright: 9, across: 70, down: 36 };

/**
 * @param {string} kind
 * @param {() => void} redraw  called when its size changes
 */
export function createPanel(kind, redraw) {
  const back = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const front = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h("div", { class: `rv-panel-box rv-${kind}-box` }, back, front);
  /** @type {[width: number, height: number]} */
  let size = [0, 0];
  let margin = MARGIN;
  const sizes = new ResizeObserver(() => {
    size = [box.clientWidth, box.clientHeight];
    redraw();
  });
  sizes.observe(box);

  /** @type {(canvas: HTMLCanvasElement, view: Transform) => CanvasRenderingContext2D} */
  function begin(canvas, view) {
    return beginFrame(canvas, size, view, { ratio: pixelRatio(), clear: true, settings: CPU });
  }

  return {
    box,
    get size() {
      return size.join(" ");
    },
    get ready() {
      const [width, height] = size;
      return width > margin.l + margin.r + 20 && height > margin.t + margin.b + 20;
    },
    /**
     * @param {Axes} axes
     * @param {Theme} theme
     * @param {(g: CanvasRenderingContext2D, view: Transform) => void} draw  draws what rarely changes
     */
    drawBack(axes, theme, draw) {
      margin = scaledMargin(MARGIN, theme.scale);
      const view = viewOf(size, axes, margin);
      const g = begin(back, view);
      g.restore();
      drawAxes(g, view, axes, theme, margin);
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
      const view = viewOf(size, axes, margin);
      const g = begin(front, view);
      draw(g, view);
      g.restore();
    },
    close() {
      sizes.disconnect();
    },
  };
}
