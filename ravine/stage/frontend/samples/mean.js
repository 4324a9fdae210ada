/** Mean loss over samples, summed in the order of the engine. Pure. */

/** @typedef {import("../types.js").Samples} Samples */
/** @typedef {(w1: number, w2: number, a: number, b: number) => number[]} OfSample */
/** @typedef {{sample: OfSample, sampleHessian: OfSample,
 *   predict?: (w1: number, w2: number, a: number) => number}} SampleUnit */
/** @typedef {{valueAndGradient: (x: number, y: number, p: any) => number[],
 *   hessian: (x: number, y: number, p: any) => number[]} & Partial<SampleUnit>} Unit */

/**
 * A data set in the form of a surface module's `p`: N, the N inputs, the N targets.
 * @param {Samples} samples
 */
export function packed({ a, b }) {
  return [a.length, ...a, ...b];
}

/** @type {(ofSample: OfSample, x: number, y: number, samples: Samples) => [number, number, number]} */
export function meanOf(ofSample, x, y, { a, b }) {
  let [f, g, h] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [p, q, r] = ofSample(x, y, a[i], b[i]);
    f += p;
    g += q;
    h += r;
  }
  return [f / a.length, g / a.length, h / a.length];
}

/**
 * The samples with these indexes.
 * @type {(samples: Samples, indexes: ArrayLike<number>) => Samples}
 */
export function chosen({ a, b }, indexes) {
  return {
    a: Float64Array.from(indexes, (i) => a[i]),
    b: Float64Array.from(indexes, (i) => b[i]),
  };
}
