import assert from "node:assert/strict";
import { test } from "node:test";
import { bandColours } from "../../ravine/stage/frontend/flat/bands.js";
import { gridOf, outlines } from "../../ravine/stage/frontend/flat/contours.js";
import { drawGraph } from "../../ravine/stage/frontend/flat/draw.js";
import { frameOf } from "../../ravine/stage/frontend/flat/frame.js";
import { ticksOf } from "../../ravine/stage/frontend/flat/ticks.js";
import { transformOf } from "../../ravine/stage/frontend/plots/canvas.js";
import { createRecordedPen } from "./recorded-pen.js";

const N = 81;
const THEME = { muted: "#777", scale: 1, font: "sans-serif" };

/** Heights of f over the square from -2 to 2. */
function sampled(f, n = N) {
  const at = (i) => -2 + (4 * i) / (n - 1);
  return Array.from({ length: n }, (_, row) =>
    Float64Array.from({ length: n }, (_, column) => f(at(column), at(row))),
  );
}

/** Area on the left of an outline, in the units of the square. */
function areaOf({ x, y }, n = N) {
  const twice = x.reduce((sum, _, i) => {
    const next = (i + 1) % x.length;
    return sum + x[i] * y[next] - x[next] * y[i];
  }, 0);
  return (twice / 2) * (4 / (n - 1)) ** 2;
}

const whole = (rows, level) =>
  outlines(gridOf(rows), level).reduce((sum, outline) => sum + areaOf(outline, rows.length), 0);

test("the level of a bowl is a circle: what lies above it is the square without the disc", () => {
  for (const radius of [0.5, 1, 1.7]) {
    const rows = sampled((x, y) => x * x + y * y);
    const found = outlines(gridOf(rows), radius ** 2);
    assert.equal(found.length, 2);
    assert.ok(Math.abs(whole(rows, radius ** 2) - (16 - Math.PI * radius ** 2)) < 0.02);
    const hole = found.find((outline) => areaOf(outline) < 0);
    assert.ok(hole.cut.every((cut) => !cut)); // the circle is a level all around
    const frame = found.find((outline) => areaOf(outline) > 0);
    assert.ok(frame.cut.every((cut) => cut)); // the square is none
    for (const [i, x] of hole.x.entries()) {
      const reach = Math.hypot(x - (N - 1) / 2, hole.y[i] - (N - 1) / 2) * (4 / (N - 1));
      assert.ok(Math.abs(reach - radius) < 2e-3);
    }
  }
});

test("a level that leaves the plot ends at its border", () => {
  const rows = sampled((x) => x);
  const [half, ...rest] = outlines(gridOf(rows), 0.5);
  assert.equal(rest.length, 0);
  assert.ok(Math.abs(areaOf(half) - 6) < 1e-9);
  const level = half.cut.filter((cut) => !cut).length;
  assert.equal(level, N - 1);
});

test("parts of all levels, at any saddle, add up: each lies within the one below", () => {
  const rows = sampled((x, y) => Math.sin(3 * x) * Math.cos(2 * y), 33);
  let last = 16 + 1e-9;
  for (let level = -1; level <= 1; level += 0.125) {
    const area = whole(rows, level);
    assert.ok(area <= last && area >= 0);
    last = area;
  }
  const saddle = [
    [1, 0],
    [0, 1],
  ];
  assert.equal(outlines(gridOf(saddle), 0.4).length, 1); // the middle, 0.5, joins both corners
  assert.equal(outlines(gridOf(saddle), 0.6).length, 2);
});

test("cells with a height that is not finite stay blank, and their borders are no levels", () => {
  const rows = sampled((x, y) => (Math.hypot(x, y) < 0.5 ? NaN : x), 41);
  const blank = 16 - whole(rows, -Infinity);
  const step = 4 / 40;
  assert.ok(blank > Math.PI * 0.5 ** 2 && blank < Math.PI * (0.5 + 2 * step) ** 2);
  assert.ok(outlines(gridOf(rows), -Infinity).every(({ cut }) => cut.every((edge) => edge)));
  assert.equal(outlines(gridOf(sampled(() => NaN, 5)), -Infinity).length, 0);
  const touching = [
    [0, 0, NaN],
    [0, 0, 0],
    [NaN, 0, 0],
  ];
  assert.equal(whole(touching, -Infinity) / (4 / 2) ** 2, 2);
});

