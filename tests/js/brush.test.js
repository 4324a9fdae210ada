import assert from "node:assert/strict";
import { test } from "node:test";
import { createBrush } from "../../ravine/stage/frontend/player/brush.js";

/** A brush with manual frames. */
function bench() {
  let frames = [];
  let tasks = [];
  let value = 0;
  const state = { trusted: false, now: 0 };
  const drawn = [];
  const seen = [];
  const brush = createBrush({
    frame: (run) => frames.push(run),
    later: (run) => tasks.push(run),
    outside: () => state.trusted,
    draw: () => {
      drawn.push([value, state.now]);
      return value;
    },
    painted: (what) => seen.push([what, state.now]),
  });
  return {
    drawn,
    seen,
    state,
    put(next) {
      value = next;
      brush.request();
    },
    /** The next frame, with its callbacks and the tasks after it. */
    frame(also = () => {}) {
      state.now += 1;
      const due = frames;
      frames = [];
      for (const run of due) run();
      also();
      const after = tasks;
      tasks = [];
      for (const run of after) run();
    },
    get idle() {
      return !frames.length;
    },
  };
}

test("a dragged value is drawn at once; of several in one frame, the next frame draws the newest", () => {
  const { put, frame, drawn } = bench();
  put(1);
  assert.deepEqual(drawn, [[1, 0]]);
  put(2);
  put(3);
  put(4);
  assert.equal(drawn.length, 1, "a frame was drawn several times");
  frame();
  assert.deepEqual(drawn.slice(1), [[4, 1]]);
  frame();
  assert.equal(drawn.length, 2, "something was drawn that was drawn already");
});

test("with one value in each frame, every frame draws its own", () => {
  const { put, frame, drawn } = bench();
  for (let i = 1; i <= 5; i += 1) {
    put(i);
    frame();
  }
  assert.deepEqual(drawn, [
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 4],
  ]);
});

test("a drawing made by an event is announced after its frame is painted, not earlier", () => {
  const { put, frame, seen } = bench();
  put(1);
  frame();
  assert.deepEqual(seen, [], "the frame that paints it has only begun");
  frame();
  assert.deepEqual(seen, [[1, 2]]);
});

test("a drawing made within a frame is announced when the next frame begins", () => {
  const { put, frame, seen } = bench();
  put(1);
  frame(() => put(2));
  frame();
  assert.deepEqual(seen, [
    [1, 2],
    [2, 2],
  ]);
  frame();
  assert.equal(seen.length, 2);
});

test("a visitor's event right after a frame is not counted as part of it", () => {
  const { put, frame, seen, state } = bench();
  put(1);
  frame(() => {
    state.trusted = true;
    put(2);
  });
  frame();
  assert.deepEqual(seen, [[1, 2]]);
  frame();
  assert.deepEqual(seen, [
    [1, 2],
    [2, 3],
  ]);
});

test("no animation frames are requested while nothing is dragged", () => {
  const world = bench();
  world.put(1);
  for (let i = 0; i < 40; i += 1) world.frame();
  assert.ok(world.idle);
  world.put(2);
  assert.equal(world.drawn.length, 2);
});
