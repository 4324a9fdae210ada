/** Paint the bands between a contour plot's levels, their lines, and the colour bar beside it. */

import { gridOf, outlines } from "./contours.js";
import { MIDDLE, PAD, write } from "./letters.js";
import { ticksOf } from "./ticks.js";

/** @typedef {import("./contours.js").Outline} Outline */
/** @typedef {import("./frame.js").FlatAxis} FlatAxis */
/** @typedef {import("./pen.js").Pen} Pen */
/** @typedef {[number, string][]} Colorscale */

/**
 * @param {Pen} pen
 * @param {any} trace
 * @param {FlatAxis} xaxis
 * @param {FlatAxis} yaxis
 */
export function paintBands(pen, trace, xaxis, yaxis) {
  const { x, y, z, contours, line } = trace;
  const grid = gridOf(z);
  const place = placer(x, y, xaxis, yaxis);
  const levels = levelsOf(contours);
  const colours = bandColours(trace.colorscale, levels.length);
  pen.save();
  pen.beginPath();
  pen.rect(xaxis._offset, yaxis._offset, xaxis._length, yaxis._length);
  pen.clip();
  const parts = [-Infinity, ...levels].map((level) => outlines(grid, level));
  for (const [k, part] of parts.entries()) {
    if (!part.length) continue;
    pen.beginPath();
    for (const outline of part) traceWhole(pen, outline, place);
    pen.fillStyle = colours[k];
    pen.fill();
  }
  pen.beginPath();
  for (const part of parts.slice(1)) for (const outline of part) traceLevel(pen, outline, place);
  pen.strokeStyle = line.color;
  pen.lineWidth = line.width;
  pen.lineJoin = "round";
  pen.stroke();
  pen.restore();
}

/** @type {(contours: {start: number, end: number, size: number}) => number[]} */
export function levelsOf({ start, end, size }) {
  const count = Math.floor((end - start) / size + 1e-9) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, k) => start + k * size);
}

/**
 * Colours of the bands below, between and above so many levels.
 * @param {Colorscale} colorscale
 * @param {number} count
 */
export function bandColours(colorscale, count) {
  return Array.from({ length: count + 1 }, (_, k) => colourAt(colorscale, k / Math.max(count, 1)));
}

/** @type {(colorscale: Colorscale, share: number) => string} */
function colourAt(colorscale, share) {
  const exact = colorscale.find(([at]) => Math.abs(at - share) < 1e-9);
  if (exact) return exact[1];
  const above = colorscale.findIndex(([at]) => at > share);
  if (above <= 0) return colorscale[above ? colorscale.length - 1 : 0][1];
  return colorscale[
    share - colorscale[above - 1][0] < colorscale[above][0] - share ? above - 1 : above
  ][1];
}

/** @typedef {(column: number, row: number) => [number, number]} Placer */

/**
 * @param {number[]} x
 * @param {number[]} y
 * @param {FlatAxis} xaxis
 * @param {FlatAxis} yaxis
 * @returns {Placer}
 */
function placer(x, y, xaxis, yaxis) {
  const ends = (/** @type {number[]} */ values, /** @type {FlatAxis} */ axis) => {
    const last = values.length - 1;
    const [from, to] = [axis.l2p(values[0]), axis.l2p(values[last])];
    return [axis._offset + from, (to - from) / Math.max(last, 1)];
  };
  const [[left, wide], [bottom, high]] = [ends(x, xaxis), ends(y, yaxis)];
  return (column, row) => [left + wide * column, bottom + high * row];
}

/** @type {(pen: Pen, outline: Outline, place: Placer) => void} */
function traceWhole(pen, { x, y }, place) {
  for (let i = 0; i < x.length; i += 1) {
    const [right, down] = place(x[i], y[i]);
    if (i) pen.lineTo(right, down);
    else pen.moveTo(right, down);
  }
  pen.closePath();
}

/**
 * Only where the outline is a level.
 * @type {(pen: Pen, outline: Outline, place: Placer) => void}
 */
function traceLevel(pen, { x, y, cut }, place) {
  const begin = Math.max(cut.indexOf(true), 0);
  let drawing = false;
  for (let k = 0; k < x.length; k += 1) {
    const i = (begin + k) % x.length;
    if (cut[i]) drawing = false;
    else {
      if (!drawing) pen.moveTo(...place(x[i], y[i]));
      const next = (i + 1) % x.length;
      pen.lineTo(...place(x[next], y[next]));
      drawing = true;
    }
  }
}

/**
 * @param {Pen} pen
 * @param {any} trace
 * @param {import("./frame.js").Area} area
 * @param {import("./letters.js").Font} font
 */
export function paintBar(pen, trace, area, font) {
  const { colorbar: bar, zmin, zmax } = trace;
  const left = area.left + area.width + bar.xpad;
  const levels = levelsOf(trace.contours);
  const colours = bandColours(trace.colorscale, levels.length);
  const down = (/** @type {number} */ z) =>
    area.top + area.height * (1 - (z - zmin) / (zmax - zmin));
  for (const [k, colour] of colours.entries()) {
    pen.fillStyle = colour;
    // Each band reaches to the top, below the next one: no seam shines through.
    pen.fillRect(left, area.top, bar.thickness, down(levels[k - 1] ?? zmin) - area.top);
  }
  const label = { ...font, ...bar.tickfont };
  const right = left + bar.thickness;
  pen.strokeStyle = bar.tickcolor;
  pen.lineWidth = 1;
  pen.beginPath();
  const ticks = ticksOf(bar, [zmin, zmax], area.height, true);
  for (const { at } of ticks) {
    const level = Math.round(down(at) - 0.5) + 0.5;
    pen.moveTo(right - 0.5, level);
    pen.lineTo(right - 0.5 + bar.ticklen, level);
  }
  pen.stroke();
  for (const tick of ticks) {
    write(
      pen,
      tick,
      label,
      right - 0.5 + bar.ticklen + PAD * label.size,
      down(tick.at) + MIDDLE * label.size,
    );
  }
}
