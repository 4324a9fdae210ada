/** Draw the axes of a plot on canvas, and map its ranges to pixels. */

import { short } from "../page/format.js";
import { niceStep } from "./scale.js";

/** @typedef {import("../types.js").Measured} Measured */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {[number, number]} Range */
/** @typedef {{x: Range, y: Range, titles: [string, string], units?: {x: Measured, y: Measured}}} Axes
 *   units: of the ticks
 * @typedef {{l: number, r: number, t: number, b: number, gap: number, upright: number, across: number,
 *   down: number}} Margin  px; gap: from axis to label; upright: place of the y title; across, down: for each tick */

export const PLAIN = { name: "", center: 0, scale: 1 };

/**
 * `margin` for letters that are `scale` times as large.
 * @type {(margin: Margin, scale: number) => Margin}
 */
export function scaledMargin(margin, scale) {
  if (scale === 1) return margin;
  const entries = Object.entries(margin).map(([key, px]) => [key, px * scale]);
  return /** @type {Margin} */ (Object.fromEntries(entries));
}

/**
 * @param {[width: number, height: number]} size  CSS pixels
 * @param {{x: Range, y: Range}} ranges
 * @param {Margin} margin
 * @returns {Transform}
 */
export function viewOf(size, { x, y }, { l: left, r, t: top, b }) {
  const [width, height] = [size[0] - left - r, size[1] - top - b];
  const [mx, my] = [width / (x[1] - x[0]), -height / (y[1] - y[0])];
  return { mx, bx: left - mx * x[0], my, by: top - my * y[1], left, top, width, height };
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Transform} view
 * @param {Axes} axes
 * @param {import("../types.js").Theme} theme
 * @param {Margin} margin
 */
export function drawAxes(g, view, { x, y, titles, units = { x: PLAIN, y: PLAIN } }, theme, margin) {
  const { left, top, width, height } = view;
  const floor = top + height;
  g.font = `${12 * theme.scale}px ${theme.font}`;
  g.strokeStyle = theme.grid;
  g.fillStyle = theme.muted;
  g.lineWidth = 1;
  g.textBaseline = "middle";
  g.textAlign = "right";
  for (const { at, text } of measuredTicks(y, units.y, height / margin.down)) {
    const level = Math.round(view.by + view.my * at) + 0.5;
    line(g, left, level, left + width, level);
    g.fillText(text, left - margin.gap, level);
  }
  line(g, left, floor + 0.5, left + width, floor + 0.5);
  g.textBaseline = "top";
  g.textAlign = "center";
  for (const { at, text } of measuredTicks(x, units.x, width / margin.across)) {
    const place = Math.round(view.bx + view.mx * at) + 0.5;
    line(g, place, floor, place, floor + 4);
    // The last label stays on the canvas.
    const end = left + width + margin.r - g.measureText(text).width / 2;
    g.fillText(text, Math.min(place, end), floor + margin.gap);
  }
  g.fillText(titles[0], left + width / 2, floor + margin.b - 4 - 12 * theme.scale);
  g.save();
  g.translate(margin.upright, top + height / 2);
  g.rotate(-Math.PI / 2);
  g.textBaseline = "middle";
  g.fillText(titles[1], 0, 0);
  g.restore();
}

/**
 * Round numbers in the measured unit, and their positions.
 * @param {Range} range
 * @param {Measured} unit
 * @param {number} room  for so many ticks
 */
function measuredTicks([low, high], { center, scale }, room) {
  const measured = ticks(center + scale * low, center + scale * high, room);
  return measured.map(({ at, text }) => ({ at: (at - center) / scale, text }));
}

/** @type {(low: number, high: number, room: number) => {at: number, text: string}[]} */
export function ticks(low, high, room) {
  const gap = niceStep((high - low) / Math.max(room, 1));
  const first = Math.ceil(low / gap - 1e-9);
  const marks = [];
  for (let i = first; i * gap <= high + 1e-9 * gap && marks.length < 50; i += 1) {
    marks.push({ at: i * gap, text: short(i * gap, 6).replaceAll("-", "−") });
  }
  return marks;
}

/** @type {(g: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => void} */
export function line(g, x0, y0, x1, y1) {
  g.beginPath();
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
  g.stroke();
}
