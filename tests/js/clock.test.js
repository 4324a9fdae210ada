import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../ravine/stage/frontend/player/clock.js";
import { createPacer } from "../../ravine/stage/frontend/player/pace.js";
import { reducePlayback, STOPPED } from "../../ravine/stage/frontend/player/playback.js";

function bench(last) {
  let now = 0;
  let frame = null;
  let playback = STOPPED;
  const dispatch = (event) => {
    playback = reducePlayback(playback, event);
  };
  const resize = (steps) => dispatch({ type: "resize", last: steps, grain: 1 });
  resize(last);
  const clock = createClock({
    frame: (run) => {
      frame = run;
      return 0;
    },
    now: () => now,
    playback: () => playback,
    dispatch,
  });
  const pass = (ms) => {
    for (const end = now + ms; now < end && frame; ) {
      now = Math.min(now + 20, end);
      const run = frame;
      frame = null;
      run(now);
    }
  };
  return { clock, pass, resize };
}

test("playback takes ten seconds for any number of steps, and stops at the end", () => {
  for (const last of [3, 500, 10000]) {
    const { clock, pass } = bench(last);
    clock.play();
    pass(5000);
    assert.ok(Math.abs(clock.step - last / 2) < 1e-6 * last);
    pass(6000);
    assert.deepEqual([clock.step, clock.playing], [last, false]);
  }
});

test("play at the end starts over, at the chosen speed", () => {
  const { clock, pass } = bench(100);
  clock.seek(100);
  clock.set({ speed: 4 });
  clock.play();
  assert.equal(clock.step, 0);
  pass(1000);
  assert.ok(Math.abs(clock.step - 40) < 1e-9);
});

test("pausing shows a whole step", () => {
  const { clock, pass } = bench(7);
  clock.play();
  pass(5100);
  clock.pause();
  assert.equal(clock.step, 3);
});

test("a loop pauses at the end and starts over", () => {
  const { clock, pass } = bench(100);
  clock.set({ loop: true });
  clock.play();
  pass(10100);
  assert.equal(clock.step, 100);
  pass(1000);
  assert.ok(clock.playing && clock.step < 100);
});

test("with another number of steps, heads at the end stay at the end, others where they are", () => {
  const { clock, resize } = bench(100);
  clock.seek(100);
  resize(200);
  assert.equal(clock.step, 200);
  clock.seek(50);
  resize(100);
  assert.equal(clock.step, 50);
  resize(20);
  assert.equal(clock.step, 20);
});

test("a race without steps does not play", () => {
  const { clock } = bench(0);
  clock.play();
  assert.equal(clock.playing, false);
});

test("trails grow with every frame on a fast machine, less often on a slow one", () => {
  const pacer = createPacer();
  let now = 1000;
  const after = (frames, ms) => {
    let pace = 0;
    for (let i = 0; i < frames; i += 1) {
      now += ms;
      pace = pacer.next(now);
    }
    return pace;
  };
  assert.equal(after(60, 16.7), 0);
  assert.ok(after(60, 50) > 100);
  assert.equal(after(600, 16.7), 0);
});
