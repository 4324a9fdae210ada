import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../ravine/stage/frontend/player/clock.js";
import { createPacer } from "../../ravine/stage/frontend/player/pace.js";
import { reducePlayback, STOPPED } from "../../ravine/stage/frontend/player/playback.js";

function bench(last, glides = true, grain = 1) {
  let now = 0;
  let frame = null;
  let playback = STOPPED;
  const dispatch = (event) => {
    playback = reducePlayback(playback, event);
  };
  const resize = (steps) => dispatch({ type: "resize", last: steps, grain });
  resize(last);
  const clock = createClock({
    frame: (run) => {
      frame = run;
      return 0;
    },
    now: () => now,
    glides: () => glides,
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

test("so many steps a second are as many in a race of any length, on any axis", () => {
  for (const [last, grain] of [
    [20, 1],
    [10000, 1],
    [640, 16],
    [2, 0.1],
  ]) {
    const { clock, pass } = bench(last, true, grain);
    clock.set({ speed: "1/s" });
    clock.play();
    pass(3020);
    assert.ok(Math.abs(clock.step / grain - 3) < 1e-6, `${clock.step} of ${last}`);
    clock.set({ speed: "5/s" });
    pass(1000);
    assert.ok(Math.abs(clock.step / grain - 8) < 1e-6, `${clock.step} of ${last}`);
  }
});

test("at one step a second heads rest at each step and glide to the next one", () => {
  const { clock, pass } = bench(20);
  clock.set({ speed: "1/s" });
  clock.play();
  const places = [];
  for (let i = 0; i < 20; i += 1) {
    pass(100);
    places.push(clock.step);
  }
  assert.ok(places.slice(0, 6).every((place) => place < 1e-9));
  assert.ok(places[7] > 0.3 && places[7] < 0.7);
  assert.ok(places.slice(10, 15).every((place) => Math.abs(place - 1) < 1e-9));
  assert.ok(places.every((place, i) => i === 0 || place >= places[i - 1]));
  clock.pause();
  assert.ok(Number.isInteger(clock.step));
});

test("for those who prefer less motion each step comes at once", () => {
  const { clock, pass } = bench(20, false);
  clock.set({ speed: "1/s" });
  clock.play();
  for (let i = 0; i < 40; i += 1) {
    pass(97);
    assert.ok(Number.isInteger(clock.step));
  }
  assert.equal(clock.step, 3);
});

test("slow motion comes to its end, and a loop begins again", () => {
  const { clock, pass } = bench(3);
  clock.set({ speed: "5/s", loop: true });
  clock.play();
  pass(700);
  assert.equal(clock.step, 3);
  pass(800);
  assert.ok(clock.playing && clock.step < 3);
  clock.set({ loop: false });
  pass(2000);
  assert.deepEqual([clock.step, clock.playing], [3, false]);
});
