import assert from "node:assert/strict";
import test from "node:test";

import { createAnswer } from "../../ravine/stage/frontend/page/answer.js";

const FRAME = { predicted: 0, place: "adam", hide: [] };

function stage() {
  const root = { dataset: {} };
  const told = { held: [], brought: [], timers: [] };
  const answer = createAnswer(root, {
    dispatch: ({ held }) => told.held.push(held),
    later: (run, ms) => told.timers.push({ run, ms }) - 1,
    cancel: (timer) => {
      if (timer !== null) told.timers[timer].run = () => {};
    },
    bringRun: () => told.brought.push("run"),
    bringAnswer: () => told.brought.push("answer"),
    announce: () => {},
  });
  const hidden = (number) => "seen" in root.dataset && root.dataset.seen !== String(number % 2);
  return { answer, told, hidden };
}

function predicted() {
  const all = stage();
  all.answer.follow(FRAME, true);
  all.answer.follow({ ...FRAME, predicted: 1 }, true);
  return all;
}

test("before a stage has said anything no answer is hidden", () => {
  assert.equal(stage().hidden(1), false);
});

test("an answer that a page begins with is shown at once", () => {
  const { answer, hidden, told } = stage();
  answer.follow({ ...FRAME, predicted: 3 }, true);
  assert.equal(hidden(3), false);
  assert.deepEqual(told.held, []);
});

test("an answer is hidden until its run has ended", () => {
  const { answer, hidden, told } = predicted();
  assert.equal(hidden(1), true);
  answer.begin(true);
  assert.deepEqual(told.brought, ["run"]);
  answer.watch({ playing: true, step: 3, last: 10 });
  assert.equal(hidden(1), true);
  answer.watch({ playing: false, step: 10, last: 10 });
  assert.equal(hidden(1), false);
  assert.deepEqual(told.held, [true, false]);
  answer.begin(true);
  assert.equal(hidden(1), false, "the scene played again is no prediction");
  assert.deepEqual(told.brought, ["run", "answer"]);
});

test("a run in a loop has ended at its first end", () => {
  const { answer, hidden } = predicted();
  answer.begin(true);
  answer.watch({ playing: true, step: 10, last: 10 });
  assert.equal(hidden(1), false);
});

test("a run that the visitor pauses is over", () => {
  const { answer, hidden } = predicted();
  answer.begin(true);
  answer.watch({ playing: false, step: 4, last: 10 });
  assert.equal(hidden(1), false);
});

test("playback of the race before says nothing of the predicted one", () => {
  const { answer, hidden } = predicted();
  answer.watch({ playing: false, step: 10, last: 10 });
  assert.equal(hidden(1), true);
});

test("where nothing moves the answer is there at once, and the end is still brought into view", () => {
  const { answer, hidden, told } = stage();
  answer.follow(FRAME, false);
  answer.follow({ ...FRAME, predicted: 1 }, false);
  assert.equal(hidden(1), false);
  answer.begin(false);
  assert.deepEqual([told.held, told.brought], [[], ["run", "answer"]]);
});

test("a run that does not begin brings the answer, and so does one that cannot be had", () => {
  const still = predicted();
  still.answer.begin(false);
  assert.equal(still.hidden(1), false);
  const lost = predicted();
  lost.answer.fail();
  assert.equal(lost.hidden(1), false);
});

test("neither a run that never comes nor one that never ends keeps the answer", () => {
  const never = predicted();
  never.told.timers.at(-1).run();
  assert.equal(never.hidden(1), false);
  const stuck = predicted();
  stuck.answer.begin(true);
  stuck.told.timers.at(-1).run();
  assert.equal(stuck.hidden(1), false);
});

test("a failed request while the run plays changes nothing", () => {
  const { answer, hidden } = predicted();
  answer.begin(true);
  answer.fail();
  assert.equal(hidden(1), true);
});

test("another lesson is not kept waiting", () => {
  const { answer, hidden } = predicted();
  answer.begin(true);
  answer.follow({ predicted: 1, place: "edge", hide: [] }, true);
  assert.equal(hidden(1), false);
});

test("a second prediction is held back again", () => {
  const { answer, hidden } = predicted();
  answer.begin(true);
  answer.watch({ playing: false, step: 10, last: 10 });
  answer.follow({ ...FRAME, predicted: 2 }, true);
  assert.equal(hidden(2), true);
});

test("a race that cannot be had brings the answer, one that is called off does not", async () => {
  const ask = (_, signal) => Promise.reject(new Error(String(signal.aborted)));
  for (const aborted of [false, true]) {
    const { answer, hidden } = predicted();
    await assert.rejects(answer.heeding(ask)({}, { aborted }));
    assert.equal(hidden(1), aborted);
  }
});
