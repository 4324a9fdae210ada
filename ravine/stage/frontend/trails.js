/** Long lines on a canvas: the whole path, faint, and the trail behind a head. */

import { boxOf, clipSegment } from "./polyline.js";

/** @typedef {import("./polyline.js").Polyline} Polyline */
/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("./overlay.js").Head} Head */

const TRAIL = 2.2;
const HALO = 4.6;
const OVERLAP = 6; // points drawn again, so that a new halo doesn't cut into the old trail

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Curve[]} curves
 * @param {(curve: Curve) => Polyline} lineOf
 */
export function drawWhole(g, curves, lineOf) {
  g.globalAlpha = 0.4;
  g.lineWidth = 1.2;
  for (const curve of curves) {
    const line = lineOf(curve);
    g.beginPath();
    trace(g, line, 0, line.x.length);
    g.strokeStyle = curve.run.color;
    g.stroke();
  }
  g.globalAlpha = 1;
}

/**
 * The trail between two places of a head, in its colour on a halo that parts it from the surface.
 * @param {Frame} frame
 * @param {{color: string, last: number}} run
 * @param {Polyline} line
 * @param {Head | null} past  null: from the start
 * @param {Head | null} head
 */
export function inkTrail({ g, view, theme }, run, line, past, head) {
  const from = past ? after(line, past.index) : 0;
  const to = after(line, head ? head.index : run.last);
  const end = head && clipSegment(head.fromX, head.fromY, head.x, head.y, boxOf(view));
  if (past && head && past.index === head.index && past.share === head.share) return;
  /** @param {number} back */
  const stroke = (back) => {
    g.beginPath();
    trace(g, line, Math.max(from - 1 - back, 0), to);
    if (end) {
      g.moveTo(end[0], end[1]);
      g.lineTo(end[2], end[3]);
    }
    g.stroke();
  };
  g.strokeStyle = theme.background;
  g.globalAlpha = 0.55;
  g.lineWidth = HALO;
  g.lineCap = "butt";
  stroke(0);
  g.globalAlpha = 1;
  g.strokeStyle = run.color;
  g.lineWidth = TRAIL;
  g.lineCap = "round";
  stroke(past ? OVERLAP : 0);
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Polyline} line
 * @param {number} from
 * @param {number} to  exclusive
 */
function trace(g, line, from, to) {
  for (let i = from; i < to; i += 1) {
    if (line.pen[i] && i > from) g.lineTo(line.x[i], line.y[i]);
    else g.moveTo(line.x[i], line.y[i]);
  }
}

/**
 * How many points of the line lie at or before point `index` of the run.
 * @param {Polyline} line
 * @param {number} index
 */
export function after(line, index) {
  let [low, high] = [0, line.at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (line.at[middle] <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}
