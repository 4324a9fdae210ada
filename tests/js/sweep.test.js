import assert from "node:assert/strict";
import test from "node:test";
import {
  bestAt,
  emptyCurve,
  fill,
  gapsOf,
  nearestAt,
  nearestRacer,
  outcomeAt,
  outcomeOf,
  pointsOf,
  rangeOf,
} from "../../ravine/stage/frontend/sweep/sweep-curve.js";
import {
  decadeTicks,
  pixelOf,
  viewOfSweep,
} from "../../ravine/stage/frontend/sweep/sweep-drawing.js";
import { marksOf, pictureOf, runsOf } from "../../ravine/stage/frontend/sweep/sweep-picture.js";

const RATES = Float64Array.of(1e-4, 1e-3, 1e-2, 1e-1, 1);

/** A curve with these final losses; NaN: diverged, undefined: not known. */
function curveOf(losses, racer = "gd") {
  const curve = emptyCurve(racer, RATES);
  for (const [j, final] of losses.entries()) {
    if (final === undefined) continue;
    const diverged = Number.isNaN(final);
    const columns = { j: [j], final: [final], best: [final / 2], mean: [2 * final] };
    fill(curve, { ...columns, reached: [final < 0.1 ? 7 : -1], stopped: [diverged ? 3 : -1] });
  }
  return curve;
}

const run = (key, rate, losses, more = {}) => ({
  ...{ key, color: "#123456", dash: [], companion: false, stride: 1, count: losses.length },
  ...{
    last: losses.length - 1,
    steps: losses.length - 1,
    diverged: false,
    limits: null,
    times: null,
  },
  ...{ lr: { value: rate, low: 1e-5, high: 10 }, losses: Float64Array.from(losses), ...more },
});

function seenOf(curves, runs, more = {}) {
  const scene = { runs, header: { steps: 2 }, surface: {} };
  const view = { off: [], loss: "log", sweep: "final" };
  const word = (key) => key;
  const shown = { scene, base: scene, view, changes: {}, theme: { scale: 1 }, word };
  return { ...shown, objective: "final", curves, floor: 0, target: 0.1, fresh: true, ...more };
}

test("a curve has the points that are known, and no height where a run diverged", () => {
  const points = pointsOf(curveOf([1, undefined, 0.01, NaN, NaN]), "final", "log", 0);
  assert.deepEqual(
    points.map(({ at, y }) => [at, y]),
    [
      [0, 0],
      [2, -2],
      [3, NaN],
      [4, NaN],
    ],
  );
  assert.deepEqual(gapsOf(points), [[-1.5, 0]]);
  assert.deepEqual(gapsOf(pointsOf(curveOf([NaN, 1, NaN, 1, 1]), "final", "log", 0)), [
    [-4, -3.5],
    [-2.5, -1.5],
  ]);
});

test("the lowest outcome is the best, the first of equal ones, and no diverged run is", () => {
  assert.equal(bestAt(curveOf([1, 0.5, 0.5, NaN, 2]), "final"), 1);
  assert.equal(bestAt(curveOf([NaN, NaN]), "final"), -1);
  assert.equal(bestAt(curveOf([1, 0.05, 0.01]), "steps"), 1);
  assert.equal(outcomeAt(curveOf([1]), 0, "steps"), Infinity);
  const left = { ...curveOf([0.05]), stopped: [7] };
  assert.equal(outcomeAt(left, 0, "steps"), Infinity, "it came by the target on its way out");
  assert.equal(outcomeAt(curveOf([1]), 0, "best"), 0.5);
  assert.equal(outcomeAt(curveOf([1]), 0, "mean"), 2);
});

test("the present rate's outcome is that of the run on the page", () => {
  const losses = [4, 0.05, 0.25];
  assert.equal(outcomeOf(run("gd", 1, losses), "final", 0.1), 0.25);
  assert.equal(outcomeOf(run("gd", 1, losses), "best", 0.1), 0.05);
  assert.equal(outcomeOf(run("gd", 1, losses), "mean", 0.1), (4 + 0.05 + 0.25) / 3);
  assert.equal(outcomeOf(run("gd", 1, losses), "steps", 0.1), 1);
  assert.equal(outcomeOf(run("gd", 1, losses), "steps", 0.01), Infinity);
  for (const objective of ["final", "steps"])
    assert.equal(outcomeOf(run("gd", 1, losses, { diverged: true }), objective, 0.1), Infinity);
  assert.equal(outcomeOf(run("gd", 1, losses, { stride: 4 }), "mean", 0.1), null);
});

test("a place in the plot is the nearest rate of the curve, exactly", () => {
  const curve = curveOf([1, undefined, 1, 1, 1]);
  assert.equal(nearestAt(curve, 0.02), 2);
  assert.equal(nearestAt(curve, 5e-4), 0, "one that is not known is none");
  assert.equal(nearestAt(curve, 1e9), 4);
  assert.equal(nearestAt(emptyCurve("gd", RATES), 1), -1);
});

