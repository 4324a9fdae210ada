import assert from "node:assert/strict";
import { test } from "node:test";
import { curvatureStrokes } from "../../ravine/stage/frontend/plots/curvature-rings.js";

const view = { mx: 100, bx: 300, my: -50, by: 200, left: 0, top: 0, width: 600, height: 400 };

/** A run that stands at (1, 2) with these curvatures. */
function standing(...curvature) {
  const path = Float32Array.of(1, 2, 1, 2);
  const twice = Float32Array.of(...curvature, ...curvature);
  return { path, curvature: twice, stride: 1, steps: 1, last: 1 };
}

/** Change of the local model at a pixel, computed from the matrix itself. */
function change({ x, y }, most, least, angle) {
  const [dx, dy] = [(x - view.bx) / view.mx - 1, (y - view.by) / view.my - 2];
  const along = dx * Math.cos(angle) + dy * Math.sin(angle);
  const aside = dy * Math.cos(angle) - dx * Math.sin(angle);
  return 0.5 * (most * along ** 2 + least * aside ** 2);
}

test("on every point of the ring the local model changes by the same amount, even on unequal axes", () => {
  const curvature = [20, 2, 0.5];
  const [ring, ...rest] = curvatureStrokes(standing(...curvature), 0.3, view, 0);
  assert.equal(rest.length, 0);
  assert.ok(ring.up);
  for (const point of ring.points) assert.ok(Math.abs(change(point, ...curvature) - 0.3) < 1e-5);
});

test("at a saddle the two axes end where the local model has risen and fallen by that amount", () => {
  const curvature = [4, -1, 0.2];
  const [rise, fall] = curvatureStrokes(standing(...curvature), 0.5, view, 1);
  assert.deepEqual([rise.up, fall.up], [true, false]);
  for (const end of rise.points) assert.ok(Math.abs(change(end, ...curvature) - 0.5) < 1e-5);
  for (const end of fall.points) assert.ok(Math.abs(change(end, ...curvature) + 0.5) < 1e-5);
});

test("at a maximum the ring is marked as curving down", () => {
  const [ring] = curvatureStrokes(standing(-1, -3, 0), 0.5, view, 0);
  assert.ok(!ring.up);
  assert.ok(ring.points.every((point) => Math.abs(change(point, -1, -3, 0) + 0.5) < 1e-5));
});

test("no ring is drawn without curvature or for a diverged run", () => {
  assert.deepEqual(curvatureStrokes(standing(0, 0, 0), 0.5, view, 0), []);
  assert.deepEqual(curvatureStrokes(standing(NaN, NaN, NaN), 0.5, view, 0), []);
  assert.deepEqual(curvatureStrokes({ ...standing(1, 1, 0), curvature: null }, 0.5, view, 0), []);
});

test("in a direction without curvature the ring extends past the plot, with finite coordinates", () => {
  const [ring] = curvatureStrokes(standing(2, 0, 0), 0.5, view, 0);
  const reach = Math.max(...ring.points.map(({ y }) => Math.abs(y - 100)));
  assert.ok(reach > view.height && Number.isFinite(reach));
});
