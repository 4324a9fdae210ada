import assert from "node:assert/strict";
import { test } from "node:test";
import { depthOf, lossRange } from "../../ravine/stage/frontend/plots/loss-range.js";
import { decadeTicks } from "../../ravine/stage/frontend/plots/loss-ticks.js";
import { tickRoom } from "../../ravine/stage/frontend/plots/plots.js";
import {
  distanceToMinimum,
  grownRange,
  heightScale,
  lossFloor,
  rateAxis,
  rateRange,
  steadyRange,
} from "../../ravine/stage/frontend/plots/scale.js";

/** @param {(x: number, y: number) => number} f */
function surface(f, lowest = null) {
  const n = 41;
  const z = new Float32Array(n * n);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < n; j += 1) z[i * n + j] = f(j - 20, i - 20);
  const log = { lowest: lowest ?? Math.min(...z), delta: 1 };
  return { z, nx: n, ny: n, lowest, log, minima: [], saddles: [] };
}

test("ticks of log heights are at their true losses", () => {
  const scale = heightScale(
    surface((x, y) => x * x + y * y, 0),
    "log",
  );
  assert.ok(scale.ticks.length >= 4);
  for (const { at, text } of scale.ticks) {
    assert.ok(Math.abs(scale.of(Number(text)) - at) < 1e-6, `${text} at ${at}`);
  }
  for (let i = 1; i < scale.ticks.length; i += 1) {
    assert.ok(scale.ticks[i].at > scale.ticks[i - 1].at);
  }
});

test("log heights are finite on surfaces far below zero, flat, or with holes", () => {
  const deep = heightScale(
    surface((x, y) => x * x + y * y - 959.6, -959.6407),
    "log",
  );
  assert.ok(Number.isFinite(deep.low) && deep.high > deep.low);
  for (const { at, text } of deep.ticks) assert.ok(Math.abs(deep.of(Number(text)) - at) < 1e-3);
  const flat = heightScale(
    surface(() => 3),
    "log",
  );
  assert.ok(flat.high > flat.low);
  const holes = heightScale(
    surface((x) => (x > 0 ? NaN : x * x)),
    "linear",
  );
  assert.deepEqual([holes.low, holes.high], [0, 400]);
});

const curve = (y, diverged = false) => ({ y: Float64Array.from(y), diverged });

test("the loss axis holds all finite values", () => {
  const [low, high] = lossRange([curve([5, 1, NaN]), curve([7, 2])], "linear");
  assert.ok(low < 1 && low > 0.5 && high > 7 && high < 8);
});

test("a diverged run leaves through the top instead of squashing the others", () => {
  const curves = [curve([10, 1]), curve([10, 1e6, Infinity], true)];
  assert.ok(lossRange(curves, "linear")[1] < 20);
  assert.ok(lossRange(curves, "linear", true)[1] >= 1e6);
});

test("a log axis shows everything that doubles resolve beside a lowest loss of about one", () => {
  const curves = [curve([2, -16, -Infinity])];
  assert.ok(lossRange(curves, "log")[0] < depthOf(curves).place);
});

test("a log axis spans fourteen of many decades, and all of them on demand", () => {
  const curves = [curve([2, -30])];
  assert.ok(lossRange(curves, "log")[0] > -14);
  assert.ok(lossRange(curves, "log", true)[0] < -30);
});

test("the lowest loss itself is visible below all finite logarithms", () => {
  const cases = [
    [[2, -16, -Infinity]],
    [
      [2, -Infinity],
      [1, -5],
    ],
    [[0.5, -Infinity]],
    [[-0.133, -0.1331, -Infinity]],
    [[-Infinity, -Infinity]],
  ];
  for (const lines of cases) {
    const curves = lines.map((y) => curve(y));
    const { place, deepest } = depthOf(curves);
    const finite = lines.flat().filter(Number.isFinite);
    assert.ok(finite.every((y) => place < y) && deepest === place);
    const [low, high] = lossRange(curves, "log", true);
    assert.ok(low < place && place < high, `${place} is not in ${low} to ${high}`);
  }
  assert.deepEqual(depthOf([curve([1, -3])]), { place: null, deepest: -3 });
  assert.equal(depthOf([]).place, null);
});

test("the depth of curves below fourteen decades is known", () => {
  const curves = [curve([2, -300, -Infinity])];
  const [low] = lossRange(curves, "log");
  const { place, deepest } = depthOf(curves);
  assert.ok(place < -300 && deepest < low);
});

test("a loss that hardly changes does not fill a log axis", () => {
  const [low, high] = lossRange([curve([-0.133, -0.133 - 1e-7])], "log");
  assert.ok(high - low > 1e-4 && high - low < 1e-3 && low < -0.133 && high > -0.133);
});

