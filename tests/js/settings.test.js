import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf } from "../../ravine/stage/frontend/controls/settings.js";

test("a slider stands at the stop that is nearest to a typed value", () => {
  const stops = [0, 0.5, 0.9, 0.99];
  assert.equal(placeOf(stops, 0.9), 2);
  assert.equal(placeOf(stops, 0.96), 3);
  assert.equal(placeOf(stops, 0.2), 0);
  assert.equal(placeOf(stops, 5), 3);
});
