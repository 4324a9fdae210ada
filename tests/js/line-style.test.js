import assert from "node:assert/strict";
import { test } from "node:test";
import { plotlyDash } from "../../ravine/stage/frontend/plots/line-style.js";
import { inkTrail } from "../../ravine/stage/frontend/plots/trails.js";

test("each dash pattern has the nearest of Plotly's names", () => {
  const patterns = [[], [7, 4], [2, 4], [10, 3, 2, 3], [14, 4]];
  assert.deepEqual(patterns.map(plotlyDash), ["solid", "dash", "dot", "dashdot", "longdash"]);
});

/** A context that records where each coloured stroke begins, and its offset in the pattern. */
function pen() {
  const strokes = [];
  let [start, dash] = [null, []];
  return {
    strokes,
    lineDashOffset: 0,
    setLineDash: (pattern) => {
      dash = pattern;
    },
    beginPath() {
      start = null;
    },
    moveTo(x, y) {
      start ??= [x, y];
    },
    lineTo() {},
    stroke() {
      if (dash.length) strokes.push([...start, this.lineDashOffset]);
    },
  };
}

const view = { mx: 1, bx: 0, my: 1, by: 0, left: 0, top: 0, width: 100, height: 100 };
const line = {
  x: [0, 10, 20, 50, 60],
  y: [0, 0, 0, 0, 0],
  at: [0, 1, 2, 4, 5],
  pen: [false, true, true, false, true],
  length: [0, 10, 20, 0, 10],
};
const run = { color: "#000", dash: [7, 4], last: 5 };
const head = (index, share) => {
  const from = [0, 10, 20, 30, 50, 60][index];
  return { index, share, x: from + 10 * share, y: 0, fromX: from, fromY: 0, over: false };
};

test("a new bit of trail continues the dash pattern of the one before", () => {
  const g = pen();
  inkTrail({ g, view, theme: {} }, run, line, head(1, 0), head(1, 0.5));
  assert.deepEqual(g.strokes, [
    [0, 0, 0],
    [10, 0, 10],
  ]);
});

test("a new stroke restarts the dash pattern", () => {
  const g = pen();
  inkTrail({ g, view, theme: {} }, run, line, null, head(5, 0));
  assert.deepEqual(g.strokes.slice(0, 2), [
    [0, 0, 0],
    [50, 0, 0],
  ]);
});
