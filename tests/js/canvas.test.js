import assert from "node:assert/strict";
import { test } from "node:test";
import { toAxis, transformOf } from "../../ravine/stage/frontend/plots/canvas.js";

/** An axis like Plotly's: pixels rounded to hundredths, values exact; `up` counts from below. */
function axis(range, length, offset, up = false) {
  const m = length / (up ? range[0] - range[1] : range[1] - range[0]);
  const b = -m * (up ? range[1] : range[0]);
  return {
    range,
    _length: length,
    _offset: offset,
    _m: m,
    _b: b,
    r2l: (value) => value,
    l2p: (value) => Math.round((b + m * value) * 100) / 100,
    p2l: (pixel) => (pixel - b) / m,
  };
}

const graphOf = (x, y, name = "yaxis") => ({ _fullLayout: { xaxis: x, [name]: y } });

const RANGES = {
  "10,000 steps": [-100, 10200],
  "2e9 samples": [-2e7, 2.04e9],
  "a narrow picture": [-1, 1],
  "Eggholder, 1,024 wide": [-512, 512],
  "Schwefel, 1,000 wide": [-500, 500],
  "a zoom into a thousandth": [403.7, 404.7],
  "a zoom into a millionth": [0.999999, 1.000001],
  "a loss of eighteen decades": [-16.9, 1.4],
  "tiny steps": [1e-9, 3e-9],
  reversed: [512, -512],
};

for (const [name, range] of Object.entries(RANGES)) {
  test(`a place is drawn where Plotly would draw it: ${name}`, () => {
    const x = axis(range, 331.5, 64);
    const y = axis(range, 287.25, 8, true);
    const view = transformOf(graphOf(x, y));
    for (const share of [-1, 0, 0.123, 0.5, 0.9999, 1, 2]) {
      const at = range[0] + share * (range[1] - range[0]);
      const [px, py] = [at * view.mx + view.bx, at * view.my + view.by];
      assert.ok(
        Math.abs(px - x._offset - x.l2p(at)) < 0.006,
        `x: ${px - x._offset - x.l2p(at)} px`,
      );
      assert.ok(
        Math.abs(py - y._offset - y.l2p(at)) < 0.006,
        `y: ${py - y._offset - y.l2p(at)} px`,
      );
      const [back, up] = toAxis(view, px, py);
      const grain = Math.abs(range[1] - range[0]) * 1e-6;
      assert.ok(Math.abs(back - at) < grain && Math.abs(up - at) < grain, "a drag lands elsewhere");
    }
    assert.deepEqual([view.left, view.top, view.width, view.height], [64, 8, x._length, y._length]);
  });
}

test("the strip of learning rates has its own y axis", () => {
  const [x, y] = [axis([-100, 10200], 300, 60), axis([-3, 0], 70, 250, true)];
  const view = transformOf(graphOf(x, y, "yaxis2"), "yaxis2");
  assert.ok(Math.abs(-1.5 * view.my + view.by - 285) < 1e-9);
});

test("a plot without a layout or size has no transform", () => {
  assert.equal(transformOf({}), null);
  assert.equal(transformOf(graphOf(axis([0, 1], 0, 0), axis([0, 1], 10, 0, true))), null);
  assert.equal(transformOf(graphOf(axis([2, 2], 10, 0), axis([0, 1], 10, 0, true))), null);
});
