import assert from "node:assert/strict";
import { test } from "node:test";
import { nextStop } from "../../ravine/stage/frontend/player/start.js";

test("arrow keys move the start to round places, so that zero can be reached exactly", () => {
  assert.equal(nextStop(0.0034, -1, 0.06), 0);
  assert.equal(nextStop(1e-6, -1, 0.06), 0);
  assert.equal(nextStop(-0.0034, 1, 0.06), 0);
  assert.equal(nextStop(0.06, 1, 0.06), 0.12);
  assert.equal(nextStop(0.12, -1, 0.06), 0.06);
  assert.equal(nextStop(0.0034, 0, 0.06), 0.0034, "the other axis stays");
});
