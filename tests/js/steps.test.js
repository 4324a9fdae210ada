import assert from "node:assert/strict";
import test from "node:test";

import {
  advanced,
  amended,
  arrived,
  belated,
  canMove,
  entered,
  firstStep,
  isReachable,
  isStep,
  lastAt,
  parsed,
  rejoined,
  slid,
} from "../../ravine/stage/frontend/page/steps.js";

const after = (count) => {
  let steps = firstStep("a", "/?steps=0");
  for (let i = 1; i <= count; i += 1) steps = entered(steps, `/?steps=${i}`);
  return steps;
};
const shown = ({ entries, at }) => entries[at];

test("a moment of the race, progress and another spelling are no steps", () => {
  const here = "/lessons?l=momentum&start=-1.2%2C1.0";
  for (const aside of [
    "step=7",
    "zoom=1,2,3,4",
    "camera=1",
    "speed=2",
    "p=momentum.1",
    "embed=true",
  ])
    assert.equal(isStep(here, `${here}&${aside}`), false, aside);
  assert.equal(isStep(here, "/lessons?start=-1.2,1.0&l=momentum"), false);
  assert.equal(isStep("/?s=bowl&s=hill", "/?s=hill"), false, "the last of a repeated key counts");
  assert.equal(isStep("/", "/?"), false);
  for (const other of ["/?l=momentum&start=-1.2%2C1.0", `${here}&steps=7`, `${here}&lang=ko`])
    assert.equal(isStep(here, other), true, other);
});

test("a change after undo drops what was undone", () => {
  const steps = entered(arrived(after(3), 1, "/?steps=1"), "/?steps=9");
  assert.deepEqual(steps.entries, ["/?steps=0", "/?steps=1", "/?steps=9"]);
  assert.deepEqual([steps.at, steps.place, steps.top], [2, 2, 2]);
  assert.equal(canMove(steps, 1), false);
  assert.equal(canMove(steps, -1), true);
});

test("two hundred steps are kept, and long addresses within a million characters", () => {
  const many = after(300);
  assert.deepEqual([many.entries.length, many.at], [200, 199]);
  assert.equal(many.entries[0], "/?steps=101");
  let long = firstStep("a", "/");
  for (let i = 0; i < 150; i += 1) long = entered(long, `/?s=${"x".repeat(9000)}${i}`);
  assert.equal(long.entries.length, 111);
  assert.equal(long.at, 110);
  assert.match(shown(long), /149$/);
});

test("beyond the browser's fifty entries Back, Forward, undo and redo are still one sequence", () => {
  let steps = after(60);
  assert.equal(steps.bottom, 11);
  steps = arrived(steps, 11, "");
  assert.equal(shown(steps), "/?steps=11");
  assert.deepEqual([isReachable(steps, -1), isReachable(steps, 1)], [false, true]);
  steps = slid(slid(steps, -1), -1);
  assert.equal(shown(steps), "/?steps=9");
  steps = arrived(steps, 12, "/?steps=12");
  assert.equal(
    shown(steps),
    "/?steps=10",
    "Forward leads to the next step, whatever that entry was",
  );
  steps = arrived(steps, 60, "");
  assert.equal(shown(steps), "/?steps=58");
  assert.equal(isReachable(steps, 1), false);
  steps = advanced(steps);
  assert.equal(shown(steps), "/?steps=59");
  assert.deepEqual([steps.place, steps.bottom, steps.entries.length], [61, 12, 61]);
});

test("a page that has been loaded again goes on, but leads to no entry that may be another site's", () => {
  const steps = rejoined(after(2), "/?steps=7");
  assert.deepEqual(steps.entries, ["/?steps=0", "/?steps=1", "/?steps=2", "/?steps=7"]);
  assert.equal(isReachable(steps, -1), false);
  assert.equal(canMove(steps, -1), true);
  assert.equal(rejoined(after(2), "/?steps=2").entries.length, 3, "the same again is no step");
});

test("a browser that keeps more entries leads to those that were dropped", () => {
  const steps = arrived({ ...after(3), place: 253, top: 253, bottom: 204 }, 249, "/?steps=-1");
  assert.deepEqual([shown(steps), steps.at, steps.entries.length], ["/?steps=-1", 0, 5]);
});

test("what was done before an undo and is known only after it comes after the step that was left", () => {
  const steps = belated(arrived(after(3), 2, ""), 3, "/?steps=9");
  assert.equal(shown(steps), "/?steps=2");
  assert.deepEqual(steps.entries.slice(3), ["/?steps=3", "/?steps=9"]);
  assert.equal(shown(arrived(steps, 3, "")), "/?steps=3");
});

test("the race of a page is the one that was shown there last", () => {
  let steps = entered(after(2), "/lessons?l=momentum");
  assert.equal(lastAt(steps, ["/"]), "/?steps=2");
  steps = amended(steps, "/lessons?l=momentum&p=momentum.1");
  assert.equal(shown(steps), "/lessons?l=momentum&p=momentum.1");
  assert.equal(lastAt(firstStep("a", "/lessons"), ["/"]), undefined);
});

test("what is not ours in the storage counts for nothing", () => {
  assert.deepEqual(parsed(JSON.stringify(after(2))), after(2));
  for (const text of [
    null,
    "7",
    "{}",
    '{"id":"a","entries":[7],"at":0}',
    '{"id":"a","entries":[],"at":0}',
  ])
    assert.equal(parsed(text), null);
});
