/** Draw the rate sweep: axes, curves, rates without an outcome, stability limits; the present rates above. */

import { line, ticks } from "../plots/axes.js";
import { cross, disc, labelledDisc } from "../plots/shapes.js";
import { gapsOf } from "./sweep-curve.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {{key: string, color: string, dash: number[], mark?: string, points: import("./sweep-curve.js").Point[]}} Line */
/** @typedef {{key: string, color: string, mark?: string, x: number, y: number | null, limit: number | null, covered: boolean}} Mark
 *   x: decades; y: NaN: no outcome, null: not known; limit: stability limit, decades; covered: the outcome is not shown */
/** @typedef {{x: [number, number], y: [number, number], log: boolean, sunk: number, lines: Line[], stale: boolean,
 *   titles: {rate: string, outcome: string, gap: string}}} Picture */

const MARGIN = { l: 64, r: 14, t: 8, b: 40 };
const BARS = 30; // px for all bars
const [THICK, THIN] = [5, 2]; // px of a bar
const RADIUS = 5.5;

/**
 * The lines that have rates without an outcome, and so a bar.
 * @param {Line[]} lines
 */
function broken(lines) {
  return lines.filter(({ points }) => points.some(({ y }) => Number.isNaN(y)));
}

/** @type {(lines: number) => number} px of a bar and the space below it */
const pitchOf = (lines) => Math.min(Math.max(BARS / Math.max(lines, 1), THIN), THICK + 2);

/**
 * @param {[width: number, height: number]} size
 * @param {Pick<Picture, "x" | "y" | "lines">} picture
 * @param {number} scale  of letters
 * @returns {Transform}
 */
export function viewOfSweep([wide, high], { x, y, lines }, scale) {
  const rows = broken(lines).length;
  const top = MARGIN.t + (rows ? Math.max(pitchOf(rows) * rows + 5, 14 * scale) : 0);
  const left = MARGIN.l * scale;
  const [width, height] = [wide - left - MARGIN.r, high - top - MARGIN.b * scale];
  const [mx, my] = [width / (x[1] - x[0]), -height / (y[1] - y[0])];
  return { mx, bx: left - mx * x[0], my, by: top - my * y[1], left, top, width, height };
}

/** @type {(view: Transform, y: number, sunk: number) => number} px; what has no outcome lies at the top */
export function pixelOf(view, y, sunk) {
  if (Number.isNaN(y)) return view.top;
  return view.by + view.my * (y === -Infinity ? sunk : y);
}

/** @type {(g: Context, view: Transform, picture: Picture, theme: Theme) => void} */
export function drawSweep(g, view, picture, theme) {
  const { lines, stale, sunk } = picture;
  drawFrame(g, view, picture, theme);
  g.globalAlpha = stale ? 0.35 : 1;
  const rows = broken(lines);
  for (const [row, each] of rows.entries()) drawGaps(g, view, each, row, rows.length, theme);
  g.save();
  g.beginPath();
  g.rect(view.left, view.top - 6, view.width, view.height + 6);
  g.clip();
  g.lineWidth = 2 * theme.scale;
  g.lineJoin = "round";
  for (const each of lines) drawLine(g, view, each, sunk, theme);
  g.restore();
  g.globalAlpha = 1;
}

/** @type {(g: Context, view: Transform, picture: Picture, theme: Theme) => void} */
function drawFrame(g, view, { x, y, log, titles, lines, sunk }, theme) {
  const { left, top, width, height } = view;
  const floor = top + height;
  const small = 12 * theme.scale;
  g.font = `${small}px ${theme.font}`;
  g.strokeStyle = theme.grid;
  g.fillStyle = theme.muted;
  g.lineWidth = 1;
  g.textBaseline = "middle";
  g.textAlign = "right";
  const upright = log ? decadeTicks(y, height / 22, sunk) : ticks(...y, height / 30);
  for (const { at, text, power } of /** @type {Tick[]} */ (upright)) {
    const level = Math.round(view.by + view.my * at) + 0.5;
    line(g, left, level, left + width, level);
    write(g, text, power, left - 7, level, small);
  }
  line(g, left, floor + 0.5, left + width, floor + 0.5);
  g.textAlign = "center";
  for (const { at, text, power } of decadeTicks(x, width / 56, -Infinity)) {
    const place = Math.round(view.bx + view.mx * at) + 0.5;
    line(g, place, floor, place, floor + 4);
    write(g, text, power, place + (power ? small * 0.4 : 0), floor + 7 + small / 2, small);
  }
  g.textBaseline = "alphabetic";
  g.textAlign = "center";
  g.fillText(titles.rate, left + width / 2, floor + MARGIN.b * theme.scale - 4);
  g.save();
  g.translate(small, top + height / 2);
  g.rotate(-Math.PI / 2);
  g.textBaseline = "middle";
  g.fillText(titles.outcome, 0, 0, height + 20);
  g.restore();
  if (top <= MARGIN.t) return;
  g.textAlign = "right";
  g.textBaseline = "middle";
  const bars = broken(lines).length;
  const middle = MARGIN.t + (pitchOf(bars) * bars - 2) / 2;
  g.fillText(titles.gap, left - 7, middle, left - 10);
}

/** @typedef {{at: number, text: string, power?: string}} Tick */

/**
 * Powers of ten; none where losses without a logarithm lie.
 * @param {[number, number]} range
 * @param {number} room  for so many
 * @param {number} sunk
 * @returns {Tick[]}
 */