test("bands have the colours that the ladder gave them", () => {
  const scale = [
    [0, "a"],
    [0.5, "b"],
    [1, "c"],
  ];
  assert.deepEqual(bandColours(scale, 2), ["a", "b", "c"]);
  assert.deepEqual(bandColours(scale, 0), ["a"]);
});

const texts = (ticks) => ticks.map(({ text, power }) => text + (power ? `^${power}` : ""));

test("ticks of linear axes are where Plotly has them", () => {
  assert.deepEqual(texts(ticksOf({}, [-5, 510], 456, false)), [
    ...["0", "100", "200", "300", "400", "500"],
  ]);
  assert.deepEqual(texts(ticksOf({}, [-2, 204], 456, false)), ["0", "50", "100", "150", "200"]);
  const losses = { nticks: 6, exponentformat: "power" };
  assert.deepEqual(texts(ticksOf(losses, [23.1, 55.96], 156, true)), ["30", "40", "50"]);
  assert.deepEqual(texts(ticksOf(losses, [-2e4, 6.1e4], 156, true)), [
    ...["−2×10^4", "0", "2×10^4", "4×10^4", "6×10^4"],
  ]);
  assert.deepEqual(texts(ticksOf({}, [-100, 10200], 456, false)), [
    ...["0", "2k", "4k", "6k", "8k", "10k"],
  ]);
  assert.deepEqual(texts(ticksOf({}, [-0.012, 1.22], 456, false)), [
    ...["0", "0.2", "0.4", "0.6", "0.8", "1", "1.2"],
  ]);
  assert.deepEqual(ticksOf({}, [3, 3], 456, false), []);
  assert.deepEqual(ticksOf({}, [0, Infinity], 456, false), []);
});

test("ticks of log axes are powers of ten, ones, twos and fives, or losses at equal distances", () => {
  assert.deepEqual(texts(ticksOf({ type: "log", dtick: 3 }, [-9.01, -0.6], 43, true)), [
    ...["10^−9", "10^−6", "10^−3"],
  ]);
  assert.deepEqual(texts(ticksOf({ type: "log", dtick: 1 }, [-0.9, 1.5], 99, true)), ["1", "10"]);
  const twos = ticksOf({ type: "log", dtick: "D2" }, [-1.2, 0.4], 99, true);
  assert.deepEqual(texts(twos), ["0.1", "0.2", "0.5", "1", "2"]);
  for (const { at, text } of twos) assert.ok(Math.abs(10 ** at - Number(text)) < 1e-12);
  const even = ticksOf({ type: "log", dtick: "L0.5" }, [0, 0.4], 99, true);
  assert.deepEqual(texts(even), ["1", "1.5", "2", "2.5"]);
  assert.deepEqual(texts(ticksOf({ type: "log", dtick: "L2e-7" }, [-6.3, -6], 99, true)), [
    ...["6e−7", "8e−7", "1e−6"].map((text) => text.replace("1e−6", "0.000001")),
  ]);
});

test("an array's ticks outside the range are not drawn", () => {
  const axis = { tickmode: "array", tickvals: [-1, 0, 1, 2], ticktext: ["a", "b", "c", "d"] };
  assert.deepEqual(texts(ticksOf(axis, [-0.5, 1], 100, false)), ["b", "c"]);
});

const LAYOUT = {
  margin: { l: 54, r: 62, t: 8, b: 42 },
  font: { size: 12, family: "sans-serif", color: "#777" },
  xaxis: { range: [-2, 2], constraintoward: "right", ticklen: 4, showgrid: false },
  yaxis: { range: [-1, 3], scaleanchor: "x", ticklen: 4, showgrid: false },
};

