import assert from "node:assert/strict";
import { test } from "node:test";
import { isAbove, placeOf } from "../../ravine/stage/frontend/limit.js";

const slider = { low: 1e-5, high: 10 };

test("the mark lies where the slider's thumb would lie at the limit", () => {
  const place = (limit) => placeOf(limit, slider).place;
  assert.ok(Math.abs(place(0.01) - 0.5) < 1e-12);
  assert.equal(place(1e-5), 0);
  assert.ok(Math.abs(place(0.1) - 4 / 6) < 1e-12);
});

test("a limit off the slider is no mark, but below it everything is beyond", () => {
  assert.deepEqual(placeOf(50, slider), { place: 1, inside: false });
  assert.deepEqual(placeOf(1e-7, slider), { place: 0, inside: false });
});

test("without a theory, or where nothing is overshot, nothing is said", () => {
  assert.equal(placeOf(null, slider), null);
  assert.equal(placeOf(Infinity, slider), null);
  assert.equal(placeOf(NaN, slider), null);
});

test("a rate is above a limit when it also reads so", () => {
  assert.ok(isAbove(0.1, 0.095));
  assert.ok(!isAbove(0.09, 0.095));
  assert.ok(!isAbove(0.1, Math.fround(0.1) * 0.9999));
  assert.ok(!isAbove(1000, null));
});
