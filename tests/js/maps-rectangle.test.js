import assert from "node:assert/strict";
import test from "node:test";
import {
  contains,
  inner,
  placesOf,
  rectangleAt,
  rectangleOf,
  textOf,
  wayTo,
} from "../../ravine/stage/frontend/maps/rectangle.js";

const RATES = { scale: "log", values: Float64Array.from({ length: 7 }, (_, k) => 10 ** (k - 5)) };
const DECAYS = { scale: "decay", values: Float64Array.of(0, 0.9, 0.99, 0.999) };
const AXES = { x: RATES, y: DECAYS };
const BOUNDS = [1e-5, 10, 0, 0.999];

test("a rectangle keeps all its bits in a link, and no other text is one", () => {
  const rectangle = [0.1 + 0.2, 0.30000000000000016, -1 / 3, 1e-300];
  assert.deepEqual(rectangleOf(textOf(rectangle)), rectangle);
  for (const text of ["", "1,2,3", "1,2,x,4", "1,2,3,Infinity"])
    assert.equal(rectangleOf(text), null);
});

test("what is zoomed to is shown from edge to edge", () => {
  const places = { x: [1, 4], y: [0.5, 2] };
  const rectangle = rectangleAt(AXES, inner(AXES, places), BOUNDS);
  const back = placesOf(AXES, rectangle);
  for (const axis of ["x", "y"])
    for (const end of [0, 1]) assert.ok(Math.abs(back[axis][end] - places[axis][end]) < 1e-9);
});

test("nothing lies beyond the bounds, and what no number divides any more is none", () => {
  const all = rectangleAt(AXES, { x: [-9, 20], y: [-9, 20] }, BOUNDS);
  assert.deepEqual(all, BOUNDS);
  assert.equal(rectangleAt(AXES, { x: [3, 3 + 1e-15], y: [0, 1] }, BOUNDS), null);
  const fine = rectangleAt(AXES, { x: [3, 3 + 1e-12], y: [1, 1 + 1e-9] }, BOUNDS);
  assert.ok(fine[0] < fine[1] && (fine[1] - fine[0]) / fine[0] < 1e-11);
  const batch = { scale: "whole", values: Float64Array.of(1, 2, 3, 4) };
  assert.equal(rectangleAt({ x: batch, y: DECAYS }, { x: [1, 1.5], y: [0, 1] }, null), null);
});

test("the way back leads through the rectangles that hold the present one", () => {
  const [a, b, c, d] = [
    [0, 8, 0, 8],
    [1, 4, 1, 4],
    [2, 3, 2, 3],
    [5, 6, 5, 6],
  ];
  assert.equal(contains(a, a), false);
  assert.deepEqual(wayTo(wayTo(wayTo([], a), b), c), [a, b, c]);
  assert.deepEqual(wayTo([a, b, c], b), [a, b]);
  assert.deepEqual(wayTo([a, b, c], d), [a, d]);
  assert.deepEqual(wayTo([a, b], null), []);
});
