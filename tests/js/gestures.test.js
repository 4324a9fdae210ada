import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, wheelFactor } from "../../ravine/stage/frontend/plots/gestures.js";
import { placed } from "../../ravine/stage/frontend/plots/glide.js";

const SIZE = { left: 54, top: 8, width: 300, height: 200 };

function viewOf({ x, y }) {
  const { left, top, width, height } = SIZE;
  const [mx, my] = [width / (x[1] - x[0]), -height / (y[1] - y[0])];
  return { ...SIZE, mx, bx: left - mx * x[0], my, by: top - my * y[1] };
}

const HOMES = [
  { x: [-5, 5], y: [-2, 3] },
  { x: [0, 200], y: [-12, 4] },
  { x: [0.999999, 1.000001], y: [1, 1.000002] },
];
const near = (first, second, scale, what) =>
  assert.ok(Math.abs(first - second) < 1e-6 * scale, `${what}: ${first}, ${second}`);

test("what is under the pointer stays under it, and the window is as much larger as the gesture says", () => {
  for (const home of HOMES) {
    const view = viewOf(home);
    for (const [from, to, factor] of [
      [{ x: 100, y: 50 }, { x: 100, y: 50 }, 0.5],
      [{ x: 54, y: 208 }, { x: 200, y: 20 }, 1],
      [{ x: 300, y: 90 }, { x: 120, y: 150 }, 2.5],
    ]) {
      const now = moved(view, from, to, factor);
      const next = viewOf(now);
      for (const [axis, m, b] of [
        ["x", "mx", "bx"],
        ["y", "my", "by"],
      ]) {
        const span = home[axis][1] - home[axis][0];
        near(now[axis][1] - now[axis][0], factor * span, span, "size");
        const place = (from[axis] - view[b]) / view[m];
        near(
          (place - now[axis][0]) / span,
          ((to[axis] - next[b]) / next[m] - now[axis][0]) / span,
          1,
          axis,
        );
      }
    }
  }
});

test("what is drawn is moved to where the new ranges have it", () => {
  const [drawn, to] = [
    { x: [0, 10], y: [0, 10] },
    { x: [2, 7], y: [1, 6] },
  ];
  const { scale, shift } = placed(drawn, to, [300, 200]);
  assert.deepEqual(scale, [2, 2]);
  // The point (2, 6) was at 60 px and 80 px and is now in the upper left corner.
  assert.deepEqual([60 * scale[0] + shift[0], 80 * scale[1] + shift[1]], [0, 0]);
  assert.deepEqual(placed(to, to, [300, 200]), { scale: [1, 1], shift: [0, 0] });
});

test("turns of a wheel and of a trackpad zoom alike, and back again", () => {
  const turn = (deltaY, deltaMode = 0) => wheelFactor({ deltaY, deltaMode });
  assert.ok(turn(-100) < 1 && turn(100) > 1);
  assert.equal(turn(0), 1);
  assert.ok(Math.abs(turn(3) * turn(-3) - 1) < 1e-12);
  assert.ok(turn(4) < 1.1, "a pinch is many small turns");
  assert.equal(turn(1000), turn(100), "one turn does not leap");
  assert.equal(turn(-2, 1), turn(-32), "a wheel that counts in lines");
});
