/** Draw what is pointed at in a map: a cell, or a box to zoom to. */

import { ring } from "../plots/shapes.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("./field.js").Cell} Cell */

/** @type {(g: CanvasRenderingContext2D, view: Transform, cell: Cell, theme: Theme) => void} */
export function drawCell(g, view, { row, column }, { text, background, scale }) {
  const [x, y] = [view.bx + view.mx * column, view.by + view.my * row];
  const radius = Math.max(6 * scale, Math.min(view.mx, -view.my) / 2);
  ring(g, x, y, radius, background, 4 * scale);
  ring(g, x, y, radius, text, 1.8 * scale);
}

/** @type {(g: CanvasRenderingContext2D, from: {x: number, y: number}, to: {x: number, y: number}, theme: Theme) => void} */
export function drawBox(g, from, to, { text, background, scale }) {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [width, height] = [Math.abs(from.x - to.x), Math.abs(from.y - to.y)];
  for (const [color, wide] of /** @type {const} */ ([
    [background, 3.5],
    [text, 1.5],
  ])) {
    g.strokeStyle = color;
    g.lineWidth = wide * scale;
    g.strokeRect(x, y, width, height);
  }
}
