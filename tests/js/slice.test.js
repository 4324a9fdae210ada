import assert from "node:assert/strict";
import { test } from "node:test";
import { speaker } from "../../ravine/stage/frontend/page/format.js";
import { ticks, viewOf } from "../../ravine/stage/frontend/plots/axes.js";
import { stepOf, subjectOf } from "../../ravine/stage/frontend/slice/slice.js";
import {
  along,
  heightsOf,
  landingOf,
  lineAt,
  parabola,
  reachOf,
  SAMPLES,
  settle,
  timesBottom,
} from "../../ravine/stage/frontend/slice/slice-line.js";
import {
  directionName,
  distanceIn,
  sentencesOf,
  times,
  tooFine,
} from "../../ravine/stage/frontend/slice/slice-words.js";

/** f = (x^2 + k y^2) / 2 */
const bowl = {
  valueAndGradient: (x, y, [k]) => [0.5 * (x * x + k * y * y), x, k * y],
  hessian: (_x, _y, [k]) => [1, 0, k],
};
const quartic = {
  valueAndGradient: (x, y) => [x ** 4 - x * x + y, 4 * x ** 3 - 2 * x, 1],
  hessian: (x) => [12 * x * x - 2, 0, 0],
};

/** Slice of a step of gradient descent at rate lr. */
function descend(lr, [x, y], k = 20) {
  const [, gx, gy] = bowl.valueAndGradient(x, y, [k]);
  const line = lineAt(bowl, [k], [x, y], "gradient");
  const landing = landingOf(bowl, [k], line, [line.x - lr * gx, line.y - lr * gy]);
  const range = reachOf(line, landing, 8);
  return { line, landing, range, series: along(bowl, [k], line, range) };
}

const keysOf = ({ line, landing, series }) =>
  sentencesOf(line, landing, series, { step: 0, next: 1 }).map(([key]) => key);

test("on a quadratic surface the local parabola is the curve, in every direction", () => {
  for (const way of ["gradient", "x", "y"]) {
    const line = lineAt(bowl, [20], [1.5, -0.7], way);
    const { x, y } = along(bowl, [20], line, [-3, 3]);
    assert.equal(x.length, SAMPLES);
    assert.ok(SAMPLES >= 200);
    for (const [i, s] of x.entries()) assert.ok(Math.abs(parabola(line, s) - y[i]) < 1e-12);
  }
});

test("gradient descent lands on its line, at lr times curvature of the way to the bottom", () => {
  for (const lr of [0.001, 0.04, 0.0999, 0.13]) {
    const { line, landing } = descend(lr, [1.2, 0.9]);
    assert.ok(landing.aside < 1e-12 * landing.length);
    assert.ok(Math.abs(timesBottom(line, landing) - lr * line.curvature) < 1e-12);
    assert.ok(Math.abs(parabola(line, landing.at) - landing.loss) < 1e-10);
  }
});

test("the sentences on overshooting agree with the loss", () => {
  for (let lr = 0.004; lr < 0.2; lr += 0.00173) {
    const shown = descend(lr, [0, 1]); // along y the curvature is 20
    const [first, second] = keysOf(shown);
    assert.equal(first, lr * 20 > 2 ? "slice-rises" : "slice-falls");
    const expected = lr * 20 <= 1 ? "slice-before" : lr * 20 <= 2 ? "slice-past" : "slice-climbs";
    assert.equal(second, expected);
    // "Beyond 2 times, the parabola is higher than here": up to there it is not.
    assert.equal(parabola(shown.line, shown.landing.at) > shown.line.value, lr * 20 > 2);
  }
});

test("a step off the line is shown at its projection, with its own loss", () => {
  const line = lineAt(bowl, [20], [1, 1], "x");
  const landing = landingOf(bowl, [20], line, [0.5, 1.3]);
  assert.equal(landing.at, -0.5);
  assert.ok(Math.abs(landing.aside - 0.3) < 1e-15);
  assert.ok(Math.abs(landing.loss - 0.5 * (0.25 + 20 * 1.69)) < 1e-12);
  const series = along(bowl, [20], line, [-1, 1]);
  assert.deepEqual(keysOf({ line, landing, series }), [
    "slice-rises",
    "slice-before",
    "slice-aside",
  ]);
  const away = landingOf(bowl, [20], line, [1.5, 1]);
  assert.deepEqual(keysOf({ line, landing: away, series }), ["slice-rises", "slice-away"]);
});

test("without upward curvature there is no bottom", () => {
  const line = lineAt(quartic, [], [0.1, 0], "gradient");
  assert.ok(line.curvature < 0);
  assert.equal(line.bottom, null);
  const landing = landingOf(quartic, [], line, [0.1, -0.1]);
  assert.equal(timesBottom(line, landing), null);
  const series = along(quartic, [], line, reachOf(line, landing, 4));
  assert.ok(keysOf({ line, landing, series }).includes("slice-no-bottom"));
});

test("a flat point has slices along the axes but none downhill", () => {
  assert.equal(lineAt(bowl, [20], [0, 0], "gradient"), null);
  assert.equal(lineAt(bowl, [20], [0, 0], "x").slope, 0);
  assert.equal(lineAt(bowl, [20], [NaN, 0], "x"), null);
});

