import assert from "node:assert/strict";
import { test } from "node:test";
import { meet, placeLabels } from "../../ravine/stage/frontend/labels.js";

const frame = { x: 0, y: 0, width: 400, height: 300 };
const wish = (from, tip, before = -1) => ({
  from: { x: from[0], y: from[1] },
  tip: { x: tip[0], y: tip[1] },
  width: 60,
  height: 18,
  before,
});

/** What must hold wherever arrows lie. */
function sound(wishes) {
  const rects = placeLabels(wishes, frame).map(({ rect }) => rect);
  for (const [i, rect] of rects.entries()) {
    assert.ok(rect.x >= 0 && rect.x + rect.width <= 400, "in the picture");
    assert.ok(rect.y >= 0 && rect.y + rect.height <= 300, "in the picture");
    for (const other of rects.slice(0, i)) assert.ok(!meet(rect, other), "on no other name");
    const { x, y } = wishes[i].from;
    assert.ok(!meet(rect, { x: x - 6, y: y - 6, width: 12, height: 12 }), "not on the head");
  }
}

test("a name stands ahead of its tip", () => {
  const [{ rect }] = placeLabels([wish([100, 100], [200, 100])], frame);
  assert.ok(rect.x >= 200 && rect.x < 215);
  assert.equal(rect.y + rect.height / 2, 100);
});

test("names of vectors that end on one spot spread out", () => {
  sound([1, 2, 3, 4].map(() => wish([200, 150], [201, 150])));
});

test("names keep off the head and in the picture, in every corner", () => {
  for (const x of [2, 200, 398]) {
    for (const y of [2, 150, 298]) {
      sound([wish([x, y], [x, y]), wish([x, y], [200, 150]), wish([x, y], [x + 3, y - 2])]);
    }
  }
});

test("a name stays where it was while that is about as good", () => {
  const [{ place }] = placeLabels([wish([100, 100], [200, 100], 1)], frame);
  assert.equal(place, 1);
});
