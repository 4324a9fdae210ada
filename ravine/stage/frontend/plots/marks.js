/** Draw minima, saddles and gradient arrows over the surface. */

import { cross, ring, star } from "./shapes.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Surface} Surface */

const CROWD = 40;
const SHORTEST = 18;
const LONGEST = 54;
const DECADES = 4; // the gradient of a shortest arrow is this much smaller than that of a longest one

/** @type {(frame: Frame, surface: Surface) => void} */
export function drawMarks(frame, surface) {
  const { g, view, theme } = frame;
  const crowded = surface.minima.length + surface.saddles.length > CROWD;
  const size = theme.scale * (crowded ? 0.6 : 1);
  const place = (/** @type {{x: number, y: number}} */ mark) =>
    /** @type {const} */ ([mark.x * view.mx + view.bx, mark.y * view.my + view.by]);
  g.globalAlpha = crowded ? 0.6 : 0.9;
  for (const saddle of surface.saddles) {
    const [x, y] = place(saddle);
    cross(g, x, y, 4 * size, theme.background, 4 * size);
    cross(g, x, y, 4 * size, theme.text, 1.6 * size);
  }
  for (const minimum of surface.minima) {
    if (minimum.global) continue;
    const [x, y] = place(minimum);
    ring(g, x, y, 4.5 * size, theme.background, 4 * size);
    ring(g, x, y, 4.5 * size, theme.text, 1.6 * size);
  }
  g.globalAlpha = 1;
  const crowd = surface.minima.filter((minimum) => minimum.global).length > CROWD;
  const many = theme.scale * (crowd ? 0.6 : 1);
  for (const minimum of surface.minima) {
    if (!minimum.global) continue;
    const [x, y] = place(minimum);
    star(g, x, y, 9.5 * many, theme.background);
    star(g, x, y, 7.2 * many, theme.text);
  }
}

/**
 * Arrows of steepest descent at every head: exact direction, length by the logarithm of the gradient relative to
 * the largest gradient of all runs.
 * @type {(frame: Frame, runs: Run[]) => void}
 */
export function drawArrows(frame, runs) {
  const steepest = Math.max(...runs.map(steepestOf));
  for (const run of runs) {
    const head = frame.heads.get(run.key);
    if (!head || !(steepest > 0)) continue;
    const next = Math.min(head.index + 1, run.last);
    const blend = (/** @type {number} */ axis) =>
      run.gradient[2 * head.index + axis] * (1 - head.share) +
      (head.share ? run.gradient[2 * next + axis] * head.share : 0);
    const [gx, gy] = [blend(0), blend(1)];
    const norm = Math.hypot(gx, gy);
    if (!Number.isFinite(norm) || norm === 0) continue;
    const rank = 1 + Math.log10(norm / steepest) / DECADES;
    const length = SHORTEST + (LONGEST - SHORTEST) * Math.min(Math.max(rank, 0), 1);
    const [dx, dy] = [-gx * frame.view.mx, -gy * frame.view.my];
    const scale = length / Math.hypot(dx, dy);
    arrow(frame, head.x, head.y, dx * scale, dy * scale, run.color);
  }
}

/** @type {WeakMap<import("../types.js").Numbers, number>} */
const steepness = new WeakMap();

/** @param {Run} run */
function steepestOf(run) {
  let most = steepness.get(run.gradient);
  if (most === undefined) {
    most = 0;
    for (let i = 0; i < run.gradient.length; i += 2) {
      const norm = Math.hypot(run.gradient[i], run.gradient[i + 1]);
      if (norm > most && Number.isFinite(norm)) most = norm;
    }
    steepness.set(run.gradient, most);
  }
  return most;
}

/** @type {(frame: Frame, x: number, y: number, dx: number, dy: number, color: string) => void} */
function arrow({ g, theme }, x, y, dx, dy, color) {
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const [tx, ty] = [x + dx, y + dy];
  for (const [ink, width] of /** @type {const} */ ([
    [theme.background, 6],
    [color, 3],
  ])) {
    g.beginPath();
    g.moveTo(x, y);
    g.lineTo(tx, ty);
    for (const side of [-1, 1]) {
      g.moveTo(tx - 8 * ux - side * 5 * uy, ty - 8 * uy + side * 5 * ux);
      g.lineTo(tx, ty);
    }
    g.strokeStyle = ink;
    g.lineWidth = width;
    g.stroke();
  }
}
