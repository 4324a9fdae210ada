import assert from "node:assert/strict";
import test from "node:test";

import { paintSurface } from "../../ravine/stage/frontend/plots/painted-surface.js";
import { heightScale } from "../../ravine/stage/frontend/plots/scale.js";
import { meshOf } from "../../ravine/stage/frontend/plots/surface-mesh.js";
import { surfaceForSteps, wholePixels } from "../../ravine/stage/frontend/plots/surface-steps.js";
import { homeOf } from "../../ravine/stage/frontend/plots/three-layout.js";
import { createRecordedPen } from "./recorded-pen.js";

const BOX = { width: 400, height: 300 };
const N = 15;
const THEME = { background: "#ffffff", muted: "#777777", grid: "#dddddd", font: "x", scale: 1 };

/** A bowl with two runs, one of which ends behind what stands before it. */
function contentOf() {
  const z = Float64Array.from({ length: N * N }, (_, i) => {
    const [x, y] = [(i % N) / 7 - 1, Math.floor(i / N) / 7 - 1];
    return x * x + 2 * y * y;
  });
  const surface = {
    ...{ part: "bowl", z, nx: N, ny: N, axes: ["x", "y"], log: { lowest: 0, delta: 0.01 } },
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    colorscale: {
      light: [
        [0, "#ffffff"],
        [1, "#000088"],
      ],
    },
  };
  const run = (color, sign) => ({
    ...{ color, key: color, count: 5, last: 4, steps: 4, stride: 1, times: null, diverged: false },
    path: Float64Array.from({ length: 10 }, (_, i) => sign * (0.9 - 0.2 * Math.floor(i / 2))),
    losses: Float64Array.from({ length: 5 }, (_, i) => 3 * (0.9 - 0.2 * i) ** 2),
  });
  const runs = [run("#aa0000", 1), run("#00aa00", -1)];
  const scale = heightScale(surface, "linear");
  return { surface, scale, theme: THEME, runs, ghosts: [], title: "loss", step: 0, covered: false };
}

function painted(draw) {
  const pen = createRecordedPen();
  pen.getTransform = () => ({ a: 1, d: 1, e: 0, f: 0 });
  draw(pen);
  return pen.calls;
}

/** What is drawn by a piece, in words. */
const drawn = (calls) =>
  calls
    .filter(({ name }) => ["lineTo", "moveTo", "arc", "fill", "stroke"].includes(name))
    .map(({ name, args, fillStyle, strokeStyle }) => {
      const colours = name === "fill" ? fillStyle : name === "stroke" ? strokeStyle : "";
      return `${name} ${args.map((number) => Number(number).toFixed(3))} ${colours}`;
    });

test("for each step what lies around heads is painted as in the whole picture, in its order, and nothing else", () => {
  const content = contentOf();
  const camera = homeOf(BOX, content.surface.domain);
  const mesh = meshOf(content);
  const standing = surfaceForSteps(content, mesh, camera, BOX);
  const still = drawn(painted((pen) => standing.still(pen)));
  for (const step of [0, 1.5, 4]) {
    const whole = drawn(
      painted((pen) => paintSurface(pen, { ...content, step }, mesh, camera, BOX)),
    );
    const calls = painted((pen) => standing.heads(pen, step));
    const clips = calls.flatMap(({ name }, i) => (name === "clip" ? [i] : []));
    assert.equal(clips.length, 2, "one area for each head");
    for (const [k, from] of clips.entries()) {
      const part = drawn(calls.slice(from + 1, clips[k + 1]));
      let at = -1;
      for (const line of part) {
        at = whole.indexOf(line, at + 1);
        assert.ok(at >= 0, `${line} is in the whole picture, after what is drawn before it`);
      }
      assert.ok(part.length < 0.5 * whole.length);
      assert.ok(part.some((line) => line.startsWith("arc")));
    }
    const heads = whole.filter((line) => line.startsWith("arc"));
    assert.equal(heads.length, 2);
    assert.equal(still.filter((line) => line.startsWith("arc")).length, 0);
  }
});

test("an area covers whole pixels of its canvas, whatever its scale", () => {
  for (const a of [0.8, 1, 1.6, 2.4]) {
    const pen = { a, d: a, e: 13.7, f: 0.25 };
    const span = [10.3, 20.6, 30.1, 40.9];
    const area = wholePixels(span, pen);
    const pixels = [area[0] * a + 13.7, area[1] * a + 0.25, area[2] * a + 13.7, area[3] * a + 0.25];
    for (const pixel of pixels) assert.ok(Math.abs(pixel - Math.round(pixel)) < 1e-9);
    assert.ok(area[0] <= span[0] && area[1] <= span[1] && area[2] >= span[2] && area[3] >= span[3]);
    assert.ok(area[2] - area[0] < span[2] - span[0] + 2 / a);
  }
});
