/** Draw a race small: the surface's colours and the paths. */

import { heightScale } from "../plots/scale.js";
import { shades } from "../plots/shades.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Surface} Surface */

const LONG = 192; // px of the longer side
const COLOURS = 24; // few enough to look like contours
const LINE = 2.6;
const HEAD = 4.5;

/**
 * @param {Scene} scene
 * @param {{height: import("../types.js").Axis, off: string[]}} view
 * @param {import("../types.js").Theme} theme
 * @returns {string}  a data URL of some kilobytes; empty where the browser draws none
 */
export function thumbnail({ surface, runs }, { height, off }, theme) {
  const { width, height: high } = sizeOf(surface.domain);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, high];
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  pen.drawImage(ground(surface, height, theme.dark), 0, 0, width, high);
  const place = placer(surface.domain, width, high);
  const shown = runs.filter(({ key }) => !off.includes(key));
  for (const [color, line] of [
    [theme.background, LINE + 1.6],
    ["", LINE],
  ]) {
    for (const run of shown)
      drawPath(pen, run, place, String(color) || run.color, Number(line), { halo: !!color });
  }
  return canvas.toDataURL("image/webp", 0.8);
}

/**
 * Width and height of a picture of the domain.
 * @param {Surface["domain"]} domain
 */
export function sizeOf([[left, right], [bottom, top]]) {
  const scale = LONG / Math.max(right - left, top - bottom);
  const side = (/** @type {number} */ length) => Math.max(Math.round(length * scale), 24);
  return { width: side(right - left), height: side(top - bottom) };
}

/**
 * A function from weights to pixels.
 * @type {(domain: Surface["domain"], width: number, height: number) => (x: number, y: number) => [number, number]}
 */
export function placer([[left, right], [bottom, top]], width, height) {
  return (x, y) => [
    ((x - left) / (right - left)) * width,
    (1 - (y - bottom) / (top - bottom)) * height,
  ];
}

/**
 * The surface's colours, a pixel for each point of its grid.
 * @type {(surface: Surface, kind: import("../types.js").Axis, dark: boolean) => HTMLCanvasElement}
 */
function ground(surface, kind, dark) {
  const { nx, ny, z } = surface;
  const scale = heightScale(surface, kind);
  const colours = shades(surface.colorscale[dark ? "dark" : "light"], COLOURS);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [nx, ny];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = pen.createImageData(nx, ny);
  for (let i = 0; i < nx * ny; i += 1) {
    const share = (scale.of(z[i]) - scale.low) / (scale.high - scale.low);
    if (!Number.isFinite(share)) continue;
    const colour = colours[Math.min(Math.max(Math.floor(share * COLOURS), 0), COLOURS - 1)];
    const at = 4 * ((ny - 1 - Math.floor(i / nx)) * nx + (i % nx)); // rows of the grid begin at the bottom
    image.data.set([...colour, 255], at);
  }
  pen.putImageData(image, 0, 0);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Run} run
 * @param {(x: number, y: number) => [number, number]} place
 * @param {string} color
 * @param {number} width
 * @param {{halo: boolean}} how
 */
function drawPath(pen, { path, last, dash }, place, color, width, { halo }) {
  pen.strokeStyle = pen.fillStyle = color;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.globalAlpha = halo ? 0.6 : 1;
  pen.setLineDash(halo ? [] : dash);
  pen.beginPath();
  for (let i = 0; i <= last; i += 1) {
    const [x, y] = place(path[2 * i], path[2 * i + 1]);
    if (Math.abs(x) + Math.abs(y) < 1e5) pen.lineTo(x, y);
  }
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  if (last < 0) return;
  const [x, y] = place(path[2 * last], path[2 * last + 1]);
  pen.beginPath();
  pen.arc(x, y, HEAD + (halo ? 1.2 : 0), 0, 2 * Math.PI);
  pen.fill();
}
