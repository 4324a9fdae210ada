import assert from "node:assert/strict";
import test from "node:test";
import { homeOf, near, proportions } from "../../ravine/stage/frontend/plots/three-layout.js";
import { projection, turned } from "../../ravine/stage/frontend/plots/view-point.js";

const SQUARE = [
  [-2, 2],
  [-1, 3],
];
const LONG = [
  [0, 10],
  [0, 1],
];
const BOXES = [
  { width: 450, height: 230 },
  { width: 250, height: 280 },
  { width: 900, height: 500 },
  { width: 300, height: 900 },
];

test("the whole plot is in the picture, and fills it in one direction, whatever its size", () => {
  for (const domain of [SQUARE, LONG]) {
    for (const box of BOXES) {
      const place = projection(homeOf(box, domain), box);
      const { x, y, z } = proportions(domain);
      const corners = [-0.5, 0.5].flatMap((a) =>
        [-0.5, 0.5].flatMap((b) => [-0.5, 0.5].map((c) => place(a * x, b * y, c * z))),
      );
      const [rights, downs] = [corners.map(([right]) => right), corners.map(([, down]) => down)];
      assert.ok(Math.min(...rights) >= 0 && Math.max(...rights) <= box.width);
      assert.ok(Math.min(...downs) >= 0 && Math.max(...downs) <= box.height);
      const wide = (Math.max(...rights) - Math.min(...rights)) / box.width;
      const high = (Math.max(...downs) - Math.min(...downs)) / box.height;
      assert.ok(Math.max(wide, high) > 0.7, `${wide} ${high}`);
    }
  }
});

test("what the camera looks at is in the middle, and what is nearer is larger", () => {
  const camera = homeOf(BOXES[0], SQUARE);
  const place = projection(camera, BOXES[0]);
  const { x, y, z } = camera.center;
  const [right, down] = place(x, y, z);
  assert.ok(Math.abs(right - 225) < 1e-9 && Math.abs(down - 115) < 1e-9);
  const length = (far) => place(0.1, far, -0.3)[0] - place(-0.1, far, -0.3)[0];
  assert.ok(length(-0.5) > length(0.5));
});

test("a drag there and back leaves the camera as it was; it never goes over the top", () => {
  const camera = homeOf(BOXES[0], SQUARE);
  assert.ok(near(turned(turned(camera, 0.3, -0.1), -0.3, 0.1), camera));
  const above = turned(camera, 0, 5);
  assert.ok(above.eye.z > 0 && Math.hypot(above.eye.x, above.eye.y) > 0);
});
