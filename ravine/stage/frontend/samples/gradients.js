/** Gradients of single samples, their mean, and the angle between two gradients. Pure. */

/**
 * @param {import("./mean.js").OfSample} ofSample
 * @param {[number, number]} weights
 * @param {import("../types.js").Samples} samples
 * @returns {Float64Array}  x0, y0, x1, y1, ...
 */
export function gradientsOf(ofSample, [x, y], { a, b }) {
  const gradients = new Float64Array(2 * a.length);
  for (let i = 0; i < a.length; i += 1) {
    const [, gx, gy] = ofSample(x, y, a[i], b[i]);
    gradients[2 * i] = gx;
    gradients[2 * i + 1] = gy;
  }
  return gradients;
}

/**
 * @param {Float64Array} gradients
 * @param {ArrayLike<number> | null} [members]  indexes; null: all
 * @returns {[number, number]}
 */
export function meanGradient(gradients, members = null) {
  let [x, y] = [0, 0];
  const count = members ? members.length : gradients.length / 2;
  for (let k = 0; k < count; k += 1) {
    const i = members ? members[k] : k;
    x += gradients[2 * i];
    y += gradients[2 * i + 1];
  }
  return [x / count, y / count];
}

/**
 * Cosine of the angle between two vectors; NaN if one is zero.
 * @param {[number, number]} ofSample
 * @param {[number, number]} other
 */
export function cosine([a, b], [c, d]) {
  const [p, q] = [Math.hypot(a, b), Math.hypot(c, d)];
  return p > 0 && q > 0 ? (a / p) * (c / q) + (b / p) * (d / q) : NaN;
}
