/** Critical points and domain of a surface, by which runs are judged. */

/**
 * @param {Pick<import("../types.js").Surface, "minima" | "saddles" | "maxima" | "domain" | "terrain">} surface
 * @returns {import("./types.js").Terrain}
 */
export function terrainOf({ minima, saddles, maxima, domain, terrain }) {
  const points = [minima, saddles, maxima].flatMap((marks, kind) =>
    marks.map(({ x, y, value }) => [kind, x, y, value]),
  );
  const column = (/** @type {number} */ k) => Float64Array.from(points, (point) => point[k]);
  const [kinds, xs, ys, values] = [0, 1, 2, 3].map(column);
  return { kinds, xs, ys, values, domain: domain.flat(), ...terrain };
}