test("a click takes the racer whose curve is nearest, or whose present rate is", () => {
  const racers = [
    { racer: "gd", rate: 1e-4, points: pointsOf(curveOf([1, 1, 1, NaN, NaN]), "final", "log", 0) },
    {
      racer: "adam",
      rate: 1,
      points: pointsOf(curveOf([1e-4, 1e-4, 1e-4, 1e-4, 1e-4]), "final", "log", 0),
    },
  ];
  const pixel = { x: (x) => 100 * (x + 4), y: (y) => (Number.isNaN(y) ? 0 : -50 * y + 50) };
  assert.equal(nearestRacer(racers, { x: 200, y: 60 }, pixel), "gd");
  assert.equal(nearestRacer(racers, { x: 200, y: 230 }, pixel), "adam");
  assert.equal(
    nearestRacer(racers, { x: 310, y: 10 }, pixel),
    "gd",
    "where it diverges it is at the top",
  );
  assert.equal(nearestRacer(racers, { x: 399, y: 10 }, pixel), "adam");
  assert.equal(nearestRacer([], { x: 0, y: 0 }, pixel), null);
});

test("the axis shows what is not worse than the start, and losses without a logarithm below all others", () => {
  const at = (...heights) => [heights.map((y, i) => ({ at: i, x: i, y }))];
  const { range } = rangeOf(at(0, -3, 200), 1, true);
  assert.ok(range[0] < -3 && range[0] > -4 && range[1] > 1 && range[1] < 3, String(range));
  const sunk = rangeOf(at(0, -3, -Infinity), 1, true);
  assert.ok(sunk.sunk < -3 && sunk.range[0] < sunk.sunk);
  for (const {
    range: [low, high],
  } of [rangeOf(at(NaN), NaN, true), rangeOf(at(2, 2), 2, false), rangeOf([], 0, true)])
    assert.ok(Number.isFinite(low) && low < high);
  assert.ok(
    rangeOf(at(-300, 0), 0, true).range[0] > -30,
    "a loss of 1e-300 does not squash the others",
  );
});

test("marks follow a dragged rate: the live run's outcome, else the curve's", () => {
  const runs = [run("gd", 1e-3, [4, 0.5])];
  const curves = [curveOf([1, 0.5, 0.125, NaN, NaN])];
  const [still] = marksOf(seenOf(curves, runs), 1, false);
  assert.deepEqual([still.x, still.y, still.limit], [-3, Math.log10(0.5), null]);
  const dragged = { lr: { gd: 1e-2 } };
  assert.equal(
    marksOf(seenOf(curves, runs, { changes: dragged }), 1, false)[0].y,
    Math.log10(0.125),
  );
  const live = [run("gd", 1e-2, [4, 0.25], { limits: [0.5, 0.002] })];
  const [mark] = marksOf(seenOf(curves, live, { changes: dragged }), 1, false);
  assert.deepEqual([mark.x, mark.y, mark.limit], [-2, Math.log10(0.25), Math.log10(0.002)]);
  const [gone] = marksOf(seenOf(curves, runs, { changes: { lr: { gd: 0.1 } } }), 1, false);
  assert.ok(Number.isNaN(gone.y), "diverged");
  const elsewhere = { changes: dragged, fresh: false };
  assert.equal(
    marksOf(seenOf(curves, runs, elsewhere), 1, false)[0].y,
    null,
    "of another race the curve says nothing",
  );
});

test("curves of another race are pale, those at another rate are not", () => {
  const runs = [run("gd", 1e-3, [4, 0.5])];
  const stale = (more) => pictureOf(seenOf([curveOf([1, 1, 1, 1, 1])], runs, more)).stale;
  assert.equal(stale({}), false);
  assert.equal(stale({ changes: { lr: { gd: 0.1 }, view: {} } }), false);
  assert.equal(stale({ changes: { start: [0, 0] } }), true);
  assert.equal(stale({ changes: { batch: 4 } }), true);
  assert.equal(stale({ fresh: false }), true);
});

test("of a method that returns an average the average's run counts", () => {
  const runs = [
    run("asgd", 1, [1]),
    run("asgd@answer", 1, [2], { companion: true }),
    run("gd@full", 1, [3], { companion: true }),
  ];
  const found = runsOf({ runs }, []);
  assert.deepEqual(
    [...found].map(([racer, { key }]) => [racer, key]),
    [["asgd", "asgd@answer"]],
  );
  assert.equal(runsOf({ runs }, ["asgd"]).size, 0);
});

test("pixels and rates are each other's inverse, and what has no outcome lies at the top", () => {
  const lines = [{ points: [{ x: 0, y: NaN }] }];
  const view = viewOfSweep([600, 240], { x: [-5, 1], y: [-8, 2], lines }, 1);
  assert.equal(Math.round(view.bx + view.mx * -5), view.left);
  assert.equal(pixelOf(view, NaN, -7), view.top);
  assert.ok(Math.abs(pixelOf(view, -8, -7) - view.top - view.height) < 1e-9);
  assert.equal(pixelOf(view, -Infinity, -7), pixelOf(view, -7, -7));
  const bare = viewOfSweep([600, 240], { x: [-5, 1], y: [-8, 2], lines: [] }, 1);
  assert.ok(bare.top < view.top, "bars take room only where there are some");
});

test("a decade axis has powers of ten, and at least two ticks where it has less than two", () => {
  assert.deepEqual(
    decadeTicks([-5, 1], 20, -Infinity)
      .map(({ text, power }) => text + (power ?? ""))
      .slice(0, 4),
    ["10−5", "10−4", "10−3", "0.01"],
  );
  assert.deepEqual(
    decadeTicks([0.1, 0.9], 5, -Infinity).map(({ text }) => text),
    ["2", "5"],
  );
  assert.ok(decadeTicks([-20, 2], 6, -Infinity).length <= 6);
});
