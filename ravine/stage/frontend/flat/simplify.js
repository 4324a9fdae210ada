/** Leave out the points of a line that make no visible difference (Douglas and Peucker). Pure. */

/**
 * @param {number[]} points  x0, y0, x1, y1, ...
 * @param {number} tiny  distance by which the line may be moved
 * @returns {number[]}
 */
export function simplified(points, tiny) {
  const count = points.length / 2;
  if (count < 3) return points;
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const open = [[0, count - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    const { at, distance } = farthest(points, from, to);
    if (distance <= tiny) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  return points.filter((_, i) => keep[i >> 1]);
}

/**
 * The point between two that is farthest from the line through them.
 * @type {(points: number[], from: number, to: number) => {at: number, distance: number}}
 */
function farthest(points, from, to) {
  const [x0, y0] = [points[2 * from], points[2 * from + 1]];
  const [dx, dy] = [points[2 * to] - x0, points[2 * to + 1] - y0];
  const length = dx * dx + dy * dy;
  let [at, most] = [-1, -1];
  for (let i = from + 1; i < to; i += 1) {
    const [x, y] = [points[2 * i] - x0, points[2 * i + 1] - y0];
    const share = length ? Math.min(Math.max((x * dx + y * dy) / length, 0), 1) : 0;
    const distance = (x - share * dx) ** 2 + (y - share * dy) ** 2;
    if (distance > most) [at, most] = [i, distance];
  }
  return { at, distance: Math.sqrt(Math.max(most, 0)) };
}
