/** Draw the contour lines of one batch over the contour plot. */

import { ring } from "../plots/shapes.js";

/**
 * @param {CanvasRenderingContext2D} g
 * @param {import("../types.js").Transform} view
 * @param {{lines: number[][], minimum: ReturnType<typeof import("./batch-map.js").minimumOf>}} map
 * @param {import("../types.js").Theme} theme
 */
export function paintMap(g, view, { lines, minimum }, theme) {
  for (const [ink, width, alpha] of /** @type {const} */ ([
    [theme.background, 3, 0.35],
    [theme.primary, 1.5, 0.95],
  ])) {
    g.strokeStyle = ink;
    g.lineWidth = width;
    g.globalAlpha = alpha;
    for (const line of lines) {
      g.beginPath();
      for (let k = 0; k < line.length; k += 2) {
        g.lineTo(line[k] * view.mx + view.bx, line[k + 1] * view.my + view.by);
      }
      g.stroke();
    }
  }
  g.globalAlpha = 1;
  if (!minimum) return;
  const [x, y] = [minimum.x * view.mx + view.bx, minimum.y * view.my + view.by];
  ring(g, x, y, 6, theme.background, 5);
  ring(g, x, y, 6, theme.primary, 2.4);
}
