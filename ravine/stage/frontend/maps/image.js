/** Draw a map's cells as a picture, one pixel a cell, and lines over what diverged. */

import { packedColour, textOf } from "./colours.js";
import { cellIn } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */

const LINES = 7; // px from one line to the next

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Grid} grid
 * @param {(cell: number) => number} colour  of a computed cell, as a canvas holds it; 0: lines are drawn there
 * @param {import("./colours.js").Plain} plain
 */
export function paintImage(canvas, grid, colour, { none }) {
  const { width, height, stride } = grid;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const g = canvas.getContext("2d");
  if (!g) return;
  const image = g.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const colours = new Uint32Array(width * height);
  const made = new Uint8Array(width * height);
  const unknown = packedColour(none);
  for (let row = 0; row < height; row += 1) {
    const line = (height - 1 - row) * width; // the first row is the lowest
    for (let column = 0; column < width; column += 1) {
      const cell = stride[row * width + column] ? cellIn(grid, row, column) : -1;
      if (cell >= 0 && !made[cell]) {
        colours[cell] = colour(cell);
        made[cell] = 1;
      }
      pixels[line + column] = cell < 0 ? unknown : colours[cell];
    }
  }
  g.putImageData(image, 0, 0);
}

/**
 * A pattern for what diverged: it lies below the picture, which lets it through there.
 * @type {(g: CanvasRenderingContext2D, plain: import("./colours.js").Plain, scale: number) => CanvasPattern | string}
 */
export function linedPattern(g, { diverged, lines }, scale) {
  const size = Math.round(LINES * scale);
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext("2d");
  if (!pen) return textOf(diverged);
  pen.fillStyle = textOf(diverged);
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = textOf(lines);
  pen.lineWidth = 1.1 * scale;
  pen.beginPath();
  for (const from of [-size, 0, size]) {
    pen.moveTo(from, size);
    pen.lineTo(from + size, 0);
  }
  pen.stroke();
  return g.createPattern(tile, "repeat") ?? textOf(diverged);
}
