import assert from "node:assert/strict";
import test from "node:test";
import {
  findingsOf,
  marksOf,
  pictureOf,
  rateNear,
  rises,
  testsOf,
  usual,
} from "../../ravine/stage/frontend/sweep/range-test.js";

/** A run with these losses after its start, each at the rate of the step that led to it. */
function tested(losses, rates, more = {}) {
  const all = Float64Array.from([8, ...losses]);
  return {
    ...{ key: "gd", color: "#123456", dash: [], companion: false, stride: 1 },
    ...{ count: all.length, last: all.length - 1, steps: losses.length, diverged: false },
    ...{ times: null, limits: null, lr: { value: 0.01, low: 1e-5, high: 10 } },
    losses: all,
    rates: rates && Float64Array.from([rates[0], ...rates]),
    ...more,
  };
}

function seenOf(runs, more = {}) {
  const view = { off: [], loss: "log", sweep: "range" };
  const scene = { runs, header: {}, surface: {} };
  const shown = { scene, base: scene, view, changes: {}, theme: { scale: 1 }, floor: 0 };
  return { ...shown, word: (key) => key, ...more };
}

const RATES = [1e-4, 1e-3, 1e-2, 1e-1, 1];

test("a run tests a range if its rate never falls and rises tenfold, by whatever schedule", () => {
  const losses = [8, 7, 6];
  assert.ok(rises(tested(losses, [1e-3, 1e-2, 1e-1])));
  assert.ok(rises(tested(losses, [0.1, 0.55, 1])), "in a straight line");
  assert.ok(!rises(tested(losses, [0.5, 0.75, 1])), "a short warm-up");
  assert.ok(!rises(tested(losses, [0.01, 1, 0.5])), "up and down again");
  assert.ok(!rises(tested(losses, null)) && !rises(tested(losses, [0, 0.5, 1])));
  const runs = [tested(losses, [1, 1, 1], { key: "adam" }), tested([1], [1e-3, 1])];
  const { tested: found, others } = testsOf(seenOf(runs));
  assert.deepEqual([found.map(({ racer }) => racer), others], [["gd"], ["adam"]]);
});

test("the loss falls fastest where its lowest so far does, not where it comes back from", () => {
  const run = tested([7.5, 4, 3, 900, 2], RATES);
  assert.deepEqual(findingsOf(run), { steepest: 1e-3, lowest: 1, worse: null });
  assert.equal(usual(run), 0.1);
  const blown = tested([7, 4, 3, 9, 500], RATES);
  assert.deepEqual(findingsOf(blown), { steepest: 1e-3, lowest: 1e-2, worse: 1e-1 });
  const linear = tested([6, 4.1], [0.1, 1]);
  assert.equal(findingsOf(linear).steepest, 1, "a fall is one in decades of the rate");
  const diverged = tested([7, 4], [1e-2, 1], { diverged: true });
  assert.equal(findingsOf(diverged).worse, 1, "a run that diverged blew up with its last rate");
  assert.deepEqual(findingsOf(tested([8, 9, 10], RATES.slice(0, 3))).steepest, null);
  assert.equal(usual(tested([8, 8], [0.1, 1])), null);
});

test("a curve has each loss at its step's rate, within the sliders' rates, and ends where it diverged", () => {
  const run = tested([4, 2, 1, 50], [1e-6, 1e-3, 0.1, 1], { diverged: true });
  const { x, lines, sunk } = pictureOf(seenOf([run]));
  assert.deepEqual(x, [-5, 1]);
  const points = lines[0].points.map(({ at, x: rate, y }) => [at, rate, y]);
  assert.deepEqual(points.slice(0, 2), [
    [2, -3, Math.log10(2)],
    [3, -1, 0],
  ]);
  assert.deepEqual(points.slice(-2), [
    [4, 0, NaN],
    [4, 1, NaN],
  ]);
  assert.ok(sunk < 0);
  assert.equal(pictureOf(seenOf([tested([1], [1])])), null, "without a test there is no picture");
});

test("what has not been played yet is not drawn, and marks stand at the step's rate", () => {
  const run = tested([4, 2, 1], [1e-3, 1e-2, 1e-1]);
  const { lines, y } = pictureOf(seenOf([run]), 2);
  assert.deepEqual(
    lines[0].points.map(({ at }) => at),
    [1, 2],
  );
  assert.deepEqual(y, pictureOf(seenOf([run])).y, "the axis stays while it is played");
  const [mark] = marksOf(seenOf([run]), 2, () => 0.1);
  assert.deepEqual([mark.x, mark.y, mark.limit], [-2, Math.log10(2), -1]);
  const [gone] = marksOf(seenOf([{ ...run, diverged: true }]), 3, () => null);
  assert.ok(Number.isNaN(gone.y) && gone.limit === null);
});

test("a click takes the nearest tested rate", () => {
  const run = tested([4, 2, 1], [1e-3, 1e-2, 1e-1]);
  assert.equal(rateNear(run, -2.4), 1e-2);
  assert.equal(rateNear(run, 5), 1e-1);
});