test("axes of one scale keep it; a map that is too narrow stands at the right, one that is too low in the middle", () => {
  const narrow = frameOf(LAYOUT, { width: 530, height: 404 });
  assert.equal(narrow.xaxis._length, 354);
  assert.equal(narrow.xaxis._offset, 114); // as Plotly: 54 + 414 - 354
  assert.equal(narrow.yaxis._offset, 8);
  const low = frameOf(LAYOUT, { width: 316, height: 450 });
  assert.equal(low.yaxis._length, 200);
  assert.equal(low.yaxis._offset, 8 + (400 - 200) / 2);
  assert.equal(narrow.xaxis.l2p(0), 177);
  assert.ok(narrow.yaxis.l2p(3) === 0);
  assert.equal(narrow.yaxis.p2l(354), -1);
});

test("a spec is drawn with its ticks, titles and notes, and says where its axes are", () => {
  const pen = createRecordedPen();
  const rows = sampled((x, y) => x * x + y * y, 21);
  const [x, y] = [rows.map((_, i) => -2 + i / 5), rows.map((_, i) => -1 + i / 5)];
  const label = (/** @type {number[]} */ at) => ({ tickmode: "array", tickvals: at, ticktext: at });
  const trace = {
    ...{ type: "contour", x, y, z: rows, zmin: 0, zmax: 3 },
    contours: { start: 1, end: 2, size: 1 },
    colorscale: [
      [0, "red"],
      [0.5, "green"],
      [1, "blue"],
    ],
    line: { width: 0.5, color: "white" },
    colorbar: { ...label([1, 2]), xpad: 8, thickness: 8, ticklen: 3, tickfont: { size: 11 } },
  };
  const layout = {
    ...LAYOUT,
    xaxis: { ...LAYOUT.xaxis, ...label([-2, 0, 2]), title: { text: "a &lt; b", standoff: 6 } },
    yaxis: { ...LAYOUT.yaxis, ...label([-1, 3]), title: { text: "up", standoff: 6 } },
    annotations: [{ text: "note", x: 1, y: 0, xanchor: "right", yanchor: "top", yshift: -24 }],
  };
  const axes = drawGraph(pen, { traces: [trace], layout }, { width: 530, height: 404 }, THEME);
  assert.deepEqual(pen.texts(), ["1", "2", "-2", "0", "2", "a < b", "-1", "3", "up", "note"]);
  assert.deepEqual(
    pen.of("fill").map(({ fillStyle }) => fillStyle),
    ["red", "green", "blue"],
  );
  assert.equal(pen.of("save").length, pen.of("restore").length);
  const view = transformOf({ _fullLayout: { ...axes, width: 530, height: 404 } });
  assert.deepEqual([view.left, view.top, view.width, view.height], [114, 8, 354, 354]);
  assert.equal(view.mx * 0 + view.bx, 291); // as Plotly
});

test("a loss chart with a strip has a second axis below, and the steps at its foot", () => {
  const pen = createRecordedPen();
  const axis = { ticklen: 4, gridcolor: "grey", linecolor: "grey", tickcolor: "grey" };
  const layout = {
    ...{ margin: { l: 64, r: 10, t: 22, b: 40 }, font: LAYOUT.font },
    xaxis: { ...axis, range: [-5, 510], showgrid: false, anchor: "y2" },
    yaxis: { ...axis, range: [-1, 1.5], type: "log", dtick: 1, domain: [0.43, 1] },
    yaxis2: { ...axis, range: [-9.1, -0.6], type: "log", dtick: 3, domain: [0, 0.3] },
  };
  const axes = drawGraph(pen, { traces: [], layout }, { width: 530, height: 205 }, THEME);
  assert.ok(Math.abs(axes.yaxis2._offset - 122.1) < 1e-9);
  assert.ok(Math.abs(axes.yaxis._length - 81.51) < 1e-9);
  const written = pen.texts();
  for (const text of ["−9", "−6", "−3", "1", "10", "500"]) assert.ok(written.includes(text), text);
  const steps = pen.of("fillText").find(({ args }) => args[0] === "500");
  assert.ok(steps.args[2] > 165 && steps.args[2] < 205);
});
