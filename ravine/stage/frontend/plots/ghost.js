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

/** @type {WeakMap<Ghost["runs"], {part: string, runs: Ghost["runs"]}>} */
const laid = new WeakMap();

/**
 * The ghost's runs as they lie on the present surface, which is the one that is drawn in 3-D.
 * @param {Ghost | null} ghost
 * @param {Surface} surface
 */
export function laidOn(ghost, surface) {
  if (!ghost || !isElsewhere(ghost, surface)) return ghost?.runs ?? [];
  const known = laid.get(ghost.runs);
  if (known?.part === surface.part) return known.runs;
  const runs = ghost.runs.map((run) => ({
    ...run,
    losses: run.losses.map((_, i) => lossAt(surface, run.path[2 * i], run.path[2 * i + 1])),
  }));
  laid.set(ghost.runs, { part: surface.part, runs });
  return runs;
}

/**
 * The surface's loss between the points of its grid; NaN outside it.
 * @type {(surface: Surface, x: number, y: number) => number}
 */
export function lossAt({ domain, z, nx, ny }, x, y) {
  const [[left, right], [bottom, top]] = domain;
  const [across, up] = [
    ((x - left) / (right - left)) * (nx - 1),
    ((y - bottom) / (top - bottom)) * (ny - 1),
  ];
  if (!(across >= 0 && up >= 0 && across <= nx - 1 && up <= ny - 1)) return NaN;
  const [column, row] = [Math.min(Math.floor(across), nx - 2), Math.min(Math.floor(up), ny - 2)];
  const between = (/** @type {number} */ at) => z[at] + (across - column) * (z[at + 1] - z[at]);
  const low = between(row * nx + column);
  return low + (up - row) * (between((row + 1) * nx + column) - low);
}
