import assert from "node:assert/strict";
import { test } from "node:test";
import { exitsOf } from "../../ravine/stage/frontend/plots/exits.js";
import { lossRange } from "../../ravine/stage/frontend/plots/loss-range.js";

const curve = (y, diverged = false) => ({ y: Float64Array.from(y), diverged });
const steps = (count, f) => Array.from({ length: count }, (_, i) => f(i));

// Powers of ten of losses.
const CALM = {
  slow: steps(100, (i) => -0.005 * i),
  level: steps(100, () => 0),
  steady: steps(100, (i) => 1 - 0.06 * i),
  quick: steps(100, (i) => 2 - 0.15 * i),
};
const DEEP = {
  newton: [0, -1, -3, -7, -15, -30],
  exact: [0, -1, -4, -16, -Infinity, -Infinity],
  bottomless: steps(100, (i) => -3 * i),
};
const DIVERGED = {
  atOnce: [0, 12, 100, 300, Infinity],
  steadily: steps(60, (i) => 0.3 * i),
  slowly: steps(400, (i) => 0.02 * i),
};

/** Share of the axis that a curve's visible part covers. */
function shareOf({ y }, [low, high]) {
  const seen = [...y].map((value) => Math.min(Math.max(value, low), high));
  return (Math.max(...seen) - Math.min(...seen)) / (high - low);
}

const own = ({ y }) => {
  const finite = y.filter(Number.isFinite);
  return Math.max(...finite) - Math.min(...finite);
};

test("a diverged run alone is seen to rise, whatever it reaches", () => {
  for (const [name, y] of Object.entries(DIVERGED)) {
    const log = lossRange([curve(y, true)], "log");
    assert.ok(shareOf(curve(y, true), log) > 0.8, `${name}: ${log}`);
    assert.ok(log[1] - log[0] < 20, `${name}: ${log}`);
    const losses = y.map((power) => 10 ** power);
    const linear = lossRange([curve(losses, true)], "linear");
    assert.ok(shareOf(curve(losses, true), linear) > 0.7, `${name}: ${linear}`);
    assert.ok(linear[1] < 20 && linear[0] > -5, `${name}: ${linear}`);
  }
});

test("beside others a diverged run rises in the picture, and does not squash them", () => {
  for (const [name, y] of Object.entries(DIVERGED)) {
    for (const [other, calm] of Object.entries(CALM)) {
      const range = lossRange([curve(y, true), curve(calm)], "log");
      const without = lossRange([curve(calm)], "log");
      const what = `${name} beside ${other}: ${range}`;
      assert.ok(shareOf(curve(y, true), range) > 0.1, what);
      assert.ok(range[1] >= Math.max(...calm) && range[0] <= Math.min(...calm), what);
      if (own(curve(calm)) > 0.1) {
        assert.ok(shareOf(curve(calm), range) > 0.5 * shareOf(curve(calm), without), what);
      }
    }
  }
});

test("a run that falls far deeper leaves the slow ones a part of the height", () => {
  for (const [name, deep] of Object.entries(DEEP)) {
    for (const [other, calm] of Object.entries(CALM)) {
      const curves = [curve(deep), curve(calm)];
      const range = lossRange(curves, "log");
      const what = `${name} beside ${other}: ${range}`;
      assert.ok(shareOf(curves[0], range) > 0.5, what);
      assert.ok(shareOf(curves[1], range) >= Math.min(0.12, own(curves[1]) / 8), what);
      assert.ok(range[1] > Math.max(...calm), what);
      const everything = lossRange(curves, "log", true);
      assert.ok(
        everything[0] < Math.min(...deep.filter(Number.isFinite)),
        "all of it is there on demand",
      );
    }
  }
});

test("races of like rules are shown whole", () => {
  const curves = Object.values(CALM).map((y) => curve(y));
  assert.ok(lossRange(curves, "log")[0] < -12.8);
  assert.ok(lossRange([curve([0, -9]), curve([0, -4]), curve([0, -2])], "log")[0] < -9);
});

const view = { mx: 1, bx: 0, my: -10, by: 100, left: 0, top: 0, width: 50, height: 100 };
const series = (y) => ({ x: Float64Array.from(y.keys()), y: Float64Array.from(y) });

test("a curve that leaves the picture is marked where it does", () => {
  assert.deepEqual(exitsOf(series([5, 9, 11]), view), { above: 1.5, below: null });
  assert.deepEqual(exitsOf(series([5, 1, -3]), view), { above: null, below: 1.25 });
  assert.deepEqual(exitsOf(series([5, 9, Infinity]), view), { above: 1, below: null });
  assert.deepEqual(
    exitsOf(series([5, 11, 5, 4]), view),
    { above: null, below: null },
    "it comes back",
  );
  assert.deepEqual(exitsOf(series([5, 10, NaN]), view), { above: null, below: null });
});
