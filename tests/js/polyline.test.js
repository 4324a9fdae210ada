import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxOf,
  clipSegment,
  headAt,
  lossSeries,
  nearest,
  pathSeries,
  polyline,
  rateSeries,
} from "../../ravine/stage/frontend/plots/polyline.js";
import { after } from "../../ravine/stage/frontend/plots/trails.js";

const view = { mx: 10, bx: 0, my: -10, by: 100, left: 0, top: 0, width: 100, height: 100 };
const series = (points) => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
});

test("points are drawn at their pixels", () => {
  const line = polyline(
    series([
      [0, 0],
      [5, 5],
    ]),
    view,
  );
  assert.deepEqual(
    [line.x, line.y, line.at, line.pen],
    [
      [0, 50],
      [100, 50],
      [0, 1],
      [false, true],
    ],
  );
});

test("a line breaks at a point that isn't finite", () => {
  const line = polyline(
    series([
      [0, 0],
      [NaN, 1],
      [2, 2],
      [3, 3],
    ]),
    view,
  );
  assert.deepEqual(line.at, [0, 2, 3]);
  assert.deepEqual(line.pen, [false, false, true]);
});

test("a run that leaves the plot is cut at the box and drawn again when it returns", () => {
  const line = polyline(
    series([
      [5, 5],
      [1e30, 5],
      [-1e30, 6],
      [5, 6],
    ]),
    view,
  );
  const box = boxOf(view);
  for (const x of line.x) assert.ok(x >= box.left && x <= box.right);
  assert.equal(line.x.at(-1), 50);
});

test("points on one pixel are drawn once, and the last point always", () => {
  const line = polyline(series(Array.from({ length: 1000 }, (_, i) => [i / 1e5, 0])), view);
  assert.equal(line.x.length, 2);
  assert.equal(line.at.at(-1), 999);
});

test("lines are cut at the box", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  assert.deepEqual(clipSegment(-5, 5, 15, 5, box), [0, 5, 10, 5]);
  assert.deepEqual(clipSegment(1, 1, 2, 2, box), [1, 1, 2, 2]);
  assert.equal(clipSegment(-5, -5, -1, 20, box), null);
});

const run = {
  count: 3,
  last: 2,
  steps: 2,
  stride: 1,
  path: Float32Array.of(0, 0, 4, 0, 4, 8),
  losses: Float32Array.of(101, 11, 1),
};

test("a head is exactly on its point at a whole step, and between two points otherwise", () => {
  const road = pathSeries(run);
  const at = (step) => {
    const { x, y } = headAt(run, road, view, step);
    return [x, y];
  };
  assert.deepEqual(at(1), [40, 100]);
  assert.deepEqual(at(1.5), [40, 60]);
  assert.deepEqual(at(99), [40, 20]);
});

test("on a log axis the line ends at a loss equal to the floor", () => {
  const { x, y } = lossSeries(run, "log", 1);
  assert.deepEqual([...x], [0, 1, 2]);
  assert.deepEqual([...y], [2, 1, NaN]);
  assert.equal(headAt(run, { x, y }, view, 2), null);
  const sunk = lossSeries({ ...run, losses: Float64Array.of(2, 1, 0.5) }, "log", 1, -Infinity);
  assert.deepEqual([...sunk.y], [0, -Infinity, -Infinity]);
  const lost = lossSeries({ ...run, losses: Float64Array.of(NaN, -Infinity, 2) }, "log", 1, -7);
  assert.deepEqual([...lost.y], [NaN, NaN, 0]);
});

test("on a log axis a loss one bit above the floor is drawn", () => {
  const lowest = -1.9132229549810362;
  const losses = Float64Array.of(lowest + 1, lowest + 2 ** -52, lowest);
  const { y } = lossSeries({ ...run, losses }, "log", lowest, -20);
  assert.ok(Math.abs(y[1] - Math.log10(2 ** -52)) < 1e-12);
  assert.equal(y[2], -20);
});

test("the nearest point to the pointer is found", () => {
  const line = polyline(pathSeries(run), view);
  assert.deepEqual(nearest(line, 40, 95), { index: 1, distance: 5 });
});

test("a trail grows from its last point", () => {
  const line = { at: [0, 2, 2, 5, 9] };
  assert.deepEqual(
    [-1, 0, 1, 2, 8, 9].map((index) => after(line, index)),
    [0, 1, 1, 3, 4, 5],
  );
});

test("the length along each stroke is known, for dash patterns", () => {
  const points = [
    [0, 0],
    [3, 0],
    [3, 4],
    [NaN, 0],
    [5, 5],
    [6, 5],
  ];
  assert.deepEqual(polyline(series(points), view).length, [0, 30, 70, 0, 10]);
});

test("a log axis leaves out rates that are not positive", () => {
  const rates = Float32Array.of(0.1, -1, 0);
  const log = rateSeries({ ...run, rates }, "log").y;
  assert.ok(Math.abs(log[0] + 1) < 1e-6);
  assert.deepEqual([...log.slice(1)], [NaN, NaN]);
  assert.deepEqual([...rateSeries({ ...run, rates }, "linear").y], [...rates]);
  assert.deepEqual([...rateSeries({ ...run, rates: null }, "log").y], [NaN, NaN, NaN]);
});
