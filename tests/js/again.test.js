import assert from "node:assert/strict";
import test from "node:test";
import { pauseAfter, untilDone } from "../../ravine/stage/frontend/protocol/again.js";

test("what fails is tried again, after longer and longer pauses, until it succeeds", async (t) => {
  t.mock.method(console, "info", () => {});
  const tried = [];
  const paused = [];
  const value = await untilDone(
    async (failures) => {
      tried.push(failures);
      if (failures < 5) throw new Error("lost");
      return "here";
    },
    (run, ms) => {
      paused.push(ms);
      run();
    },
  );
  assert.equal(value, "here");
  assert.deepEqual(tried, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(paused, [1500, 3000, 6000, 12000, 12000]);
  assert.equal(pauseAfter(60), 12000);
});
