/** The axes around a map's picture. */

import { line } from "../plots/axes.js";
import { write } from "../sweep/sweep-drawing.js";
import { ticksOf } from "./axis.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("./rectangle.js").Axes} Axes */
/** @typedef {import("./rectangle.js").Places} Places */

const MARGIN = { l: 66, r: 14, t: 8, b: 44 };

/** @type {(size: [width: number, height: number], places: Places, scale: number) => Transform} */
export function viewOfMap([wide, high], { x, y }, scale) {
  const [left, top] = [MARGIN.l * scale, MARGIN.t];
  const [width, height] = [wide - left - MARGIN.r, high - top - MARGIN.b * scale];
  const [mx, my] = [width / (x[1] - x[0]), -height / (y[1] - y[0])];
  return { mx, bx: left - mx * x[0], my, by: top - my * y[1], left, top, width, height };
}

/** @type {(g: CanvasRenderingContext2D, view: Transform, axes: Axes, places: Places, titles: {x: string, y: string}, theme: Theme) => void} */
export function drawFrame(g, view, axes, places, titles, theme) {
  const { left, top, width, height } = view;
  const floor = top + height;
  const small = 12 * theme.scale;
  g.font = `${small}px ${theme.font}`;
  g.strokeStyle = theme.muted;
  g.fillStyle = theme.muted;
  g.lineWidth = 1;
  g.textBaseline = "middle";
  g.textAlign = "right";
  const upright = ticksOf(axes.y, places.y, height / (34 * theme.scale));
  for (const { at, text, power } of upright.ticks) {
    const level = Math.round(view.by + view.my * at) + 0.5;
    if (level < top - 1 || level > floor + 1) continue;
    line(g, left - 4, level, left, level);
    write(g, text, power, left - 8, level, small);
  }
  g.textAlign = "center";
  const across = ticksOf(axes.x, places.x, width / (72 * theme.scale));
  for (const { at, text, power } of across.ticks) {
    const place = Math.round(view.bx + view.mx * at) + 0.5;
    if (place < left - 1 || place > left + width + 1) continue;
    line(g, place, floor, place, floor + 4);
    const half = g.measureText(text).width / 2;
    write(
      g,
      text,
      power,
      Math.min(place, left + width + MARGIN.r - half),
      floor + 7 + small / 2,
      small,
    );
  }
  g.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  g.textBaseline = "alphabetic";
  g.textAlign = "center";
  g.fillText(titles.x + across.note, left + width / 2, floor + MARGIN.b * theme.scale - 5, width);
  g.save();
  g.translate(small, top + height / 2);
  g.rotate(-Math.PI / 2);
  g.textBaseline = "middle";
  g.fillText(titles.y + upright.note, 0, 0, height);
  g.restore();
}
