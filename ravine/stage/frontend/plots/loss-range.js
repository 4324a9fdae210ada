/** Choose the range of the loss axis so that every racer's course can be read. Pure. */

import { extent } from "./scale.js";

/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {{y: Float64Array, diverged: boolean}} Curve  y: in axis coordinates, log10 on a log axis */

const LEAST = 2e-4; // decades on a log axis of losses
// Up to so many decades are shown whole: doubles resolve no finer differences from a lowest loss other than zero.
const WHOLE = 20;
const DECADES = 14; // otherwise so many, enough to compare any descents; the chart says that curves go on
// A run may make the axis so many decades deep, or so many times as deep as all those above it need.
const [AMONG, SHARE] = [6, 3];
const LEAVING = 0.35; // share of the others' heights in which a diverged run is seen to rise
const MOST = 3; // decades of it
const ALONE = 4; // heights of its start up to which a diverged run without others is seen on a linear axis

/**
 * Depth of a log axis. place: position of the lowest loss and everything below it, under all finite logarithms; null
 * if there is none.
 * @param {{y: Float64Array}[]} curves  -Infinity: at the lowest loss or below it
 * @returns {import("./floor.js").Depth}
 */
export function depthOf(curves) {
  let [low, high, sunk] = [Infinity, -Infinity, false];
  for (const { y } of curves) {
    const [bottom, top] = extent(y);
    low = Math.min(low, bottom);
    high = Math.max(high, top);
    sunk ||= y.includes(-Infinity);
  }
  if (!sunk) return { place: null, deepest: low };
  const place = low > high ? -2 : low - (0.06 * Math.min(high - low, DECADES) || 0.5);
  return { place, deepest: place };
}

/**
 * Range of the loss axis, in axis coordinates (log10 on a log axis).
 * @param {Curve[]} curves
 * @param {Axis} kind
 * @param {boolean} everything  including diverged runs
 * @returns {[number, number]}
 */
export function lossRange(curves, kind, everything = false) {
  const ends = curves.map(({ y }) => extent(y));
  let low = Math.min(...ends.map(([bottom]) => bottom));
  let high = Math.max(...ends.map(([, top]) => top));
  if (!(low <= high)) return kind === "log" ? [-3, 1] : [0, 1];
  if (!everything) high = Math.min(high, highest(curves, kind, low));
  if (kind === "linear") {
    const pad = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
    return [low - pad, high + pad];
  }
  low = depthOf(curves).deepest;
  if (!everything) low = Math.max(low, lowest(curves, high));
  // A loss that changes in its seventh digit looks level, and no label needs so many digits.
  const pad = high > low ? Math.max((high - low) * 0.06, (LEAST - (high - low)) / 2) : 0.5;
  return [low - pad, high + pad];
}

/**
 * Top of the axis. A diverged run alone has it, up to so many decades; beside others it gets a share of the height, and
 * leaves the picture above.
 * @param {Curve[]} curves
 * @param {Axis} kind
 * @param {number} low  of all losses
 */
function highest(curves, kind, low) {
  const calm = curves.filter(({ diverged }) => !diverged).map(({ y }) => extent(y)[1]);
  if (calm.length === curves.length) return Infinity;
  const first = Math.max(...curves.map(({ y }) => (Number.isFinite(y[0]) ? y[0] : low)));
  const others = Math.max(first, ...calm);
  const share = LEAVING * (others - low);
  const above = first + (kind === "log" ? Math.min(Math.max(share, 0.1), MOST) : share);
  if (calm.length) return Math.max(others, above);
  return kind === "log" ? first + DECADES : first + ALONE * Math.max(first - low, Math.abs(first));
}

/**
 * Bottom of a log axis: a run that falls far deeper than the others leaves them room to be read.
 * @param {Curve[]} curves
 * @param {number} high
 */
function lowest(curves, high) {
  const { place } = depthOf(curves);
  const calm = curves.filter(({ diverged }) => !diverged);
  const depths = (calm.length ? calm : curves)
    .map(({ y }) => high - (place !== null && y.includes(-Infinity) ? place : extent(y)[0]))
    .filter((depth) => depth >= 0 && depth < Infinity)
    .sort((a, b) => a - b);
  let [shown, most] = [0, WHOLE];
  for (const depth of depths) {
    if (depth > most) return high - (most < WHOLE ? most : Math.max(shown, DECADES));
    shown = depth;
    most = Math.min(Math.max(AMONG, SHARE * shown), WHOLE);
  }
  return -Infinity;
}
