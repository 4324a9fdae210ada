import assert from "node:assert/strict";
import test from "node:test";
import { cellAt, placeOf, ticksOf, valueAt } from "../../ravine/stage/frontend/maps/axis.js";

const AXES = {
  log: { scale: "log", values: Float64Array.of(1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10) },
  decay: { scale: "decay", values: Float64Array.of(0, 0.9, 0.99, 0.999, 0.9999) },
  linear: { scale: "linear", values: Float64Array.of(-2, -1, 0, 1, 2) },
  whole: { scale: "whole", values: Float64Array.of(1, 2, 3, 5, 9, 16) },
  // An interval of a rate that is a million millionth of it wide.
  deep: {
    scale: "log",
    values: Float64Array.from({ length: 8 }, (_, k) => 0.0123456789 * (1 + k * 1.5e-13)),
  },
};

test("every cell is as wide as the others, and values between lie between", () => {
  for (const [name, axis] of Object.entries(AXES)) {
    for (const [k, value] of axis.values.entries()) {
      assert.equal(placeOf(axis, value), k, name);
      assert.equal(valueAt(axis, k), value, `${name}: a cell's own number has all its bits`);
      assert.equal(cellAt(axis, k + 0.4), k);
    }
    for (const place of [0.25, 1.5, axis.values.length - 1.2]) {
      const value = valueAt(axis, place);
      const [left, right] = [Math.floor(place), Math.ceil(place)];
      assert.ok(axis.values[left] <= value && value <= axis.values[right], name);
      if (name !== "deep") assert.ok(Math.abs(placeOf(axis, value) - place) < 1e-9, name);
    }
  }
  assert.equal(cellAt(AXES.log, 6.6), -1);
  assert.equal(cellAt(AXES.log, -0.6), -1);
});

test("beyond its ends an axis goes on", () => {
  assert.ok(Math.abs(valueAt(AXES.log, -1) - 1e-6) < 1e-15);
  assert.ok(placeOf(AXES.linear, 5) > 4);
  assert.ok(placeOf(AXES.log, 0) < -1, "what has no place on the scale lies beyond");
  assert.ok(placeOf(AXES.decay, 1) > 4);
});

test("ticks are round numbers of the axis's own scale, and tell a deep zoom apart", () => {
  const texts = (axis, range, room = 8) =>
    ticksOf(axis, range, room).ticks.map(({ text, power = "" }) => text + power);
  assert.deepEqual(texts(AXES.log, [-0.5, 6.5]), [
    ...["10−5", "10−4", "10−3", "0.01", "0.1", "1", "10"],
  ]);
  assert.deepEqual(texts(AXES.decay, [-0.1, 4.1]), ["0", "0.9", "0.99", "0.999", "0.9999"]);
  assert.deepEqual(texts(AXES.linear, [-0.5, 4.5], 5), ["−2", "−1", "0", "1", "2"]);
  for (const room of [3, 6, 10]) {
    const { ticks, note } = ticksOf(AXES.deep, [-0.5, 7.5], room);
    assert.ok(ticks.length > 1 && new Set(ticks.map(({ text }) => text)).size === ticks.length);
    assert.ok(ticks.every(({ text }) => text.length <= 7) && note, "an offset is said once");
  }
  for (const axis of Object.values(AXES)) {
    for (const { at } of ticksOf(axis, [0.2, 2.7], 6).ticks) assert.ok(at > 0 && at < 3);
  }
  assert.equal(
    ticksOf({ scale: "log", values: Float64Array.of(0.1) }, [-0.5, 0.5], 5).ticks.length,
    1,
  );
});
