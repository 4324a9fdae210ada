/** Loss and gradient that a run evaluates: the whole surface, a batch of its samples, or the surface with noise. */

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Surface} Surface */
/**
 * @typedef {{whole: Look, seen: (x: number, y: number, step: number) => number[],
 *   hessian: Look, kinked: (x: number, y: number) => boolean, same: boolean, size: number,
 *   drawn: (step: number) => number}} Ground
 *   seen: evaluated by a step; same: every step evaluates the whole surface; size: number of samples, 0 without data;
 *   drawn: number of samples that a step evaluates
 */

/**
 * @param {Surface} surface
 * @param {ArrayLike<number>} p
 * @param {{size: number, steps: number, batches: ((step: number) => Uint16Array) | null,
 *   tilts: ((step: number, axis: 0 | 1) => number) | null}} how
 * @returns {Ground}
 */
export function createGround(surface, p, { size, steps, batches, tilts }) {
  /** @type {Look} */
  const whole = (x, y) => surface.valueAndGradient(x, y, p);
  /** @type {Ground} */
  const ground = {
    whole,
    seen: whole,
    hessian: (x, y) => {
      const nowhere = 0 * x + 0 * y; // NaN unless the point is finite
      const [a, b, d] = surface.hessian(x, y, p);
      return [a + nowhere, b + nowhere, d + nowhere];
    },
    kinked: kinksOf(surface, p),
    same: true,
    size,
    drawn: () => Math.max(size, 1),
  };
  const { sample } = surface;
  if (batches && sample) {
    ground.same = false;
    ground.drawn = (step) => batches(step).length;
    ground.seen = (x, y, step) =>
      step < steps ? meanOf(sample, x, y, p, batches(step)) : whole(x, y);
  } else if (tilts) {
    ground.same = false;
    ground.seen = (x, y, step) => {
      const [f, gx, gy] = whole(x, y);
      if (step >= steps) return [f, gx, gy];
      const [sx, sy] = [tilts(step, 0), tilts(step, 1)];
      return [f + (sx * x + sy * y), gx + sx, gy + sy];
    };
  }
  return ground;
}

/**
 * @param {NonNullable<Surface["sample"]>} sample
 * @param {number} x
 * @param {number} y
 * @param {ArrayLike<number>} p  N, the N inputs, the N targets
 * @param {Uint16Array} batch
 * @returns {number[]}
 */
function meanOf(sample, x, y, p, batch) {
  const n = p[0];
  let [f, gx, gy] = [0, 0, 0];
  for (let k = 0; k < batch.length; k += 1) {
    const i = 1 + batch[k];
    const terms = sample(x, y, p[i], p[n + i]);
    f += terms[0];
    gx += terms[1];
    gy += terms[2];
  }
  const count = batch.length;
  return [f / count, gx / count, gy / count];
}

/**
 * @param {Surface} surface
 * @param {ArrayLike<number>} p
 * @returns {Ground["kinked"]}  whether the point has no second derivatives
 */
function kinksOf({ kinks, sampleKinks }, p) {
  const onKink = (/** @type {number[]} */ sides) => sides.some((side) => side === 0);
  if (kinks) return (x, y) => onKink(kinks(x, y, p));
  if (!sampleKinks) return () => false;
  return (x, y) => {
    const n = p[0];
    for (let i = 1; i <= n; i += 1) if (onKink(sampleKinks(x, y, p[i], p[n + i]))) return true;
    return false;
  };
}
