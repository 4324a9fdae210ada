import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, plain } from "../../ravine/gallery/frontend/dialog.js";

// Rows of three, four and one card, the second row a little to the right.
const boxes = [
  ...[0, 100, 200].map((left) => ({ left, top: 0, width: 90 })),
  ...[20, 120, 220, 320].map((left) => ({ left, top: 150, width: 90 })),
  { left: 0, top: 300, width: 90 },
];

test("left and right arrow keys follow the reading order and stop at its ends", () => {
  assert.equal(neighbour(boxes, 2, "ArrowRight"), 3);
  assert.equal(neighbour(boxes, 3, "ArrowLeft"), 2);
  assert.equal(neighbour(boxes, 0, "ArrowLeft"), 0);
  assert.equal(neighbour(boxes, 7, "ArrowRight"), 7);
  assert.equal(neighbour(boxes, 4, "Home"), 0);
  assert.equal(neighbour(boxes, 4, "End"), 7);
});

test("up and down arrow keys go to the nearest card of the next row", () => {
  assert.equal(neighbour(boxes, 1, "ArrowDown"), 4);
  assert.equal(neighbour(boxes, 6, "ArrowUp"), 2);
  assert.equal(neighbour(boxes, 6, "ArrowDown"), 7);
  assert.equal(neighbour(boxes, 0, "ArrowUp"), 0);
  assert.equal(neighbour(boxes, 7, "ArrowDown"), 7);
});

test("other keys do not move the focus", () => {
  for (const key of ["a", "Enter", "Tab", " "]) assert.equal(neighbour(boxes, 1, key), -1);
});

test("surfaces are found without typing accents and hyphens", () => {
  assert.equal(plain("Lévy N.13"), "levy n.13");
  assert.equal(plain(" Styblinski–Tang "), "styblinski tang");
  assert.ok(plain("로젠브록").includes(plain("젠브")));
});