test("there is an axis without runs and for equal values", () => {
  for (const curves of [[], [curve([NaN])], [curve([3, 3])]]) {
    for (const kind of ["log", "linear"]) {
      const [low, high] = lossRange(curves, kind);
      assert.ok(high > low);
    }
  }
});

test("an axis stays while its contents fit well", () => {
  assert.deepEqual(steadyRange([0, 10], [1, 9]), [0, 10]);
  assert.deepEqual(steadyRange([0, 10], [1, 12]), [1, 12]);
  assert.deepEqual(steadyRange([0, 10], [1, 3]), [1, 3]);
  assert.deepEqual(steadyRange(null, [1, 3]), [1, 3]);
});

test("the floor is the known lowest loss, else the lowest of the runs", () => {
  const runs = [{ losses: Float32Array.of(4, 2, NaN) }, { losses: Float32Array.of(3, -Infinity) }];
  assert.equal(lossFloor({ lowest: -1 }, runs), -1);
  assert.equal(lossFloor({ lowest: null }, runs), 2);
  assert.equal(lossFloor({ lowest: null }, []), 0);
});

test("the distance is that to the nearest minimum", () => {
  const minima = [
    { x: 0, y: 0 },
    { x: 3, y: 4 },
  ];
  assert.equal(distanceToMinimum({ minima }, 3, 3), 1);
  assert.equal(distanceToMinimum({ minima: [] }, 3, 3), null);
});

test("learning rates lie on a log axis, unless one of them is zero", () => {
  const [falling, ending] = [Float32Array.of(0.1, 0.01), Float32Array.of(0.1, 0)];
  assert.equal(rateAxis([falling, null]), "log");
  assert.equal(rateAxis([falling, ending]), "linear");
  assert.equal(rateAxis([]), "log");
});

test("the rate axis holds all rates, and a constant one in its middle", () => {
  const curve = (...y) => ({ y: Float64Array.from(y) });
  const [low, high] = rateRange([curve(-1, NaN), curve(-3)], "log");
  assert.ok(low < -3 && high > -1);
  const [bottom, top] = rateRange([curve(-2, -2)], "log");
  assert.ok(Math.abs((bottom + top) / 2 + 2) < 1e-9 && top - bottom > 0.79);
  const [under, over] = rateRange([curve(0.5, 0)], "linear");
  assert.ok(under < 0 && over > 0.5);
  assert.deepEqual(rateRange([], "log"), [-3, 0]);
});

test("any visible part of a log axis has at least two labelled losses", () => {
  for (const decades of [0.0005, 0.01, 0.08, 0.3, 0.7, 0.99, 1, 1.5, 2, 5, 14]) {
    for (const low of [-9.3, -0.0059, 0.31, 1.452]) {
      const range = /** @type {[number, number]} */ ([low, low + decades]);
      const marked = marks(decadeTicks(range).dtick, range);
      assert.ok(marked >= 2 && marked <= 20, `${marked} from 10^${low} to 10^${low + decades}`);
    }
  }
});

/**
 * Number of ticks that Plotly sets for `dtick` within `range`.
 * @param {string | number} dtick
 * @param {[number, number]} range
 */
function marks(dtick, [low, high]) {
  const even = (/** @type {number} */ gap, /** @type {number} */ from, /** @type {number} */ to) =>
    Math.floor(to / gap) - Math.ceil(from / gap) + 1;
  if (typeof dtick === "number") return even(dtick, low, high);
  if (dtick.startsWith("L")) return even(Number(dtick.slice(1)), 10 ** low, 10 ** high);
  return [1, 2, 5].reduce((sum, n) => sum + even(1, low - Math.log10(n), high - Math.log10(n)), 0);
}

test("while something is dragged an axis may grow and never shrinks", () => {
  assert.deepEqual(grownRange(null, [1, 9]), [1, 9]);
  assert.deepEqual(grownRange([0, 10], [4, 5]), [0, 10]);
  assert.deepEqual(grownRange([0, 10], [-0.3, 10.3]), [0, 10]);
  assert.deepEqual(grownRange([0, 10], [-5, 5]), [-5, 10]);
  assert.deepEqual(grownRange([0, 10], [5, 12]), [0, 12]);
});

test("a low loss chart with large letters has no more powers of ten than fit above each other", () => {
  const rows = (height, scale, striped = false) => {
    const { dtick } = decadeTicks([-8, 2], tickRoom(height, { scale }, striped));
    return Math.floor(10 / dtick) + 1;
  };
  assert.ok(rows(300, 1) >= 5);
  // Above the strip of rates it has half of the height.
  assert.ok(rows(204, 1, true) * 18 <= 0.57 * (204 - 48) + 18);
  for (const [height, scale] of [
    [300, 1],
    [158, 1],
    [216, 1.85],
    [131, 1.5],
  ]) {
    const inner = height - 8 - 40 * scale;
    assert.ok(inner / (rows(height, scale) - 1) > 14 * scale, `${height} px, letters of ${scale}`);
  }
});
