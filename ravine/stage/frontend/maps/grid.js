/** The cells of a map as they come, coarse ones first. Pure. */

/** @typedef {import("../protocol/map-answer.js").MapHead} MapHead */
/** @typedef {import("../protocol/map-answer.js").MapAxis} MapAxis */
/** @typedef {import("../protocol/map-answer.js").Columns} Columns */
/** @typedef {Float64Array | Int32Array | Int16Array} Cells */
/**
 * @typedef {{width: number, height: number, stride: Uint16Array, nearest: Int32Array, known: number,
 *   columns: Record<string, Cells>}} Grid
 *   stride: width of the square that a cell stands for, 0 where nothing is known; nearest: the cell whose square it
 *   lies in; known: number of cells that have been computed; columns: numbers of these
 */

/** @type {(width: number, height: number, columns: Record<string, "float64" | "int32" | "int16">) => Grid} */
export function emptyGrid(width, height, columns) {
  const size = width * height;
  const kinds = { float64: Float64Array, int32: Int32Array, int16: Int16Array };
  return {
    ...{ width, height, known: 0 },
    stride: new Uint16Array(size),
    nearest: new Int32Array(size),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, kind]) => [name, new kinds[kind](size)]),
    ),
  };
}

/** @type {(grid: Grid, stride: number, columns: Columns) => void} columns: with `i`, the row, and `j` */
export function fillGrid(grid, stride, columns) {
  const { i, j } = columns;
  for (let k = 0; k < i.length; k += 1) {
    const cell = i[k] * grid.width + j[k];
    for (const name of Object.keys(grid.columns)) grid.columns[name][cell] = columns[name][k];
    spread(grid, i[k], j[k], stride);
  }
  grid.known += i.length;
}

/** @type {(grid: Grid, row: number, column: number, size: number) => void} */
function spread({ width, height, stride, nearest }, row, column, size) {
  const cell = row * width + column;
  const [bottom, right] = [Math.min(row + size, height), Math.min(column + size, width)];
  for (let y = row; y < bottom; y += 1)
    for (let at = y * width + column; at < y * width + right; at += 1) {
      // What finer cells have filled stays.
      if (stride[at] && stride[at] <= size) continue;
      stride[at] = size;
      nearest[at] = cell;
    }
}

/** @type {(grid: Grid, row: number, column: number) => number} the computed cell that stands there; -1: none */
export function cellIn({ width, stride, nearest }, row, column) {
  const at = row * width + column;
  return stride[at] ? nearest[at] : -1;
}

/**
 * Calls `visit` with every cell that has been computed.
 * @type {(grid: Grid, visit: (cell: number) => void) => void}
 */
export function eachKnown({ stride, nearest }, visit) {
  for (let cell = 0; cell < nearest.length; cell += 1)
    if (stride[cell] && nearest[cell] === cell) visit(cell);
}
