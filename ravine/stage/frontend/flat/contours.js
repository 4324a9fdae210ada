/**
 * Outlines of the parts of a grid that lie at a level or above it, by marching squares. Cells with a corner that is not
 * finite belong to no part. Pure.
 */

/** @typedef {{x: number[], y: number[]}} Loop  closed; the part lies on its left
 * @typedef {Loop & {cut: boolean[]}} Outline  cut: the edge that begins at the point runs along a border, not a level */

/** @typedef {{values: Float64Array, nx: number, ny: number, low: Float64Array, high: Float64Array, open: Uint8Array}} Grid
 *   values: row by row; low, high: of each cell, NaN where one of its corners is not finite; open: bit k is set where
 *   no cell lies beyond edge k of a cell */

/**
 * @param {ArrayLike<number>[]} rows
 * @returns {Grid}
 */
export function gridOf(rows) {
  const [ny, nx] = [rows.length, rows[0]?.length ?? 0];
  const values = new Float64Array(nx * ny);
  for (const [row, line] of rows.entries()) values.set(line, row * nx);
  const [low, high] = [new Float64Array(nx * ny).fill(NaN), new Float64Array(nx * ny).fill(NaN)];
  for (let i = 0; i + nx < values.length; i += 1) {
    if ((i + 1) % nx === 0) continue;
    const [a, b, c, d] = [values[i], values[i + 1], values[i + nx], values[i + nx + 1]];
    if (!Number.isFinite(a + b + c + d)) continue;
    low[i] = Math.min(a, b, c, d);
    high[i] = Math.max(a, b, c, d);
  }
  const missing = (/** @type {number} */ column, /** @type {number} */ row) =>
    column < 0 || row < 0 || row >= ny || Number.isNaN(low[row * nx + column]);
  const open = Uint8Array.from(low, (_, i) => {
    const [column, row] = [i % nx, Math.floor(i / nx)];
    return BESIDE.reduce(
      (bits, [right, up], k) => bits | (missing(column + right, row + up) ? 1 << k : 0),
      0,
    );
  });
  return { values, nx, ny, low, high, open };
}

/**
 * Outlines in units of columns and rows; -Infinity for `level`: of all finite cells.
 * @param {Grid} grid
 * @param {number} level
 * @returns {Outline[]}
 */
export function outlines(grid, level) {
  return chained(edgesOf(grid, level), grid, level);
}

// Around a cell against the clock: its corners, by column and row.
const AROUND = /** @type {const} */ ([
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]);

// Its neighbours beyond the edges that begin at these corners.
const BESIDE = /** @type {const} */ ([
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
]);

/**
 * The directed edges, each by the number of the point that it begins at. Corner i of the grid has number 3i, the crossing
 * on the edge to its right 3i + 1, that on the edge above it 3i + 2.
 * @param {Grid} grid
 * @param {number} level
 */
function edgesOf({ values, nx, low, high, open }, level) {
  const next = new Int32Array(3 * values.length).fill(-1);
  const border = new Uint8Array(next.length);
  /** @type {Map<number, number>} second edges of corners in which two parts touch */
  const second = new Map();
  /** @type {(from: number, to: number, along: boolean) => void} */
  const add = (from, to, along) => {
    if (next[from] >= 0) second.set(from, to);
    else next[from] = to;
    if (along) border[from] = 1;
  };
  for (let i = 0; i < low.length; i += 1) {
    if (!(high[i] >= level)) continue;
    const inner = low[i] >= level;
    if (inner && !open[i]) continue;
    const corners = AROUND.map(([right, up]) => i + right + up * nx);
    const above = corners.map((corner) => values[corner] >= level);
    const crossings = [3 * i + 1, 3 * (i + 1) + 2, 3 * (i + nx) + 1, 3 * i + 2];
    if (!inner) cross(above, crossings, middleOf(values, corners) >= level, add);
    for (let k = 0; k < 4; k += 1) {
      const end = (k + 1) % 4;
      if (!(open[i] & (1 << k)) || !(above[k] || above[end])) continue;
      const from = above[k] ? 3 * corners[k] : crossings[k];
      add(from, above[end] ? 3 * corners[end] : crossings[k], true);
    }
  }
  return { next, border, second };
}

/** @type {(values: Float64Array, corners: number[]) => number} */
function middleOf(values, corners) {
  return corners.reduce((sum, corner) => sum + values[corner], 0) / 4;
}

/**
 * The level's way through a cell: from each edge where the part ends, against the clock, to one where it begins. On a
 * saddle the middle says whether both corners of the part hang together.
 * @type {(above: boolean[], crossings: number[], joined: boolean, add: (from: number, to: number, along: boolean) => void) => void}
 */
function cross(above, crossings, joined, add) {
  for (let k = 0; k < 4; k += 1) {
    if (!above[k] || above[(k + 1) % 4]) continue;
    const turn = joined ? 1 : 3;
    let begin = (k + turn) % 4;
    while (above[begin] || !above[(begin + 1) % 4]) begin = (begin + turn) % 4;
    add(crossings[k], crossings[begin], false);
  }
}

/**
 * @param {ReturnType<typeof edgesOf>} edges
 * @param {Grid} grid
 * @param {number} level
 * @returns {Outline[]}
 */
function chained({ next, border, second }, grid, level) {
  const found = [];
  for (let first = 0; first < next.length; first += 1) {
    while (next[first] >= 0) {
      /** @type {Outline} */
      const outline = { x: [], y: [], cut: [] };
      let at = first;
      do {
        const [x, y] = placeOf(at, grid, level);
        outline.x.push(x);
        outline.y.push(y);
        outline.cut.push(!!border[at]);
        const to = next[at];
        next[at] = second.get(at) ?? -1;
        second.delete(at);
        at = to;
      } while (at !== first && at >= 0);
      found.push(outline);
    }
  }
  return found;
}

/**
 * @param {number} point
 * @param {Grid} grid
 * @param {number} level
 */
function placeOf(point, { values, nx }, level) {
  const [corner, kind] = [Math.floor(point / 3), point % 3];
  const [column, row] = [corner % nx, Math.floor(corner / nx)];
  if (kind === 0) return [column, row];
  const to = kind === 1 ? corner + 1 : corner + nx;
  const share = (level - values[corner]) / (values[to] - values[corner]);
  return kind === 1 ? [column + share, row] : [column, row + share];
}
