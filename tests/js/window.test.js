import assert from "node:assert/strict";
import { test } from "node:test";
import { heightScale } from "../../ravine/stage/frontend/plots/scale.js";
import { affordable, averaged, surfaceIn } from "../../ravine/stage/frontend/plots/window.js";
import { chained, march } from "../../ravine/stage/frontend/samples/batch-map.js";

const SURFACES = {
  rosenbrock: { f: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, at: [1, 1] },
  valley: { f: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, at: [0.5, 0.25] },
  saddle: { f: (x, y) => x * x - y * y, at: [0, 0] },
  raised: { f: (x, y) => 1 + x * x + 30 * y * y, at: [0, 0] },
  slope: { f: (x, y) => 3 * x - y, at: [0.3, -0.7] },
  plateau: { f: (x, y) => 1 / (1 + Math.exp(-8 * x)) + 1e-4 * y, at: [1.5, 0] },
};
const WIDE = [
  [-2, 2],
  [-2, 2],
];
const HOME = {
  ...{ domain: WIDE, levels: { log: [], linear: [] }, log: { lowest: 0, delta: 1 } },
  lowest: 0,
};

function seen({ f, at: [x, y] }, half, kind) {
  const window = [
    [x - half, x + half],
    [y - half, y + half],
  ];
  return surfaceIn(HOME, f, 0, window, kind);
}

/** Losses of the sampled points inside the window. */
function inside({ z, nx, domain: [[left, right]] }, half, centre) {
  const at = (i) => left + ((right - left) * (i % nx)) / (nx - 1);
  return z.filter((_, i) => Math.abs(at(i) - centre) <= half * (1 + 1e-9));
}

test("wherever the surface is not constant, a window has contour lines, and room to be moved", () => {
  for (const [name, surface] of Object.entries(SURFACES)) {
    for (const half of [1, 1e-2, 1e-3, 1e-5, 1e-6]) {
      for (const kind of ["log", "linear"]) {
        const drawn = seen(surface, half, kind);
        const levels = drawn.levels[kind];
        const what = `${name} ± ${half}, ${kind}: ${levels}`;
        const losses = inside(drawn, half, surface.at[0]);
        const [low, high] = [Math.min(...losses), Math.max(...losses)];
        assert.ok(levels.filter((loss) => low < loss && loss < high).length >= 5, what);
        assert.ok(drawn.domain[0][0] < surface.at[0] - half, what);
        const scale = heightScale(drawn, kind);
        const heights = levels.map(scale.of);
        assert.ok(
          heights.every((height, k) => height > (heights[k - 1] ?? scale.low)),
          what,
        );
      }
    }
  }
});

test("where only rounding is left, the window is level", () => {
  const drawn = seen({ f: (x) => 1 + x * x, at: [0, 0] }, 1e-9, "linear");
  assert.deepEqual(drawn.levels.linear, []);
  assert.equal(new Set(drawn.z).size, 1);
});

test("a window whose losses are not numbers is drawn without levels", () => {
  const drawn = seen({ f: () => NaN, at: [0, 0] }, 1, "log");
  assert.deepEqual(drawn.levels.log, []);
});

test("many samples make a coarser picture, too many none", () => {
  assert.equal(affordable(0, 161), 161);
  assert.equal(affordable(1000, 161), 63);
  assert.equal(affordable(100_000, 161), 0);
  assert.equal(
    surfaceIn(
      HOME,
      () => 0,
      100_000,
      [
        [0, 1],
        [0, 1],
      ],
      "log",
    ),
    null,
  );
});

const waves = (x, y) => (x * x + y * y) / 4000 + 2 - Math.cos(3 * x) - Math.cos(3 * y);

test("a window of many waves is drawn in few lines, and says over what its heights are means", () => {
  for (const half of [3, 10, 30, 60, 200, 1000]) {
    for (const kind of ["log", "linear"]) {
      const drawn = seen({ f: waves, at: [0, 0] }, half, kind);
      const { z, nx } = drawn;
      const counts = drawn.levels[kind].map((level) => chained(march(z, nx, level), nx).length);
      const what = `± ${half}, ${kind}: ${counts}`;
      assert.ok(Math.max(...counts) <= 300, what);
      assert.ok(counts.reduce((sum, count) => sum + count) <= 2400, what);
      assert.ok(counts.length >= 5, what);
      if (half < 20 || half > 500) assert.equal(drawn.mean, undefined, what);
      if (half === 60) assert.ok(drawn.mean[0] > 1 && drawn.mean[0] < 30, `${what}: ${drawn.mean}`);
    }
  }
});

test("seen from afar, waves leave the shape that they lie on", () => {
  const { z, nx } = seen({ f: waves, at: [0, 0] }, 1000, "linear");
  const [middle, corner] = [z[(nx * nx - 1) / 2], z[0]];
  assert.ok(Math.abs(middle - 2) < 20);
  assert.ok(Math.abs(corner / ((2 * 1250 ** 2) / 4000) - 1) < 0.1);
});

test("means are those of squares, twice, and of what there is at an edge", () => {
  const z = Float64Array.of(0, 0, 0, 0, 9, 0, 0, 0, 0);
  const once = [2.25, 1.5, 2.25, 1.5, 1, 1.5, 2.25, 1.5, 2.25];
  const mean = (places) => places.reduce((sum, i) => sum + once[i], 0) / places.length;
  const means = averaged(z, 3, 1);
  assert.ok(Math.abs(means[4] - mean([0, 1, 2, 3, 4, 5, 6, 7, 8])) < 1e-12);
  assert.ok(Math.abs(means[0] - mean([0, 1, 3, 4])) < 1e-12);
});

test("of losses that are not all numbers no means are taken, and those that are stay", () => {
  const drawn = seen({ f: (x, y) => (x > 0 ? NaN : waves(x, y)), at: [0, 0] }, 60, "linear");
  assert.equal(drawn.mean, undefined);
  assert.ok(drawn.z.some(Number.isFinite));
});

test("a window that is wider than high has means over as many points each way", () => {
  const wide = [
    [-60, 60],
    [-30, 30],
  ];
  const { mean } = surfaceIn(HOME, waves, 0, wide, "linear");
  assert.ok(Math.abs(mean[0] / mean[1] - 2) < 1e-9, `${mean}`);
});
