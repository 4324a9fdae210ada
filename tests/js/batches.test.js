import assert from "node:assert/strict";
import { test } from "node:test";
import { aheadOf, nameOf } from "../../ravine/stage/frontend/controls/batch-bar.js";
import { clockText, grainOf, lastOf } from "../../ravine/stage/frontend/player/time.js";
import { bandLine } from "../../ravine/stage/frontend/plots/seed-bands.js";
import { locate, timeAt } from "../../ravine/stage/frontend/protocol/payload.js";
import {
  chained,
  gridOf,
  linesOf,
  march,
  minimumOf,
} from "../../ravine/stage/frontend/samples/batch-map.js";
import { createBatchOrder } from "../../ravine/stage/frontend/samples/batch-order.js";
import {
  cosine,
  gradientsOf,
  meanGradient,
} from "../../ravine/stage/frontend/samples/gradients.js";
import { chosen, meanOf, packed } from "../../ravine/stage/frontend/samples/mean.js";

/** The mean of (w1 - a)^2 + 2 (w2 - b)^2, whose minimum is the mean of the samples. */
const unit = {
  sample: (x, y, a, b) => [(x - a) ** 2 + 2 * (y - b) ** 2, 2 * (x - a), 4 * (y - b)],
  sampleHessian: () => [2, 0, 4],
};
const samples = { a: Float64Array.of(-1, 0, 2, 3), b: Float64Array.of(1, 0.5, -1, 0) };
/** @type {[[number, number], [number, number]]} */
const DOMAIN = [
  [-4, 4],
  [-3, 3],
];

test("the loss over data is the mean over its samples, and so are its slope and curvature", () => {
  assert.deepEqual(meanOf(unit.sample, 0, 0, samples), [3.5 + 2 * 0.5625, -2, -0.5]);
  assert.deepEqual(meanOf(unit.sampleHessian, 0, 0, samples), [2, 0, 4]);
  assert.deepEqual([...packed(samples)], [4, -1, 0, 2, 3, 1, 0.5, -1, 0]);
});

test("the mark of a batch's minimum is more exact than the grid", () => {
  const batch = chosen(samples, [1, 3]);
  const grid = gridOf(unit, batch, DOMAIN, 33);
  assert.equal(grid.z[0], meanOf(unit.sample, -4, -3, batch)[0]);
  const minimum = minimumOf(unit, batch, grid);
  assert.ok(Math.hypot(minimum.x - 1.5, minimum.y - 0.25) < 1e-12);
  assert.ok(Math.abs(minimum.value - (2.25 + 2 * 0.0625)) < 1e-12);
});

test("no minimum is marked outside the plot or in a flat valley", () => {
  const far = { a: Float64Array.of(9), b: Float64Array.of(0) };
  assert.equal(minimumOf(unit, far, gridOf(unit, far, DOMAIN, 33)), null);
  const valley = {
    sample: (x, y, a, b) => [(x * a + y - b) ** 2, 2 * a * (x * a + y - b), 2 * (x * a + y - b)],
    sampleHessian: (_x, _y, a) => [2 * a * a, 2 * a, 2],
  };
  const single = chosen(samples, [2]);
  assert.equal(minimumOf(valley, single, gridOf(valley, single, DOMAIN, 33)), null);
});

test("contour lines lie where the loss has their height", () => {
  const grid = gridOf(unit, samples, DOMAIN, 65);
  for (const pieces of linesOf(grid, "linear")) {
    assert.ok(pieces.length >= 4);
    const heights = [];
    for (let k = 0; k < pieces.length; k += 2) {
      heights.push(meanOf(unit.sample, pieces[k], pieces[k + 1], samples)[0]);
    }
    const spread = Math.max(...heights) - Math.min(...heights);
    assert.ok(spread < 0.05, `${spread}`); // straight pieces of a parabola, one grid cell wide
  }
});

