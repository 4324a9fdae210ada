/** Draw long lines on a canvas: the whole path, faint, and the trail behind a head. */

import { boxOf, clipSegment } from "./polyline.js";

/** @typedef {import("./polyline.js").Polyline} Polyline */
/** @typedef {[number, number, number, number]} Segment */
/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("./overlay.js").Head} Head */

const TRAIL = 2.2;
const HALO = 4.6;
const SAME = 2; // pixels from the last drawn point to one that was left out
const OVERLAP = 6; // points drawn again, so that a new halo does not cut into the old trail

/** @type {(frame: Frame, curves: Curve[], lineOf: (curve: Curve) => Polyline) => void} */
export function drawWhole({ g, theme }, curves, lineOf) {
  g.globalAlpha = 0.4;
  g.lineWidth = 1.2 * theme.scale;
  for (const curve of curves) {
    const line = lineOf(curve);
    g.strokeStyle = curve.run.color;
    stroke(g, line, 0, line.x.length, curve.run.dash);
  }
  g.globalAlpha = 1;
}

/**
 * Draw the trail between two positions of a head, in its colour on a halo that separates it from the surface.
 * @param {Frame} frame
 * @param {{color: string, dash: number[], last: number}} run
 * @param {Polyline} line
 * @param {Head | null} past  null: from the start
 * @param {Head | null} head
 */
export function inkTrail({ g, view, theme }, run, line, past, head) {
  const from = past ? after(line, past.index) : 0;
  const to = after(line, head ? head.index : run.last);
  const end = head && clipSegment(head.fromX, head.fromY, head.x, head.y, boxOf(view));
  if (past && head && past.index === head.index && past.share === head.share) return;
  const first = Math.max(from - 1, 0);
  g.strokeStyle = theme.background;
  g.globalAlpha = 0.55;
  g.lineWidth = HALO * theme.scale;
  g.lineCap = "butt";
  stroke(g, line, first, to, [], end);
  g.globalAlpha = 1;
  g.strokeStyle = run.color;
  g.lineWidth = TRAIL * theme.scale;
  g.lineCap = run.dash.length ? "butt" : "round"; // round ends would fill the gaps
  stroke(g, line, past ? Math.max(first - OVERLAP, 0) : first, to, run.dash, end);
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Polyline} line
 * @param {number} from
 * @param {number} to  exclusive
 * @param {number[]} dash
 * @param {Segment | null} [end]  from the last point to the head
 */
export function stroke(g, line, from, to, dash, end = null) {
  g.setLineDash(dash);
  if (dash.length) strokePieces(g, line, from, to, end);
  else {
    g.beginPath();
    trace(g, line, from, to);
    if (end) segment(g, end);
    g.stroke();
  }
  g.setLineDash([]);
}

/**
 * A trail grows bit by bit: each bit continues the dash pattern of the one before.
 * @param {CanvasRenderingContext2D} g
 * @param {Polyline} line
 * @param {number} from
 * @param {number} to  exclusive
 * @param {Segment | null} end
 */
function strokePieces(g, line, from, to, end) {
  for (let i = from; i < to; ) {
    let stop = i + 1;
    while (stop < to && line.pen[stop]) stop += 1;
    g.beginPath();
    g.lineDashOffset = line.length[i];
    trace(g, line, i, stop);
    g.stroke();
    i = stop;
  }
  if (!end) return;
  const gap = to > 0 ? Math.hypot(end[0] - line.x[to - 1], end[1] - line.y[to - 1]) : Infinity;
  g.beginPath();
  g.lineDashOffset = gap < SAME ? line.length[to - 1] + gap : 0;
  segment(g, end);
  g.stroke();
  g.lineDashOffset = 0;
}

/** @type {(g: CanvasRenderingContext2D, end: Segment) => void} */
function segment(g, [x0, y0, x1, y1]) {
  g.moveTo(x0, y0);
  g.lineTo(x1, y1);
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
 * Number of points of the line at or before point `index` of the run.
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
