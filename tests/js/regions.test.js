import assert from "node:assert/strict";
import { test } from "node:test";
import { clearLevels, everyOther } from "../../ravine/stage/frontend/plots/regions.js";
import { sampled } from "../../ravine/stage/frontend/plots/window.js";

const N = 65;
const DOMAIN = [
  [0, N - 1],
  [0, N - 1],
];
const clear = (f, levels) => {
  const fine = sampled(f, DOMAIN, 2 * N - 1);
  return clearLevels(levels, everyOther(fine, N), N, fine);
};

test("waves that the grid does not see have no lines, what they lie on has", () => {
  // The grid meets each wave at the same place, and the finer one its wells too.
  const f = (x, y) => (x < 20 ? 0 : 10) + 2 - Math.cos(2 * Math.PI * x) - Math.cos(2 * Math.PI * y);
  assert.deepEqual(clear(f, [1, 7, 11]), [7]);
});

test("a level of more wells than anybody can read has no lines, one of fewer has", () => {
  const wells = (period) => (x, y) =>
    2 - Math.cos((2 * Math.PI * (x + 2)) / period) - Math.cos((2 * Math.PI * (y + 2)) / period);
  assert.deepEqual(clear(wells(8), [1]), [1]); // 64 of them
  assert.deepEqual(clear(wells(3.9), [1]), []); // 270
});

test("together, levels have no more lines than can be drawn at once", () => {
  const f = (x, y) =>
    2 - Math.cos((2 * Math.PI * (x + 2)) / 5) - Math.cos((2 * Math.PI * (y + 2)) / 5);
  const levels = Array.from({ length: 20 }, (_, k) => 0.3 + 0.05 * k);
  const drawn = clear(f, levels);
  assert.ok(drawn.length > 5 && drawn.length < 16, `${drawn.length} levels of 169 wells`);
});