test("no contour line ends inside the plot", () => {
  const n = 12;
  const z = Float64Array.from(
    { length: n * n },
    (_, i) => Math.sin(1.7 * (i % n)) * Math.cos(0.9 * Math.floor(i / n)),
  );
  /** @type {Map<string, number>} */
  const ends = new Map();
  const marched = march(z, n, 0.1);
  const { pieces } = marched;
  for (let k = 0; k < pieces.length; k += 2) {
    const [x, y] = [pieces[k], pieces[k + 1]];
    if (x === 0 || y === 0 || x === n - 1 || y === n - 1) continue;
    const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  assert.ok(ends.size > 20);
  assert.deepEqual([...new Set(ends.values())], [2]);
  const lines = chained(marched, n);
  assert.ok(lines.length < pieces.length / 20);
  const length = (/** @type {number[]} */ [x0, y0, x1, y1]) => Math.hypot(x1 - x0, y1 - y0);
  let [apart, together] = [0, 0];
  for (let k = 0; k < pieces.length; k += 4) apart += length(pieces.slice(k, k + 4));
  for (const line of lines) {
    for (let k = 0; k + 2 < line.length; k += 2) together += length(line.slice(k, k + 4));
  }
  assert.ok(Math.abs(apart - together) < 1e-9, "every piece is in one line, once");
});

test("the samples' gradients average to the gradient, and their angle has the right cosine", () => {
  const all = gradientsOf(unit.sample, [0.5, -0.5], samples);
  const [, gx, gy] = meanOf(unit.sample, 0.5, -0.5, samples);
  assert.deepEqual(meanGradient(all), [gx, gy]);
  assert.deepEqual(meanGradient(all, [2]), [-3, 2]);
  assert.equal(cosine([3, 0], [0, 2]), 0);
  assert.ok(Math.abs(cosine([1, 1], [2, 2]) - 1) < 1e-15);
  assert.ok(Number.isNaN(cosine([0, 0], [1, 0])));
});

const batching = {
  size: 10,
  batch: 4,
  replacement: false,
  drop_last: false,
  state: "1",
  increment: "3",
};

test("an epoch uses every sample once; its last batch has the rest", () => {
  const order = createBatchOrder(batching);
  const [first, second, third] = [0, 1, 2].map((step) => [...order.batchOf(step)]);
  assert.deepEqual([first.length, second.length, third.length, order.stepsPerEpoch], [4, 4, 2, 3]);
  assert.deepEqual(
    [...first, ...second, ...third].sort((i, j) => i - j),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.deepEqual(
    first,
    [...first].sort((i, j) => i - j),
  );
  assert.deepEqual(
    [order.samplesBefore(2), order.samplesBefore(3), order.samplesBefore(7)],
    [8, 10, 24],
  );
  const dropping = createBatchOrder({ ...batching, drop_last: true });
  assert.deepEqual([dropping.stepsPerEpoch, dropping.samplesBefore(2)], [2, 8]);
});

const word = (key, holes = {}) => [key, ...Object.values(holes)].join(" ");

test("the control of the batch size names full batch, mini-batch and single samples", () => {
  const entry = { ...batching, part: "", file: "", whole: false };
  assert.equal(nameOf(1, entry, word), "batch-one");
  assert.equal(nameOf(4, entry, word), "batch-mini 4 10");
  assert.equal(nameOf(10, entry, word), "batch-full 10");
  assert.equal(nameOf(10, { ...entry, replacement: true }, word), "batch-mini 10 10");
});

/** Two runs that use 2 and 8 samples in each step. */
const race = (axis) => ({
  header: { steps: 4, view: { axis }, samples: { size: 8, batch: 2, whole: false } },
  runs: [2, 8].map((stepsPerEpoch) => ({
    key: `r${stepsPerEpoch}`,
    name: `R${stepsPerEpoch}`,
    stride: 1,
    steps: 4,
    last: 4,
    diverged: false,
    times:
      axis === "steps"
        ? null
        : Float32Array.of(
            0,
            stepsPerEpoch,
            2 * stepsPerEpoch,
            3 * stepsPerEpoch,
            4 * stepsPerEpoch,
          ),
    losses: Float32Array.of(5, 4, 3, 2, 1),
  })),
});

test("playback by samples shows all runs after equally many samples", () => {
  const scene = race("samples");
  assert.equal(lastOf(scene), 8);
  assert.equal(grainOf(scene), 2);
  assert.deepEqual(
    scene.runs.map((run) => locate(run, 4).index),
    [2, 0],
  );
  assert.deepEqual(locate(scene.runs[1], 4), { index: 0, share: 0.5, over: false });
  assert.equal(timeAt(scene.runs[0], 3), 6);
  assert.deepEqual(locate(scene.runs[0], 8), { index: 4, share: 0, over: true });
  assert.equal(aheadOf(scene, 8, word), "ahead 8 R2 1.000 R8 4.000");
  assert.equal(lastOf(race("steps")), 4);
});

test("the counter shows whole steps, and fractions of epochs", () => {
  assert.equal(clockText({ step: 3.7, last: 10, grain: 1 }), "3 / 10");
  assert.equal(clockText({ step: 0.5, last: 2, grain: 0.25 }), "0.50 / 2.00");
});

test("a band is not drawn on a log axis at or below the lowest loss", () => {
  const band = {
    key: "",
    color: "",
    at: Float32Array.of(0, 1),
    band: Float32Array.of(1, 0.5),
    ends: new Float32Array(),
  };
  assert.deepEqual([...bandLine(band, 0, "linear", 0)], [1, 0.5]);
  const [first, second] = bandLine(band, 0, "log", 0.5);
  assert.ok(Math.abs(first - Math.log10(0.5)) < 1e-12);
  assert.ok(Number.isNaN(second));
});
