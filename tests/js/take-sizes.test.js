/** Sizes that the dialog of taking away says, and its tabs. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour } from "../../ravine/stage/frontend/takeaway/dialog.js";
import { aboutSize, fileName, sizeText } from "../../ravine/stage/frontend/takeaway/sizes.js";

const word = (/** @type {string} */ key, /** @type {any} */ holes = {}) =>
  `${key} ${Object.values(holes).join()}`;

test("a size has its unit and three digits at most", () => {
  assert.equal(sizeText(999, word), "take-bytes 999");
  assert.equal(sizeText(1000, word), "1.0 KB");
  assert.equal(sizeText(99_940, word), "99.9 KB");
  assert.equal(sizeText(99_960, word), "100 KB");
  assert.equal(sizeText(999_499, word), "999 KB");
  assert.equal(sizeText(999_500, word), "1.0 MB");
  assert.equal(sizeText(25_300_000, word), "25.3 MB");
});

test("an estimated size is a round number, and says so", () => {
  assert.equal(aboutSize(123_456, word), "take-about 120 KB");
  assert.equal(aboutSize(87, word), "take-about take-bytes 87");
  assert.equal(aboutSize(0, word), "take-about take-bytes 0");
});

test("a file is named after the surface", () => {
  const state = /** @type {any} */ ({ scene: { surface: { key: "linear_regression" } } });
  assert.equal(fileName(state, "csv"), "ravine-linear-regression.csv");
});

test("arrows lead around the list of groups, Home and End to its ends", () => {
  const list = ["a", "b", "c"];
  assert.equal(neighbour(list, 2, "ArrowDown"), "a");
  assert.equal(neighbour(list, 0, "ArrowLeft"), "c");
  assert.equal(neighbour(list, 1, "Home"), "a");
  assert.equal(neighbour(list, 1, "End"), "c");
  assert.equal(neighbour(list, 1, "Tab"), undefined);
});
