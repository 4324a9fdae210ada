import assert from "node:assert/strict";
import { test } from "node:test";
import { createStepping } from "../../ravine/stage/frontend/player/stepping.js";

function bench() {
  const state = { wanted: true, moving: false, step: 7 };
  const reported = [];
  const look = createStepping({
    wanted: () => state.wanted,
    moving: () => state.moving,
    step: () => state.step,
    report: (step) => reported.push(step),
  });
  return { state, reported, look };
}

test("a step is reported once, as a whole number", () => {
  const { state, reported, look } = bench();
  look();
  look();
  state.step = 8.6;
  look();
  assert.deepEqual(reported, [7, 8]);
});

test("nothing is reported during playback; the step where it stops is", () => {
  const { state, reported, look } = bench();
  state.moving = true;
  for (state.step = 0; state.step < 9; state.step += 1) look();
  state.moving = false;
  look();
  assert.deepEqual(reported, [9]);
});

test("nothing is reported without an inspector; a new inspector gets the same step again", () => {
  const { state, reported, look } = bench();
  look();
  state.wanted = false;
  state.step = 3;
  look();
  assert.deepEqual(reported, [7]);
  [state.wanted, state.step] = [true, 7];
  look();
  assert.deepEqual(reported, [7, 7]);
});
