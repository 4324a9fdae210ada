import assert from "node:assert/strict";
import { test } from "node:test";

import {
  LONGEST,
  nearest,
  problemOf,
  quoted,
} from "../../ravine/stage/frontend/controls/typed-number.js";

const rate = { low: 1e-5, high: 10 };
const batch = { low: 1, high: 60, whole: true };

test("a usable number is taken as it is", () => {
  for (const value of [1e-5, 0.1 + 0.2, 10]) {
    assert.equal(nearest(value, rate), value);
    assert.equal(problemOf(value, rate), "");
  }
  assert.equal(problemOf(60, batch), "");
});

test("beyond the range the nearest end is taken, and said", () => {
  assert.equal(nearest(-3, rate), 1e-5);
  assert.equal(nearest(Number.POSITIVE_INFINITY, rate), 10);
  assert.equal(problemOf(-3, rate), "typed-beyond");
  assert.equal(nearest(1000, batch), 60);
  assert.equal(nearest(0.2, batch), 1);
  assert.equal(problemOf(0.2, batch), "typed-beyond");
});

test("between two whole numbers the nearer is taken, and said", () => {
  assert.equal(nearest(2.6, batch), 3);
  assert.equal(problemOf(2.6, batch), "typed-between");
});

test("what is no number is said", () => {
  assert.equal(problemOf(null, rate), "typed-unreadable");
  assert.equal(quoted("a".repeat(LONGEST)).length, LONGEST);
  assert.equal(quoted("a".repeat(100)), `${"a".repeat(LONGEST)}…`);
});
