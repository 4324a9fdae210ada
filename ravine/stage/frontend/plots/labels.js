/** Place the names of arrows beside their tips, clear of heads, arrows and other names. Pure. */

import { clipSegment } from "./polyline.js";

/** @typedef {{x: number, y: number, width: number, height: number}} Rect  from its upper left */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{from: Point, tip: Point, width: number, height: number, before: number}} Wish
 *   before: its place in the last frame, -1: none */

const TURNS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].map((turn) => (turn * Math.PI) / 6);
const REACHES = [7, 20, 34, 50, 72, 96];
const HEAD = 9; // half the side of a head
const FORBIDDEN = 1e4;
const COVERS = 60;
const MOVES = 25; // bonus for staying: names that jump cannot be read

/**
 * @param {Wish[]} wishes
 * @param {Rect} frame  bounds
 * @returns {{rect: Rect, place: number}[]}
 */
export function placeLabels(wishes, frame) {
  /** @type {{rect: Rect, place: number}[]} */
  const placed = [];
  for (const wish of wishes) {
    let best = { rect: rectAt(wish, 0, frame), place: 0 };
    let least = Infinity;
    for (let place = 0; place < TURNS.length * REACHES.length; place += 1) {
      const rect = rectAt(wish, place, frame);
      const cost = costOf(rect, place, wish, { wishes, placed });
      if (cost < least) [best, least] = [{ rect, place }, cost];
    }
    placed.push(best);
  }
  return placed;
}

/**
 * Rectangle `reach` px from the tip, in the arrow's direction or rotated from it, pushed back into the plot.
 * @type {(wish: Wish, place: number, frame: Rect) => Rect}
 */
function rectAt({ from, tip, width, height }, place, frame) {
  const ahead = Math.atan2(tip.y - from.y, tip.x - from.x);
  const angle = ahead + TURNS[place % TURNS.length];
  const reach = REACHES[Math.floor(place / TURNS.length)];
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const x = tip.x + dx * (reach + width / 2) - width / 2;
  const y = tip.y + dy * (reach + height / 2) - height / 2;
  return {
    x: Math.max(Math.min(x, frame.x + frame.width - width), frame.x),
    y: Math.max(Math.min(y, frame.y + frame.height - height), frame.y),
    width,
    height,
  };
}

/**
 * @param {Rect} rect
 * @param {number} place
 * @param {Wish} wish
 * @param {{wishes: Wish[], placed: {rect: Rect}[]}} others
 */
function costOf(rect, place, wish, { wishes, placed }) {
  const turn = Math.abs(TURNS[place % TURNS.length]);
  let cost = 4 * turn + REACHES[Math.floor(place / TURNS.length)];
  if (place === wish.before) cost -= MOVES;
  for (const { rect: other } of placed) if (meet(rect, other)) cost += FORBIDDEN;
  for (const { from, tip } of wishes) {
    if (meet(rect, around(from))) cost += FORBIDDEN;
    if (crosses(from, tip, rect)) cost += COVERS;
  }
  return cost;
}

/** @param {Point} point */
function around({ x, y }) {
  return { x: x - HEAD, y: y - HEAD, width: 2 * HEAD, height: 2 * HEAD };
}

/**
 * @param {Rect} first
 * @param {Rect} second
 */
export function meet(first, second) {
  return (
    first.x < second.x + second.width &&
    second.x < first.x + first.width &&
    first.y < second.y + second.height &&
    second.y < first.y + first.height
  );
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {Rect} rect
 */
function crosses(from, to, { x, y, width, height }) {
  const box = { left: x, top: y, right: x + width, bottom: y + height };
  return clipSegment(from.x, from.y, to.x, to.y, box) !== null;
}
