/** Draw the vectors of the inspected optimizer's step, to the scale of the axes. */

import { locate } from "../protocol/payload.js";
import { placeLabels } from "./labels.js";
import { boxOf, clipSegment } from "./polyline.js";
import { disc } from "./shapes.js";

/** @typedef {import("./labels.js").Point} Point */
/** @typedef {import("./labels.js").Rect} Rect */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("../types.js").Vectors} Vectors */
/** @typedef {{name: string, color: string, from: Point, tip: Point, length: number,
 *   width: number}} Arrow  pixels */

const SHORTEST = 4; // px; a shorter arrow would consist of its head
const BARB = 8; // px, at any zoom, but never longer than the arrow
const THIN = 1.8;
const STEP = 1.4; // coinciding vectors lie on each other, later ones narrower
const HALO = 1.2;
const TEXT = 12;
const LEADER = 12;

/**
 * @returns {(frame: Frame, run: Run, vectors: Vectors) => void}
 */
export function createVectors() {
  /** @type {Map<string, number>} */
  const places = new Map();

  return (frame, run, vectors) => {
    const arrows = arrowsAt(run, vectors, frame.view, frame.step);
    for (const arrow of arrows) drawArrow(frame, arrow, frame.theme.background, HALO);
    for (const arrow of arrows) drawArrow(frame, arrow, arrow.color, 0);
    label(frame, arrows, places);
  };
}

/**
 * Arrows of the last whole step; vectors that are zero or not finite are left out.
 * @type {(run: Run, vectors: Vectors, view: Transform, step: number) => Arrow[]}
 */
export function arrowsAt(run, { names, ends, perPoint }, view, step) {
  const { index } = locate(run, step);
  if (index < 0) return [];
  const from = {
    x: run.path[2 * index] * view.mx + view.bx,
    y: run.path[2 * index + 1] * view.my + view.by,
  };
  const arrows = [];
  const count = Math.min(perPoint, names.length);
  for (let i = 0; i < count; i += 1) {
    const at = 2 * (index * perPoint + i);
    const [dx, dy] = [ends[at] * view.mx, ends[at + 1] * view.my];
    const length = Math.hypot(dx, dy);
    if (!Number.isFinite(length + from.x + from.y) || length === 0) continue;
    const tip = { x: from.x + dx, y: from.y + dy };
    arrows.push({ ...names[i], from, tip, length, width: THIN + STEP * (count - 1 - i) });
  }
  return arrows;
}

/**
 * @param {Frame} frame
 * @param {Arrow} arrow
 * @param {string} ink
 * @param {number} halo  px on each side
 */
function drawArrow({ g, view }, { from, tip, length, width }, ink, halo) {
  const cut = clipSegment(from.x, from.y, tip.x, tip.y, boxOf(view));
  if (!cut) return;
  if (length < SHORTEST) return disc(g, tip.x, tip.y, 1.6 + width / 2 + halo, ink);
  g.strokeStyle = ink;
  g.lineWidth = width + 2 * halo;
  g.lineCap = "round";
  g.beginPath();
  g.moveTo(cut[0], cut[1]);
  g.lineTo(cut[2], cut[3]);
  if (cut[2] === tip.x && cut[3] === tip.y) barbs(g, from, tip, length);
  g.stroke();
}

/** @type {(g: CanvasRenderingContext2D, from: Point, tip: Point, length: number) => void} */
function barbs(g, from, tip, length) {
  const [ux, uy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const along = Math.min(BARB, length);
  const aside = along * 0.55;
  g.moveTo(tip.x - along * ux - aside * uy, tip.y - along * uy + aside * ux);
  g.lineTo(tip.x, tip.y);
  g.lineTo(tip.x - along * ux + aside * uy, tip.y - along * uy - aside * ux);
}

/**
 * @param {Frame} frame
 * @param {Arrow[]} arrows
 * @param {Map<string, number>} places
 */
function label({ g, view, theme }, arrows, places) {
  const frame = { x: view.left, y: view.top, width: view.width, height: view.height };
  const text = TEXT * theme.scale;
  g.font = `${text}px ${theme.font}`;
  g.textBaseline = "middle";
  const seen = arrows.flatMap((arrow) => {
    const tip = visibleTip(arrow, view);
    return tip ? [{ ...arrow, tip }] : [];
  });
  const wishes = seen.map(({ name, from, tip }) => ({
    from,
    tip,
    width: Math.ceil(g.measureText(name).width) + 14,
    height: text + 6,
    before: places.get(name) ?? -1,
  }));
  for (const [i, { rect, place }] of placeLabels(wishes, frame).entries()) {
    const { name, color, tip } = seen[i];
    places.set(name, place);
    leader(g, tip, rect, color);
    plate(g, rect, color, theme.background);
    g.fillStyle = theme.text;
    g.fillText(name, rect.x + 9, rect.y + rect.height / 2 + 0.5);
  }
}

/**
 * Where the arrow ends or leaves the plot; null if it is entirely outside.
 * @param {Arrow} arrow
 * @param {Transform} view
 */
function visibleTip({ from, tip }, { left, top, width, height }) {
  const box = { left, top, right: left + width, bottom: top + height };
  const cut = clipSegment(from.x, from.y, tip.x, tip.y, box);
  return cut && { x: cut[2], y: cut[3] };
}

/** @type {(g: CanvasRenderingContext2D, rect: Rect, color: string, background: string) => void} */
function plate(g, { x, y, width, height }, color, background) {
  g.globalAlpha = 0.88;
  g.fillStyle = background;
  g.fillRect(x, y, width, height);
  g.globalAlpha = 1;
  g.fillStyle = color;
  g.fillRect(x, y, 4, height);
}

/**
 * Connect a name to a tip that has no room for it.
 * @type {(g: CanvasRenderingContext2D, tip: Point, rect: Rect, color: string) => void}
 */
function leader(g, tip, { x, y, width, height }, color) {
  const near = {
    x: Math.min(Math.max(tip.x, x), x + width),
    y: Math.min(Math.max(tip.y, y), y + height),
  };
  if (Math.hypot(near.x - tip.x, near.y - tip.y) < LEADER) return;
  g.strokeStyle = color;
  g.lineWidth = 1.2;
  g.setLineDash([2, 3]); // to differ from a vector
  g.beginPath();
  g.moveTo(tip.x, tip.y);
  g.lineTo(near.x, near.y);
  g.stroke();
  g.setLineDash([]);
}
