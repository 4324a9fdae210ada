import assert from "node:assert/strict";
import { test } from "node:test";
import { refined } from "../../ravine/stage/frontend/plots/refined.js";
import { regionsBelow } from "../../ravine/stage/frontend/plots/regions.js";
import { heightScale } from "../../ravine/stage/frontend/plots/scale.js";
import { levelsOf, sampled } from "../../ravine/stage/frontend/plots/window.js";
import { chained, march } from "../../ravine/stage/frontend/samples/batch-map.js";

const turned = (f) => (x, y) => f((x + 0.6 * y) / 1.17, (y - 0.6 * x) / 1.17);
const rosenbrock = (b) => (x, y) => (1 - x) ** 2 + b * (y - x * x) ** 2;
/** Narrow valleys with one region below any level, and their domains. */
const VALLEYS = {
  rosenbrock: [
    rosenbrock(100),
    [
      [-2, 2],
      [-1, 3],
    ],
  ],
  "rosenbrock, narrow": [
    rosenbrock(1000),
    [
      [-2, 2],
      [-1, 3],
    ],
  ],
  bowl: [
    turned((u, v) => u * u + 1e4 * v * v),
    [
      [-3, 3],
      [-3, 3],
    ],
  ],
  booth: [
    (x, y) => (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    [
      [-10, 10],
      [-10, 10],
    ],
  ],
  trench: [
    turned((u, v) => u * u + 1e6 * v * v),
    [
      [-3, 3],
      [-3, 3],
    ],
  ],
};

function homeOf(f, domain, kind) {
  const z = sampled(f, domain, 129);
  const seen = z.slice().sort();
  const log = {
    lowest: 0,
    delta: Math.max(seen[Math.floor(seen.length / 100)], 1e-6 * seen.at(-1)),
  };
  const surface = { domain, z, nx: 129, ny: 129, log, levels: {} };
  const scale = heightScale(surface, kind);
  return { surface: { ...surface, levels: { [kind]: levelsOf(seen, scale, log) } }, scale };
}

/** Number of lines that a contour at a level is drawn with. */
const lines = ({ z, nx }, level) => chained(march(Float64Array.from(z), nx, level), nx).length;

test("contours of a narrow valley are no chains of loops", () => {
  for (const [name, [f, domain]] of Object.entries(VALLEYS)) {
    for (const kind of ["log", "linear"]) {
      const { surface, scale } = homeOf(f, domain, kind);
      const drawn = refined(surface, f, 0, scale);
      assert.ok(drawn.levels[kind].length >= 8, `${name}, ${kind}: few levels are left`);
      for (const level of drawn.levels[kind]) {
        const count = lines(drawn, level);
        assert.ok(count <= 5, `${name}, ${kind}: ${count} lines at ${level}`);
      }
    }
  }
});

test("on the server's grid they were", () => {
  const [f, domain] = VALLEYS["rosenbrock, narrow"];
  const { surface } = homeOf(f, domain, "log");
  assert.ok(Math.max(...surface.levels.log.map((level) => lines(surface, level))) > 10);
});

test("many minima keep their levels", () => {
  const f = (x, y) => 2 + x * x + y * y - Math.cos(6 * x) - Math.cos(6 * y);
  const domain = [
    [-5, 5],
    [-5, 5],
  ];
  const { surface, scale } = homeOf(f, domain, "linear");
  const { length } = refined(surface, f, 0, scale).levels.linear;
  assert.ok(length >= surface.levels.linear.length - 3);
});

test("regions are counted", () => {
  const z = Float64Array.of(0, 2, 0, 2, 2, 2, 0, 1, 0);
  assert.deepEqual(regionsBelow(z, 3, [0.5, 1.5, 3]), [4, 3, 1]);
});

test("too many samples keep the server's grid", () => {
  const { surface, scale } = homeOf(
    (x) => x * x,
    [
      [0, 1],
      [0, 1],
    ],
    "log",
  );
  assert.equal(
    refined(surface, () => 0, 5000, scale),
    surface,
  );
});