test("current point, landing point, bottom and twice its distance are visible", () => {
  for (const lr of [0.002, 0.05, 0.099, 0.19]) {
    const { line, landing, range, series } = descend(lr, [0.4, 1.1]);
    const [low, high] = heightsOf(line, landing, series);
    for (const s of [0, landing.at, 2 * line.bottom]) assert.ok(range[0] < s && s < range[1]);
    for (const loss of [line.value, landing.loss, parabola(line, line.bottom)]) {
      assert.ok(low < loss && loss < high);
    }
  }
});

test("a landing point that is not finite leaves the rest of the slice visible", () => {
  const line = lineAt(bowl, [20], [1, 1], "gradient");
  const landing = landingOf(bowl, [20], line, [Infinity, 1]);
  const range = reachOf(line, landing, 8);
  assert.ok(Number.isFinite(range[0] + range[1]));
  const series = along(bowl, [20], line, range);
  assert.ok(heightsOf(line, landing, series).every(Number.isFinite));
  const [[key, { to }]] = sentencesOf(line, landing, series, { step: 3, next: 4 });
  assert.deepEqual([key, to], ["slice-rises", "∞"]);
});

test("axes have round ends, contain everything, and stay while it fits", () => {
  const first = settle(null, [-0.13, 1.07]);
  assert.ok(first[0] <= -0.13 && first[1] >= 1.07);
  assert.equal(settle(first, [-0.1, 1]), first);
  assert.notEqual(settle(first, [-0.1, 1.9]), first);
  assert.notEqual(settle(first, [-0.001, 0.01]), first);
  const tiny = settle(null, [5, 5 + 1e-15]);
  assert.ok(tiny[0] <= 5 && tiny[1] >= 5 + 1e-15 && tiny[1] > tiny[0]);
  const view = viewOf([400, 240], { x: [-1, 3], y: [0, 10] }, { l: 64, r: 14, t: 22, b: 40 });
  assert.equal(view.bx + view.mx * 3, view.left + view.width);
  assert.equal(view.by + view.my * 10, view.top);
  assert.deepEqual(
    ticks(-0.2, 0.41, 4).map(({ text }) => text),
    ["−0.2", "0", "0.2", "0.4"],
  );
});

test("ratios have enough digits to show on which side of 1 and 2 they are", () => {
  assert.equal(times(1.77), "1.77");
  assert.equal(times(1.99996), "1.99996");
  assert.equal(times(2.0004), "2.0004");
  assert.equal(times(0.99999), "0.99999");
  assert.equal(times(2), "2");
});

test("a curve of rounding errors is named as such", () => {
  const x = new Float64Array(3);
  assert.ok(tooFine({ x, y: Float64Array.of(78, 78 + 2e-14, 78) }));
  assert.ok(!tooFine({ x, y: Float64Array.of(78, 78 + 1e-10, 78) }));
  assert.ok(!tooFine({ x, y: Float64Array.of(1e-17, 2e-17, 0) }));
});

test("a step lands on the run's next point to the last bit; at the end the last step is shown", () => {
  const path = Float64Array.of(1.1, 2, 1.1 + 1e-15, 2 - 1e-9, 1.1, 2);
  const run = { key: "gd", path, count: 3, last: 2, steps: 2, stride: 1 };
  const { weights, landed, next } = stepOf(run, 0.7);
  assert.deepEqual([weights, landed, next], [[1.1, 2], [1.1 + 1e-15, 2 - 1e-9], 1]);
  const line = lineAt(bowl, [20], weights, "gradient");
  const [loss] = bowl.valueAndGradient(...landed, [20]);
  assert.equal(landingOf(bowl, [20], line, landed).loss, loss);
  assert.equal(stepOf(run, 2).index, 1);
});

test("a slice goes through the chosen run, else the inspected one, else the first that is drawn", () => {
  const scene = { runs: [{ key: "gd" }, { key: "adam" }] };
  const view = { slice_of: "", inspect: "", off: [] };
  for (const [change, key] of [
    [{}, "gd"],
    [{ off: ["gd"] }, "adam"],
    [{ off: ["gd", "adam"] }, "gd"],
    [{ inspect: "adam" }, "adam"],
    [{ inspect: "adam", slice_of: "gd" }, "gd"],
    [{ slice_of: "lion" }, "gd"],
  ])
    assert.equal(subjectOf(scene, { ...view, ...change }).key, key, JSON.stringify(change));
  assert.equal(subjectOf({ runs: [] }, view), undefined);
});

test("sentences contain their numbers", () => {
  const { line, landing, series } = descend(0.09, [0, 1]);
  const sentences = sentencesOf(line, landing, series, { step: 4, next: 5 });
  const word = speaker({ "slice-falls": "{step} {next}: {from} > {to}", "slice-past": "{times}" });
  assert.deepEqual(
    sentences.map(([key, holes]) => word(key, holes)),
    ["4 5: 10 > 6.4", "1.8"],
  );
});

test("a slice names the axes as the map does", () => {
  const word = speaker({
    "slice-along-gradient": "along the gradient",
    "slice-along-axis": "along {axis}",
    "slice-distance-axis": "distance along {axis}",
  });
  const names = ["gradient", "x", "y"].map((way) => directionName(way, ["w₁", "w₂"], word));
  assert.deepEqual(names, ["along the gradient", "along w₁", "along w₂"]);
  assert.equal(distanceIn("y", ["w₁", "w₂"], word), "distance along w₂");
  assert.equal(distanceIn("x", ["x", "y"], word), "distance along x");
});
