import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf, momentQuery, showMoment } from "../../ravine/stage/frontend/player/moment.js";

/** A plot that shows these ranges; `home` are those that it has of itself. */
function chartOf(home) {
  let now = home;
  return {
    current: () => now,
    zoomed: () => now !== home,
    look: (ranges) => {
      now = ranges;
    },
  };
}

/** What a stage has that nobody has touched. */
function stage(clock = {}) {
  const state = { step: 0, speed: 1, loop: false, playing: false, ...clock };
  return {
    clock: {
      ...state,
      get step() {
        return state.step;
      },
      get speed() {
        return state.speed;
      },
      get loop() {
        return state.loop;
      },
      get playing() {
        return state.playing;
      },
      pause: () => {
        state.playing = false;
      },
      seek: (step) => {
        state.step = step;
      },
      set: (settings) => Object.assign(state, settings),
    },
    contour: chartOf({ x: [-1, 1], y: [-2, 2] }),
    loss: chartOf({ x: [0, 100], y: [-3, 2] }),
    three: { camera: null },
  };
}

test("a stage that nobody has touched has a step alone", () => {
  assert.deepEqual(momentOf(stage({ step: 17 })), { step: 17 });
  assert.deepEqual(momentOf(stage({ playing: true })), {});
});

test("a moment that is shown is the one that was copied", () => {
  const sender = stage({ step: 17, speed: 0.5, loop: true });
  sender.contour.look({ x: [-0.123456789, 0.5], y: [1e-7, 0.25] });
  sender.loss.look({ x: [3, 9], y: [-1, 0] });
  const eye = { x: 1.25, y: -0.5, z: 2 };
  sender.three.camera = { eye, center: { x: 0, y: 0, z: -0.15 }, up: { x: 0, y: 0, z: 1 } };
  const moment = momentOf(sender);
  const receiver = stage({ playing: true });
  showMoment(moment, receiver);
  assert.deepEqual(momentOf(receiver), moment);
  assert.deepEqual(receiver.three.camera, sender.three.camera);
  assert.equal(
    momentQuery(moment),
    "step=17&speed=0.5&loop=1&zoom=-0.123456789,0.5,1e-7,0.25&loss_zoom=3,9,-1,0" +
      "&camera=1.25,-0.5,2,0,0,-0.15,0,0,1",
  );
});

test("slow motion is part of a moment", () => {
  const moment = momentOf(stage({ step: 2, speed: "1/s" }));
  assert.equal(momentQuery(moment), "step=2&speed=1/s");
  const receiver = stage();
  showMoment(moment, receiver);
  assert.equal(receiver.clock.speed, "1/s");
});

test("what a moment does not say stays as it is", () => {
  const receiver = stage({ step: 5, speed: 2, playing: true });
  showMoment({}, receiver);
  assert.equal(receiver.clock.playing, true);
  assert.deepEqual([receiver.clock.step, receiver.clock.speed], [5, 2]);
  assert.equal(receiver.contour.zoomed(), false);
});
