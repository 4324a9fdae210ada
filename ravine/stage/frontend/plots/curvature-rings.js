/** Draw the curvature at each head: rings or axes of the local quadratic model, to scale. */

import { locate } from "../protocol/payload.js";
import { boxOf } from "./polyline.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{up: boolean, points: Point[]}} Stroke  up: the surface curves up along it */

const CORNERS = 72;
// In plot sizes: the axis of a zero curvature is infinite.
const ENDLESS = 20;

/**
 * Where the model 1/2 d'Hd at the last whole step's point equals plus or minus `amount`: a ring if both curvatures
 * have one sign, else the two axes, cut at that height.
 * @param {Run} run
 * @param {number} amount  of loss
 * @param {Transform} view
 * @param {number} step
 * @returns {Stroke[]}  in pixels; empty where the curvature is zero or not finite
 */
export function curvatureStrokes(run, amount, view, step) {
  const { index } = locate(run, Math.floor(step));
  if (!run.curvature || index < 0) return [];
  const [larger, smaller, angle] = run.curvature.subarray(3 * index, 3 * index + 3);
  const at = {
    x: run.path[2 * index] * view.mx + view.bx,
    y: run.path[2 * index + 1] * view.my + view.by,
  };
  if (!Number.isFinite(larger + smaller + angle + at.x + at.y)) return [];
  if (larger === 0 && smaller === 0) return [];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const first = halfAxis(larger, amount, cosine * view.mx, sine * view.my, view);
  const second = halfAxis(smaller, amount, -sine * view.mx, cosine * view.my, view);
  if (larger * smaller >= 0) return [{ up: larger > 0, points: ring(at, first, second) }];
  return [
    { up: true, points: axisThrough(at, first) },
    { up: false, points: axisThrough(at, second) },
  ];
}

/**
 * Half an axis of the ring, in pixels.
 * @param {number} curvature
 * @param {number} amount
 * @param {number} dx  one unit along the axis, in pixels
 * @param {number} dy
 * @param {Transform} view
 * @returns {Point}
 */
function halfAxis(curvature, amount, dx, dy, { width, height }) {
  const longest = (ENDLESS * (width + height)) / Math.hypot(dx, dy);
  const length = Math.min(Math.sqrt((2 * amount) / Math.abs(curvature)), longest);
  return { x: length * dx, y: length * dy };
}

/**
 * @param {Point} at
 * @param {Point} first
 * @param {Point} second
 */
function ring(at, first, second) {
  const points = [];
  for (let i = 0; i <= CORNERS; i += 1) {
    const turn = (2 * Math.PI * i) / CORNERS;
    const [p, q] = [Math.cos(turn), Math.sin(turn)];
    points.push({
      x: at.x + p * first.x + q * second.x,
      y: at.y + p * first.y + q * second.y,
    });
  }
  return points;
}

/**
 * @param {Point} at
 * @param {Point} halfAxis
 */
function axisThrough({ x, y }, halfAxis) {
  return [
    { x: x - halfAxis.x, y: y - halfAxis.y },
    { x: x + halfAxis.x, y: y + halfAxis.y },
  ];
}

/** @type {(frame: Frame, runs: Run[], amount: number) => void} */
export function drawCurvatureRings({ g, view, theme, step, heads }, runs, amount) {
  const box = boxOf(view);
  g.lineCap = "round";
  for (const run of runs) {
    const head = heads.get(run.key);
    // Far outside, coordinates exceed what a canvas draws.
    if (!head || head.fromX < box.left || head.fromX > box.right) continue;
    if (head.fromY < box.top || head.fromY > box.bottom) continue;
    for (const { up, points } of curvatureStrokes(run, amount, view, step)) {
      g.beginPath();
      for (const { x, y } of points) g.lineTo(x, y);
      stroke(g, theme.background, 4.6, []);
      stroke(g, run.color, 2, up ? [] : [3, 5]);
    }
  }
  g.setLineDash([]);
}

/** @type {(g: CanvasRenderingContext2D, color: string, width: number, dash: number[]) => void} */
function stroke(g, color, width, dash) {
  g.strokeStyle = color;
  g.lineWidth = width;
  g.setLineDash(dash);
  g.stroke();
}
