import assert from "node:assert/strict";
import { test } from "node:test";
import { noteOf } from "../../ravine/stage/frontend/plots/floor.js";

const word = (key, holes = {}) => `${key} ${Object.values(holes).join(" ")}`.trim();
/** A plot 100 pixels high from pixel 10 on, over powers of ten from -14 to 2. */
const view = {
  mx: 1,
  bx: 0,
  my: -100 / 16,
  by: 10 + 200 / 16,
  left: 0,
  top: 10,
  width: 1,
  height: 100,
};

test("a visible lowest loss is labelled on a dotted line", () => {
  const note = noteOf({ place: -13, deepest: -13 }, view, false, word);
  assert.deepEqual([note.ruled, note.text], [true, "loss-floor"]);
  assert.ok(Math.abs(note.y - (10 + (15 / 16) * 100)) < 1e-9);
  assert.equal(noteOf({ place: -13, deepest: -13 }, view, true, word).ruled, true);
});

test("a label says how far curves go on below the chart", () => {
  for (const depth of [
    { place: null, deepest: -300 },
    { place: -301, deepest: -301 },
  ]) {
    const note = noteOf(depth, view, false, word);
    assert.deepEqual([note.ruled, note.text], [false, "loss-deeper 1e−14"]);
    assert.equal(note.y, 110);
    assert.equal(noteOf(depth, view, true, word), null);
  }
});

test("there is no label while everything is visible", () => {
  assert.equal(noteOf({ place: null, deepest: -13.9 }, view, false, word), null);
  assert.equal(noteOf({ place: null, deepest: Infinity }, view, false, word), null);
});
