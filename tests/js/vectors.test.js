import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowsAt } from "../../ravine/stage/frontend/plots/vectors.js";

const view = { mx: 10, bx: 5, my: -20, by: 100, left: 0, top: 0, width: 100, height: 100 };
const run = { last: 2, steps: 2, stride: 1, path: Float32Array.of(0, 0, 1, 1, 2, 1) };
const vectors = {
  names: [
    { name: "gradient", color: "#a00" },
    { name: "step", color: "#00a" },
  ],
  perPoint: 2,
  ends: Float32Array.of(1, 0, 0, 1, 2, 1, NaN, 0, 0, 0, 1e30, 0),
};
const tips = (step) =>
  arrowsAt(run, vectors, view, step).map(({ name, tip, length }) => [name, tip.x, tip.y, length]);

test("vectors are drawn to the scale of the axes, from the head", () => {
  assert.deepEqual(tips(0), [
    ["gradient", 15, 100, 10],
    ["step", 5, 80, 20],
  ]);
});

test("between two steps the vectors of the earlier one are drawn; those not finite are left out", () => {
  assert.deepEqual(tips(1.7), [["gradient", 35, 60, Math.hypot(20, 20)]]);
});

test("a zero vector has no arrow, a vector that leaves the plot has one", () => {
  const [[name, x]] = tips(2);
  assert.equal(name, "step");
  assert.ok(x > 1e30 && Number.isFinite(x));
});

test("vectors of a thinned run belong to its own points", () => {
  const [{ from }] = arrowsAt({ ...run, stride: 10, steps: 20 }, vectors, view, 19);
  assert.deepEqual(from, { x: 15, y: 80 });
});

test("a run without points has no arrows", () => {
  assert.deepEqual(arrowsAt({ ...run, last: -1 }, vectors, view, 0), []);
});