export function decadeTicks([low, high], room, sunk) {
  const gap = Math.max(1, Math.ceil((high - low) / Math.max(room, 1)));
  const marks = [];
  for (let k = Math.ceil(low / gap - 1e-9) * gap; k <= high + 1e-9; k += gap) {
    if (k <= sunk) continue;
    const near = k >= -2 && k <= 2;
    marks.push(
      near
        ? { at: k, text: String(10 ** k) }
        : { at: k, text: "10", power: `${k}`.replace("-", "−") },
    );
  }
  return marks.length > 1 || high - low >= 2 ? marks : fineTicks(low, high, sunk);
}

/**
 * Where there is no power of ten to tell from another one: 1, 2 and 5 times one.
 * @type {(low: number, high: number, sunk: number) => Tick[]}
 */
function fineTicks(low, high, sunk) {
  const marks = [];
  for (let k = Math.floor(low); k <= Math.ceil(high); k += 1)
    for (const times of [1, 2, 5]) {
      const at = k + Math.log10(times);
      if (at < low || at > high || at <= sunk) continue;
      marks.push({ at, text: String(Number((times * 10 ** k).toPrecision(1))) });
    }
  return marks;
}

/** Write a number, or a power of ten. @type {(g: Context, text: string, power: string | undefined, x: number, y: number, size: number) => void} */
export function write(g, text, power, x, y, size) {
  if (!power) return g.fillText(text, x, y);
  const font = g.font;
  const align = g.textAlign;
  g.font = font.replace(/^[\d.]+px/, `${0.75 * size}px`);
  const wide = g.measureText(power).width;
  const end = align === "right" ? x : x + wide / 2;
  g.textAlign = "right";
  g.fillText(power, end, y - 0.35 * size);
  g.font = font;
  g.fillText(text, end - wide - 1, y);
  g.textAlign = align;
}

/** @type {(g: Context, view: Transform, line: Line, row: number, rows: number, theme: Theme) => void} */
function drawGaps(g, view, { color, points }, row, rows, { scale }) {
  const pitch = pitchOf(rows);
  const top = MARGIN.t + row * pitch;
  for (const [from, to] of gapsOf(points)) {
    const [left, right] = [view.bx + view.mx * from, view.bx + view.mx * to];
    g.fillStyle = color;
    g.fillRect(left, top, Math.max(right - left, 2), Math.max(pitch - 2, 1));
    const alpha = g.globalAlpha;
    g.globalAlpha = (0.07 * alpha) / Math.sqrt(rows);
    g.fillRect(left, view.top, right - left, view.height);
    g.globalAlpha = alpha;
  }
  for (const [i, { x, y }] of points.entries()) {
    const [before, after] = [points[i - 1], points[i + 1]];
    const ends = [before, after].some((beside) => beside && !Number.isNaN(beside.y));
    if (Number.isNaN(y) && ends)
      cross(g, view.bx + view.mx * x, view.top, 3.5 * scale, color, 1.8 * scale);
  }
}

/** @type {(g: Context, view: Transform, line: Line, sunk: number, theme: Theme) => void} */
function drawLine(g, view, { color, dash, points }, sunk, { scale }) {
  g.strokeStyle = color;
  g.setLineDash(dash.map((length) => length * scale));
  g.beginPath();
  // A canvas cannot draw to places too far away.
  const most = 20 * view.height;
  let before = NaN;
  for (const { x, y } of points) {
    const [px, py] = [view.bx + view.mx * x, Math.max(pixelOf(view, y, sunk), -most)];
    // It begins and ends where the nearest run without an outcome is marked.
    if (Number.isNaN(y) && Number.isNaN(before)) g.moveTo(px, py);
    else g.lineTo(px, py);
    before = y;
  }
  g.stroke();
  g.setLineDash([]);
}

/** @type {(g: Context, view: Transform, marks: Mark[], sunk: number, theme: Theme) => void} */
export function drawPresent(g, view, marks, sunk, theme) {
  const { scale } = theme;
  const floor = view.top + view.height;
  for (const { color, limit } of marks) {
    if (limit === null) continue;
    const at = Math.round(view.bx + view.mx * limit) + 0.5;
    if (at < view.left || at > view.left + view.width) continue;
    g.strokeStyle = color;
    g.lineWidth = 1.6 * scale;
    g.setLineDash([1.5 * scale, 3.5 * scale]);
    line(g, at, view.top, at, floor);
    g.setLineDash([]);
  }
  for (const { color, x } of marks) {
    const at = Math.round(view.bx + view.mx * x) + 0.5;
    g.globalAlpha = 0.55;
    g.strokeStyle = color;
    g.lineWidth = scale;
    line(g, at, view.top, at, floor);
    g.globalAlpha = 1;
  }
  for (const { color, mark, x, y, covered } of marks) {
    const at = view.bx + view.mx * x;
    const unknown = covered || y === null;
    const level = unknown ? floor : Math.min(Math.max(pixelOf(view, y, sunk), view.top), floor);
    const radius = (mark ? RADIUS + 1.5 : RADIUS) * scale;
    disc(g, at, level, radius + 1.8 * scale, theme.background);
    if (!unknown && Number.isNaN(y)) cross(g, at, level, 4.5 * scale, color, 2.6 * scale);
    else if (mark) labelledDisc(g, at, level, radius, color, mark, theme.font);
    else disc(g, at, level, radius, color);
  }
}
