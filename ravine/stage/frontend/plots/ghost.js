/** Draw a kept race, the ghost, behind the present one. Its curves are made once; what is dragged leaves them as they are. */

import { cachedCurve } from "../player/series.js";
import { endOf } from "../protocol/payload.js";
import { lossSeries, pathSeries } from "./polyline.js";
import { lossFloor } from "./scale.js";
import { stroke } from "./trails.js";

/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Ghost} Ghost */
/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {{paths: Curve[], losses: Curve[], last: number}} GhostCurves  last: end of the loss curves */

const BAND = 4.4; // px
const LINE = 1.5;

/** @type {(ghost: Ghost, surface: Surface) => boolean} whether its losses are of another surface */
export function isElsewhere(ghost, surface) {
  return ghost.surface.part !== surface.part;
}

/** @type {WeakMap<Ghost["runs"], number>} */
const floors = new WeakMap();

/**
 * The lowest loss that is known of the ghost's surface, else that of its runs.
 * @param {Ghost} ghost
 */
export function ghostFloor({ surface, runs }) {
  const floor = floors.get(runs) ?? lossFloor(surface, runs);
  floors.set(runs, floor);
  return floor;
}

/**
 * Zero of the loss axis with a ghost: on the same surface it is zero for both.
 * @type {(surface: Surface, ghost: Ghost | null, floor: number) => number}
 */
export function commonFloor(surface, ghost, floor) {
  if (!ghost?.runs.length || surface.lowest !== null || isElsewhere(ghost, surface)) return floor;
  return Math.min(floor, ghostFloor(ghost));
}

/**
 * @param {Ghost | null} ghost
 * @param {Surface} surface  of the present race
 * @param {Axis} kind
 * @param {number} floor  zero of the loss axis; losses of another surface have their own
 * @returns {GhostCurves}
 */
export function ghostCurves(ghost, surface, kind, floor) {
  if (!ghost) return { paths: [], losses: [], last: 0 };
  const { runs, timed } = ghost;
  const own = isElsewhere(ghost, surface) ? ghostFloor(ghost) : floor;
  const zero = kind === "log" ? own : 0;
  const paths = runs.map((run) => cachedCurve(run, "path", () => pathSeries(run)));
  const losses = (timed ? runs : []).map((run) =>
    cachedCurve(run, `${kind} ${zero}`, () => lossSeries(run, kind, zero, -Infinity)),
  );
  return { paths, losses, last: Math.max(0, ...losses.map(({ run }) => endOf(run))) };
}

/**
 * A soft band, which neither a path nor one that is still to be played is.
 * @type {(frame: Frame, curves: Curve[], lineOf: (curve: Curve) => import("./polyline.js").Polyline) => void}
 */
export function drawGhost({ g, theme }, curves, lineOf) {
  if (!curves.length) return;
  g.lineCap = "round";
  for (const [width, alpha] of [
    [BAND, 0.28],
    [LINE, 0.45],
  ]) {
    g.lineWidth = width * theme.scale;
    g.globalAlpha = alpha;
    for (const curve of curves) {
      const line = lineOf(curve);
      g.strokeStyle = curve.run.color;
      stroke(g, line, 0, line.x.length, width === LINE ? curve.run.dash : []);
    }
  }
  g.globalAlpha = 1;
  g.lineCap = "butt";
}
