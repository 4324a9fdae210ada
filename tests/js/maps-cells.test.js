import assert from "node:assert/strict";
import test from "node:test";
import * as basins from "../../ravine/stage/frontend/maps/basin-cells.js";
import { cellIn, eachKnown, emptyGrid, fillGrid } from "../../ravine/stage/frontend/maps/grid.js";
import * as plane from "../../ravine/stage/frontend/maps/plane-cells.js";

/** A grid with all cells of these rows, the lowest first. */
function planeOf(rows) {
  const grid = emptyGrid(rows[0].length, rows.length, plane.COLUMNS);
  const cells = rows.flatMap((row, i) => row.map((cell, j) => ({ i, j, ...cell })));
  const column = (name, Kind, usual) => Kind.from(cells.map((cell) => cell[name] ?? usual));
  fillGrid(grid, 1, {
    ...{ i: column("i", Uint16Array), j: column("j", Uint16Array) },
    ...{ value: column("value", Float64Array, NaN), final: column("final", Float64Array, 1) },
    stopped: column("stopped", Int32Array, -1),
  });
  return grid;
}

test("a coarse cell fills its square until finer ones come", () => {
  const grid = emptyGrid(5, 3, { ended: "int16" });
  assert.equal(cellIn(grid, 0, 0), -1);
  fillGrid(grid, 4, { i: [0, 0], j: [0, 4], ended: [1, 2] });
  assert.deepEqual(
    [cellIn(grid, 2, 3), cellIn(grid, 2, 4)].map((cell) => grid.columns.ended[cell]),
    [1, 2],
  );
  fillGrid(grid, 2, { i: [2, 0], j: [2, 2], ended: [3, 4] });
  assert.equal(grid.columns.ended[cellIn(grid, 2, 3)], 3);
  assert.equal(grid.columns.ended[cellIn(grid, 1, 3)], 4);
  assert.equal(grid.columns.ended[cellIn(grid, 1, 1)], 1);
  // What comes late and coarse does not hide what is finer.
  fillGrid(grid, 4, { i: [0], j: [0], ended: [9] });
  assert.equal(grid.columns.ended[cellIn(grid, 2, 2)], 3);
  const known = [];
  eachKnown(grid, (cell) => known.push(cell));
  assert.deepEqual(known, [0, 2, 4, 12]);
});

test("shares, best cell and range of a plane leave out what diverged", () => {
  const rows = [
    [{ value: 1 }, { value: 1e-3 }, { value: 1e9, stopped: 4 }],
    [{ value: 1e-6 }, { value: 5 }, { value: Infinity }],
  ];
  const grid = planeOf(rows);
  const summary = plane.summaryOf(grid, "final");
  assert.deepEqual(summary, { count: 6, diverged: 2 / 6, missed: 0, best: 3 });
  const range = plane.rangeOf(grid, "final", 0, 4);
  assert.deepEqual([range.low, range.below, range.above], [-6, false, false]);
  assert.ok(Math.abs(range.high - Math.log10(5)) < 1e-12);
  const shade = (cell) => plane.shadeOf(grid, cell, { goal: "final", floor: 0, range }, 256);
  assert.deepEqual([shade(3), shade(4), shade(2)], [0, 255, plane.DIVERGED]);
});

test("nothing is cut off silently: the ends of the scale say that there is more", () => {
  const grid = planeOf([[{ value: 1e-3 }, { value: 1 }, { value: 1e12 }, { value: 0 }]]);
  const range = plane.rangeOf(grid, "final", 0, 1);
  assert.ok(range.above && range.below && range.high < 2);
  assert.deepEqual(plane.rangeOf(planeOf([[{ value: 2 }, { value: 2 }]]), "final", 0, 2), {
    low: Math.log10(2) - 0.5,
    high: Math.log10(2) + 0.5,
    below: false,
    above: false,
  });
});

test("a run that came by the target on its way out has not reached it", () => {
  const grid = planeOf([[{ value: 7 }, { value: 3, stopped: 9 }, {}, { stopped: 2 }]]);
  const summary = plane.summaryOf(grid, "steps");
  assert.deepEqual(summary, { count: 4, diverged: 0.5, missed: 0.25, best: 0 });
  assert.equal(
    plane.shadeOf(grid, 2, { goal: "steps", floor: 0, range: { low: 0, high: 1 } }, 9),
    plane.MISSED,
  );
});

test("shares of basins are those of the computed cells, the minima first", () => {
  const grid = emptyGrid(4, 2, basins.COLUMNS);
  const ended = [2, 1, 0, -2, 1, -1, 1, 0];
  fillGrid(grid, 1, {
    i: ended.map((_, k) => Math.floor(k / 4)),
    j: ended.map((_, k) => k % 4),
    ended,
    steps: ended.map(() => 5),
  });
  assert.deepEqual(basins.sharesOf(grid), [
    { ended: 1, share: 3 / 8 },
    { ended: 2, share: 1 / 8 },
    { ended: 0, share: 2 / 8 },
    { ended: -1, share: 1 / 8 },
    { ended: -2, share: 1 / 8 },
  ]);
  assert.ok(basins.slowness(2, 100) < basins.slowness(50, 100));
  assert.deepEqual([basins.slowness(100, 100), basins.slowness(-1, 100)], [1, 1]);
});
