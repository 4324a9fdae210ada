/**
 * Levels whose contour lines can be drawn and read: a line that the grid cannot resolve breaks into a chain of loops, and
 * thousands of small loops are no picture of anything. Pure.
 */

// By so much the number of regions below a level may differ on a grid twice as fine, for small ones come and go.
const [FEW, SHARE] = [1, 0.2];
// Lines of a level, and of all levels. Plotly compares each with all others of its level: 1,000 in 20 levels take 0.2 s,
// 14,000 take 12 s.
const [EACH, MOST] = [250, 2000];

/**
 * @param {number[]} levels  rising
 * @param {Float64Array} z
 * @param {number} n  points along each axis
 * @param {Float64Array | null} fine  the same on a grid of 2 n - 1 points; null: the grid resolves everything
 * @returns {number[]}
 */
export function clearLevels(levels, z, n, fine) {
  const below = regionsBelow(z, n, levels);
  const finer = fine ? regionsBelow(fine, 2 * n - 1, levels) : below;
  const above = regionsBelow(
    z.map((loss) => -loss),
    n,
    levels.map((level) => -level).reverse(),
  ).reverse();
  const lines = levels.map((_, k) => below[k] + above[k] - 1);
  const rising = lines
    .map((_, k) => k)
    .filter((k) => lines[k] <= EACH && resolved(below[k], finer[k]))
    .sort((a, b) => lines[a] - lines[b]);
  let all = 0;
  const clear = rising.filter((k) => {
    all += lines[k];
    return all <= MOST;
  });
  return clear.sort((a, b) => a - b).map((k) => levels[k]);
}

/**
 * Points of a grid of 2 n - 1 that a grid of n has too.
 * @param {Float64Array} fine
 * @param {number} n  points along each axis
 */
export function everyOther(fine, n) {
  const z = new Float64Array(n * n);
  for (let i = 0; i < z.length; i += 1)
    z[i] = fine[2 * Math.floor(i / n) * (2 * n - 1) + 2 * (i % n)];
  return z;
}

/** @type {(here: number, finer: number) => boolean} */
function resolved(here, finer) {
  return Math.abs(here - finer) <= FEW + SHARE * Math.min(here, finer);
}

/**
 * Number of connected regions of grid points below each level.
 * @param {Float64Array} z
 * @param {number} n  points along each axis
 * @param {number[]} levels  rising
 */
export function regionsBelow(z, n, levels) {
  const order = byLevel(z, levels);
  const parent = new Int32Array(z.length).fill(-1);
  const rootOf = (/** @type {number} */ i) => {
    let root = i;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  let count = 0;
  return order.map((points) => {
    for (const i of points) {
      parent[i] = i;
      count += 1;
      const column = i % n;
      for (const other of [column > 0 ? i - 1 : -1, column < n - 1 ? i + 1 : -1, i - n, i + n]) {
        if (other < 0 || other >= z.length || parent[other] < 0) continue;
        const [a, b] = [rootOf(i), rootOf(other)];
        if (a === b) continue;
        parent[a] = b;
        count -= 1;
      }
    }
    return count;
  });
}

/**
 * Points that lie below each level and not below the one before.
 * @type {(z: Float64Array, levels: number[]) => number[][]}
 */
function byLevel(z, levels) {
  /** @type {number[][]} */
  const points = levels.map(() => []);
  for (let i = 0; i < z.length; i += 1) {
    const k = levels.findIndex((level) => z[i] < level);
    if (k >= 0) points[k].push(i);
  }
  return points;
}
