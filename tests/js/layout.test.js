import assert from "node:assert/strict";
import test from "node:test";

import { heightOf } from "../../ravine/stage/frontend/page/layout.js";

const ROW = 40;
/** A window that leaves `free` px for the plots when no row of the board is in sight. */
const space = (free, more = {}) => ({
  natural: 500,
  wide: true,
  full: false,
  room: (rows) => free - rows * ROW,
  ...more,
});

test("four rows of the board are in sight with the plots where the window has room for both", () => {
  assert.equal(heightOf(space(640)), 480);
  assert.equal(heightOf(space(900)), 500, "no higher than fits the width");
  assert.equal(heightOf(space(900, { natural: 200 })), 430, "two plots stand beside the map");
});

test("in a low window rows give way to the plots, but two, and no map is lower than 300 px", () => {
  assert.equal(heightOf(space(480)), 360);
  assert.equal(heightOf(space(420)), 340);
  assert.equal(heightOf(space(100)), 300);
});

test("larger letters need larger plots", () => {
  assert.ok(heightOf(space(520, { scale: 1.5 })) > heightOf(space(520)));
});

test("full screen leaves nothing of the window empty", () => {
  assert.equal(heightOf(space(1200, { full: true, natural: 300 })), 800);
});

test("a map alone in its column has the height that fits its width, whatever the window", () => {
  const alone = (natural) => heightOf(space(100, { wide: false, natural }));
  assert.deepEqual([200, 350, 700].map(alone), [250, 350, 520]);
});
