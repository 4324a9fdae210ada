import assert from "node:assert/strict";
import { test } from "node:test";
import { meet, placeLabels } from "../../ravine/stage/frontend/plots/labels.js";

const frame = { x: 0, y: 0, width: 240, height: 240 };
const wish = (from, tip, before = -1) => ({
  from: { x: from[0], y: from[1] },
  tip: { x: tip[0], y: tip[1] },
  width: 74,
  height: 18,
  before,
});

/** Checks that hold for all arrows. */
function sound(wishes) {
  const rects = placeLabels(wishes, frame).map(({ rect }) => rect);
  for (const [i, rect] of rects.entries()) {
    assert.ok(rect.x >= 0 && rect.x + rect.width <= 240, "in the picture");
    assert.ok(rect.y >= 0 && rect.y + rect.height <= 240, "in the picture");
    for (const other of rects.slice(0, i)) assert.ok(!meet(rect, other), "on no other name");
    const { x, y } = wishes[i].from;
    assert.ok(!meet(rect, { x: x - 6, y: y - 6, width: 12, height: 12 }), "not on the head");
  }
}

test("an arrow's name stands beyond its tip", () => {
  const [{ rect }] = placeLabels([wish([50, 100], [150, 100])], frame);
  assert.ok(rect.x >= 150 && rect.x < 165);
  assert.equal(rect.y + rect.height / 2, 100);
});

test("names of arrows that end at one point do not overlap", () => {
  sound([1, 2, 3, 4].map(() => wish([120, 120], [121, 120])));
});

test("names stay off the head and inside the plot, in every corner", () => {
  for (const x of [0, 120, 240]) {
    for (const y of [0, 120, 240]) {
      sound([1, 2, 3, 4].map((i) => wish([x, y], [x + i, y - i])));
      sound([wish([x, y], [x, y]), wish([x, y], [120, 120]), wish([x, y], [x, y])]);
    }
  }
});

test("a name stays where it was while that place is about as good", () => {
  const [{ place }] = placeLabels([wish([50, 100], [150, 100], 1)], frame);
  assert.equal(place, 1);
});
