/** The rectangle of settings or of starts that a map shows: in a link, moved, one within another. Pure. */

import { placeOf, valueAt } from "./axis.js";
import { written } from "./numbers.js";

/** @typedef {[x0: number, x1: number, y0: number, y1: number]} Rectangle */
/** @typedef {{x: import("./axis.js").Values, y: import("./axis.js").Values}} Axes */
/** @typedef {{x: [number, number], y: [number, number]}} Places */

const FINEST = 1e-13; // of a value; below, neighbouring numbers are cells of their own

/** @type {(text: string) => Rectangle | null} null: the whole map */
export function rectangleOf(text) {
  const numbers = text ? text.split(",").map(Number) : [];
  const usable = numbers.length === 4 && numbers.every(Number.isFinite);
  return usable ? /** @type {Rectangle} */ (numbers) : null;
}

/**
 * The outermost cells' values of a part of a map, within the bounds of all settings; null: it is too narrow.
 * @param {Axes} axes
 * @param {Places} places
 * @param {Rectangle | null} bounds  null: there are none
 * @returns {Rectangle | null}
 */
export function rectangleAt({ x, y }, places, bounds) {
  const [x0, x1] = places.x.map((place) => valueAt(x, place));
  const [y0, y1] = places.y.map((place) => valueAt(y, place));
  const [left, right] = within(x0, x1, bounds?.slice(0, 2));
  const [bottom, top] = within(y0, y1, bounds?.slice(2));
  const usable = [
    [left, right, x],
    [bottom, top, y],
  ].every(([low, high, axis]) =>
    isWide(/** @type {number} */ (low), /** @type {number} */ (high), /** @type {any} */ (axis)),
  );
  return usable ? [left, right, bottom, top] : null;
}

/** @type {(low: number, high: number, bounds: number[] | undefined) => [number, number]} */
function within(low, high, bounds) {
  if (!bounds) return [low, high];
  const [least, most] = bounds;
  return [Math.min(Math.max(low, least), most), Math.max(Math.min(high, most), least)];
}

/** @type {(low: number, high: number, axis: import("./axis.js").Values) => boolean} */
function isWide(low, high, { scale }) {
  if (scale === "whole") return high - low >= 1;
  return high - low > FINEST * Math.max(Math.abs(low), Math.abs(high));
}

/** @param {Rectangle} rectangle */
export function textOf(rectangle) {
  return rectangle.join();
}

/** @type {(outer: Rectangle, inner: Rectangle) => boolean} whether it is part of the outer one, and not all of it */
export function contains(outer, inner) {
  const [a0, a1, b0, b1] = outer;
  const [x0, x1, y0, y1] = inner;
  return a0 <= x0 && x1 <= a1 && b0 <= y0 && y1 <= b1 && outer.join() !== inner.join();
}

/**
 * The way to a rectangle: those that were shown before it and hold it, from the widest.
 * @type {(before: Rectangle[], now: Rectangle | null) => Rectangle[]}
 */
export function wayTo(before, now) {
  return now ? [...before.filter((outer) => contains(outer, now)), now] : [];
}

/**
 * How wide and how high a rectangle is, in few digits.
 * @type {(rectangle: Rectangle) => [string, string]}
 */
export function widthsOf([x0, x1, y0, y1]) {
  return [written(x1 - x0, 2), written(y1 - y0, 2)];
}

/**
 * Where the cells of another rectangle will lie on a map: to half a cell beyond the outermost.
 * @type {(axes: Axes, rectangle: Rectangle) => Places}
 */
export function placesOf({ x, y }, [x0, x1, y0, y1]) {
  return { x: padded(x, x0, x1), y: padded(y, y0, y1) };
}

/** @type {(axis: import("./axis.js").Values, from: number, to: number) => [number, number]} */
function padded(axis, from, to) {
  const [low, high] = [placeOf(axis, from), placeOf(axis, to)];
  const half = (high - low) / (2 * Math.max(axis.values.length - 1, 1));
  return [low - half, high + half];
}

/**
 * The part of a map whose outermost cells have their outer edges there.
 * @type {(axes: Axes, places: Places) => Places}
 */
export function inner({ x, y }, places) {
  const shrunk = (/** @type {[number, number]} */ [low, high], /** @type {number} */ count) => {
    const half = (high - low) / (2 * count);
    return /** @type {[number, number]} */ ([low + half, high - half]);
  };
  return { x: shrunk(places.x, x.values.length), y: shrunk(places.y, y.values.length) };
}
