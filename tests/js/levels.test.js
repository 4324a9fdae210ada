import assert from "node:assert/strict";
import { test } from "node:test";
import { createLadder } from "../../ravine/stage/frontend/plots/levels.js";

const grey = [
  [0, "#000000"],
  [0.5, "#404040"],
  [1, "#ffffff"],
];
const linear = { kind: "linear", of: (loss) => loss, low: 0, high: 10, ticks: [] };
const log = { kind: "log", of: (loss) => Math.log10(loss + 1), low: 0, high: 2, ticks: [] };

test("the k-th contour level is at k for any loss", () => {
  for (const scale of [linear, log]) {
    const losses = [0.5, 1, 4, 9];
    const ladder = createLadder(scale, losses);
    losses.forEach((loss, k) => {
      assert.equal(ladder.of(scale.of(loss)), k + 1);
    });
    assert.equal(ladder.of(scale.low), 0);
    assert.equal(ladder.of(scale.high), losses.length + 1);
  }
});

test("a higher loss is drawn higher, also between the levels; NaN stays NaN", () => {
  const ladder = createLadder(linear, [0.1, 0.2, 7]);
  let before = -1;
  for (let height = 0; height <= 10; height += 0.05) {
    assert.ok(ladder.of(height) > before);
    before = ladder.of(height);
  }
  assert.ok(Number.isNaN(ladder.of(NaN)));
});

test("a band has the colour of its middle height", () => {
  const colours = createLadder(linear, [2, 8]).colours(grey);
  assert.deepEqual(colours, [
    [0, "rgb(13,13,13)"],
    [0.5, "rgb(64,64,64)"],
    [1, "rgb(217,217,217)"],
  ]);
});

test("labels of the colour bar stand at levels and show their losses", () => {
  const losses = Array.from({ length: 20 }, (_, k) => (k + 1) ** 2 / 41);
  const { ticks } = createLadder(linear, losses);
  assert.ok(ticks.length >= 5 && ticks.length <= 8);
  for (const { at, text } of ticks) assert.ok(Math.abs(Number(text) - losses[at - 1]) < 1e-3);
});

test("a flat surface has a colour and no levels", () => {
  const ladder = createLadder({ ...linear, low: 3, high: 4 }, []);
  assert.equal(ladder.of(3), 0);
  assert.equal(ladder.ticks.length, 0);
});
