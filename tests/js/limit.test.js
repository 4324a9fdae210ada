import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clampOf,
  digitsBeside,
  isAbove,
  placeOf,
} from "../../ravine/stage/frontend/controls/limit.js";

const slider = { low: 1e-5, high: 10 };

test("the mark is where the slider's thumb would be at the limit", () => {
  const place = (limit) => placeOf(limit, slider).place;
  assert.ok(Math.abs(place(0.01) - 0.5) < 1e-12);
  assert.equal(place(1e-5), 0);
  assert.ok(Math.abs(place(0.1) - 4 / 6) < 1e-12);
});

test("a limit outside the slider has no mark; below the slider, the whole track is hatched", () => {
  assert.deepEqual(placeOf(50, slider), { place: 1, inside: false });
  assert.deepEqual(placeOf(1e-7, slider), { place: 0, inside: false });
});

test("there is no mark without a theory or for an infinite limit", () => {
  assert.equal(placeOf(null, slider), null);
  assert.equal(placeOf(Infinity, slider), null);
  assert.equal(placeOf(NaN, slider), null);
});

test("a rate is above a limit if it differs by more than rounding", () => {
  assert.ok(isAbove(0.1, 0.095));
  assert.ok(!isAbove(0.09, 0.095));
  assert.ok(isAbove(0.1, 0.09999), "a rate that does not settle would be called stable");
  assert.ok(!isAbove(0.02, Math.fround(0.02)));
  assert.ok(!isAbove(1000, null));
});

test("a rate of 0.002 is never called above a limit of 0.002", () => {
  for (const [limit, rate, text] of [
    [0.0019984, 0.002, "0.001998"],
    [0.0020004, 0.002, "0.0020004"],
    [0.00199999, 0.002, "0.00199999"],
    [0.095238, 0.1, "0.0952"],
    [0.1 - 1e-17, 0.1, "0.1"],
    [Math.fround(0.02), 0.02, "0.02"],
  ])
    assert.equal(digitsBeside(limit, rate), text);
});

test("outside the clamp the text says that the rate has no effect, inside it up to where it has one", () => {
  const clampWords = (value, clamp) => {
    const cut = clampOf(value, clamp, slider);
    return cut && [cut.key, cut.idle, cut.holes];
  };
  assert.equal(clampOf(1, null, slider), null, "a rule that takes every rate");
  assert.equal(clampOf(1, [0, Infinity], slider), null);
  assert.equal(clampOf(1, [1e-6, 50], slider), null, "nothing on the slider is cut off");
  assert.equal(clampOf(1, [NaN, NaN], slider), null);
  assert.deepEqual(clampWords(0.1, [0, 0.0707107]), ["clamp-above", true, { limit: "0.0707" }]);
  assert.deepEqual(clampWords(0.07071, [0, 0.0707]), ["clamp-above", true, { limit: "0.0707" }]);
  assert.deepEqual(clampWords(0.05, [0, 0.0707107]), [
    "clamp-to",
    false,
    { low: "0", high: "0.0707" },
  ]);
  assert.deepEqual(clampWords(1e-4, [0.01, 1]), ["clamp-below", true, { limit: "0.01" }]);
  assert.equal(clampWords(0.1, [0.01, 1])[0], "clamp-between");
  assert.equal(clampWords(0.1, [0.01, 50])[0], "clamp-from");
});
