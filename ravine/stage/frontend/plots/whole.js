/** Draw all that lies over a plot at once: for pictures and films, where nothing is left of the frame before. */

import { transformKey } from "./canvas.js";
import { drawPaper } from "./paper.js";
import { boxOf, headAt, polyline } from "./polyline.js";
import { cross, disc, labelledDisc } from "./shapes.js";

/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("./overlay.js").Head} Head */
/** @typedef {import("./overlay.js").Picture} Picture */
/** @typedef {import("../types.js").Transform} Transform */

/** Curves as lines of pixels, made again when a curve or its plot has changed. */
export function createLines() {
  /** @type {Map<string, {key: string, line: import("./polyline.js").Polyline}>} */
  const shapes = new Map();
  /** @type {(curve: Curve, view: Transform) => import("./polyline.js").Polyline} */
  return (curve, view) => {
    const key = `${curve.key}|${transformKey(view)}`;
    let shape = shapes.get(curve.run.key);
    if (shape?.key !== key) {
      shape = { key, line: polyline(curve.series, view) };
      shapes.set(curve.run.key, shape);
    }
    return shape.line;
  };
}

/**
 * @param {Pick<Picture, "curves" | "ghosts" | "step">} picture
 * @param {Transform} view
 */
export function headsOf({ curves, ghosts = [], step }, view) {
  /** @type {Map<string, Head>} */
  const heads = new Map();
  for (const { run, series } of [...ghosts, ...curves]) {
    const head = headAt(run, series, view, step);
    if (head) heads.set(run.key, head);
  }
  return heads;
}

/**
 * @param {CanvasRenderingContext2D} g  clipped to the plot
 * @param {Transform} view
 * @param {Omit<Picture, "pace" | "hit" | "key">} picture
 * @param {ReturnType<typeof createLines>} lineOf
 */
export function drawWholePicture(g, view, picture, lineOf) {
  const { theme, step, ghosts = [], curves } = picture;
  const heads = headsOf(picture, view);
  const frame = { g, view, theme, heads, step };
  g.lineJoin = "round";
  drawPaper(frame, { ...picture, pace: 0, hit: null, key: "" }, lineOf);
  picture.over?.(frame);
  g.globalAlpha = 0.5;
  for (const { run } of ghosts) drawHead(frame, run, heads.get(run.key));
  g.globalAlpha = 1;
  for (const { run } of curves) drawHead(frame, run, heads.get(run.key));
  picture.top?.(frame);
}

/**
 * Draw a head on a canvas as heads.js shows it.
 * @type {(frame: Frame, run: import("../types.js").Run, head: Head | undefined) => void}
 */
export function drawHead({ g, view, theme }, run, head) {
  if (!head || !isNear(head, view)) return;
  if (run.diverged && head.over) {
    cross(g, head.x, head.y, 5 * theme.scale, theme.background, 5 * theme.scale);
    cross(g, head.x, head.y, 5 * theme.scale, run.color, 2.4 * theme.scale);
    return;
  }
  if (run.mark) {
    disc(g, head.x, head.y, 8.6 * theme.scale, theme.background);
    labelledDisc(g, head.x, head.y, 7 * theme.scale, run.color, run.mark, theme.font);
    return;
  }
  disc(g, head.x, head.y, 6.6 * theme.scale, theme.background);
  disc(g, head.x, head.y, 5 * theme.scale, run.color);
  disc(g, head.x, head.y, 1.5 * theme.scale, theme.background);
}

/**
 * @param {{x: number, y: number}} point
 * @param {Transform} view
 */
export function isNear({ x, y }, view) {
  const { left, top, right, bottom } = boxOf(view);
  return x > left && x < right && y > top && y < bottom;
}
