/** Map losses to heights, colours and axes. Pure. */

import { short } from "../page/format.js";

/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {{kind: Axis, of: (loss: number) => number, low: number, high: number,
 *   ticks: {at: number, text: string}[]}} HeightScale */

/**
 * Loss -> height and colour. The log form is log10(loss - lowest + delta), with both numbers from the surface.
 * @type {(surface: Surface, kind: Axis) => HeightScale}
 */
export function heightScale(surface, kind) {
  const [from, to] = extent(surface.z);
  const bottom = Number.isFinite(from) ? from : 0;
  const spread = to > from ? to - from : 1;
  if (kind === "linear") {
    const high = bottom + spread;
    return { kind, of: (loss) => loss, low: bottom, high, ticks: evenTicks(bottom, high) };
  }
  const { lowest, delta } = surface.log;
  const of = (/** @type {number} */ loss) => Math.log10(loss - lowest + delta);
  const [low, high] = [of(bottom), of(bottom + spread)];
  return { kind, of, low, high, ticks: lossTicks(low, high, lowest, delta) };
}

/**
 * Ticks at round losses, evenly spread over a log height axis.
 * @param {number} low
 * @param {number} high
 * @param {number} lowest
 * @param {number} delta
 */
function lossTicks(low, high, lowest, delta) {
  const ticks = [];
  const wanted = 6;
  for (let i = 0; i <= wanted; i += 1) {
    const aim = 10 ** (low + ((high - low) * i) / wanted) - delta;
    const loss = roundLoss(lowest + aim, aim);
    const at = Math.log10(loss - lowest + delta);
    const free = !ticks.length || at - ticks[ticks.length - 1].at > (high - low) / (2 * wanted);
    if (at >= low - 1e-9 && at <= high && free) ticks.push({ at, text: short(loss, 5) });
  }
  return ticks;
}

/**
 * @param {number} low
 * @param {number} high
 */
function evenTicks(low, high) {
  const gap = niceStep((high - low) / 6);
  const ticks = [];
  for (let i = Math.ceil(low / gap - 1e-9); i * gap <= high; i += 1) {
    ticks.push({ at: i * gap, text: short(i * gap, 5) });
  }
  return ticks;
}

/**
 * The next 1, 2 or 5 times a power of ten.
 * @param {number} size
 */
export function niceStep(size) {
  const decade = 10 ** Math.floor(Math.log10(size));
  const steps = size / decade;
  return (steps <= 1 ? 1 : steps <= 2 ? 2 : steps <= 5 ? 5 : 10) * decade;
}

/**
 * Round as coarsely as its distance from the lowest loss allows.
 * @param {number} loss
 * @param {number} above
 */
function roundLoss(loss, above) {
  if (above <= 0) return loss;
  const decade = 10 ** Math.floor(Math.log10(above));
  const unit = above / decade >= 5 ? 5 * decade : above / decade >= 2 ? 2 * decade : decade;
  return Number((Math.round(loss / unit) * unit).toPrecision(12));
}

/**
 * Zero of the loss axis: the known lowest loss, else the lowest of the runs.
 * @param {Surface} surface
 * @param {Run[]} runs
 */
export function lossFloor(surface, runs) {
  if (surface.lowest !== null) return surface.lowest;
  let floor = Infinity;
  for (const run of runs) {
    for (const loss of run.losses) if (loss < floor && Number.isFinite(loss)) floor = loss;
  }
  return Number.isFinite(floor) ? floor : 0;
}

/**
 * Kind of the rate axis: log, unless a schedule reaches zero.
 * @type {(rates: (import("../types.js").Numbers | null)[]) => Axis}
 */
export function rateAxis(rates) {
  return rates.some((values) => values?.includes(0)) ? "linear" : "log";
}

/**
 * Range of the rate axis in axis coordinates; a constant rate does not fill it.
 * @type {(curves: {y: Float64Array}[], kind: Axis) => [number, number]}
 */
export function rateRange(curves, kind) {
  const ends = curves.map(({ y }) => extent(y));
  const low = Math.min(...ends.map(([bottom]) => bottom));
  const high = Math.max(...ends.map(([, top]) => top));
  if (!(low <= high)) return kind === "log" ? [-3, 0] : [0, 1];
  if (kind === "linear") {
    const pad = (high - Math.min(low, 0)) * 0.1 || 1;
    return [Math.min(low, 0) - pad, high + pad];
  }
  const pad = Math.max((high - low) * 0.1, (0.8 - (high - low)) / 2);
  return [low - pad, high + pad];
}

/** @type {WeakMap<import("../types.js").Numbers, [number, number]>} */
const extents = new WeakMap();

/**
 * @param {import("../types.js").Numbers} values  immutable, so that the result is cached
 * @returns {[number, number]}
 */
export function extent(values) {
  const known = extents.get(values);
  if (known) return known;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  extents.set(values, [low, high]);
  return [low, high];
}

/**
 * The old range while the wanted one fits well: an axis that follows every pixel of a drag cannot be read.
 * @type {(old: [number, number] | null, wanted: [number, number]) => [number, number]}
 */
export function steadyRange(old, wanted) {
  if (!old) return wanted;
  const size = old[1] - old[0];
  const slack = size * 0.04;
  const fits = wanted[0] >= old[0] - slack && wanted[1] <= old[1] + slack;
  return fits && wanted[1] - wanted[0] >= 0.6 * size ? old : wanted;
}

/**
 * While something is dragged, an axis only grows: laying it out takes longer than drawing everything else.
 * @type {(old: [number, number] | null, wanted: [number, number]) => [number, number]}
 */
export function grownRange(old, wanted) {
  if (!old) return wanted;
  const slack = (old[1] - old[0]) * 0.04;
  if (wanted[0] >= old[0] - slack && wanted[1] <= old[1] + slack) return old;
  return [Math.min(old[0], wanted[0]), Math.max(old[1], wanted[1])];
}

/** @type {(surface: {minima: {x: number, y: number}[]}, x: number, y: number) => number | null} */
export function distanceToMinimum(surface, x, y) {
  if (!surface.minima.length) return null;
  let best = Infinity;
  for (const minimum of surface.minima) {
    best = Math.min(best, Math.hypot(minimum.x - x, minimum.y - y));
  }
  return best;
}
