import assert from "node:assert/strict";
import test from "node:test";
import { createCalm } from "../../ravine/stage/frontend/maps/calm.js";

test("two thousand tiles are drawn a few times, the first soon and the last in any case", () => {
  let [time, drawn, due] = [0, 0, null];
  const later = (run, ms) => {
    due = { run, at: time + ms };
    return due;
  };
  const calm = createCalm(() => (drawn += 1), 90, { now: () => time, later, cancel: () => {} });
  for (; time < 1000; time += 0.5) {
    calm.ask();
    if (due && due.at <= time) {
      const { run } = due;
      due = null;
      run();
    }
  }
  assert.ok(drawn <= 13, `${drawn} times in a second`);
  const before = drawn;
  due?.run();
  assert.equal(drawn, before + 1);
});
