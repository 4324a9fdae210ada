/**
 * Parts of a double: vecmath/_bits.py for the browser, with the same values but without 64-bit integers.
 * The other functions of vecmath are transpiled from Python.
 */

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
// Index of the word with sign and exponent: the second on every machine that runs a browser today.
double[0] = 1;
const HIGH = words[0] === 0 ? 1 : 0;
const LOW = 1 - HIGH;

const ROUND = 6755399441055744;
const SQRT_HALF = [0x3fe6a09e, 0x667f3bcd];

/** @param {number} x */
export function is_negative(x) {
  return x < 0 || Object.is(x, -0);
}

/** @param {number} rounded */
export function low_bits(rounded) {
  return rounded - ROUND;
}

/** @param {number} k */
export function power_of_two(k) {
  words[LOW] = 0;
  words[HIGH] = (k + 1023) << 20;
  return double[0];
}

/** @type {(x: number) => [k: number, z: number]} */
export function split(x) {
  const tiny = x < 2.2250738585072014e-308;
  double[0] = tiny ? x * 18014398509481984 : x;
  const exponent = (words[HIGH] >>> 20) & 0x7ff;
  const fraction = words[HIGH] & 0xfffff;
  // z is 1 + fraction, halved from the square root of 2 on.
  const above = fraction > 0x6a09e || (fraction === 0x6a09e && words[LOW] >= SQRT_HALF[1]) ? 1 : 0;
  words[HIGH] = fraction | ((1023 - above) << 20);
  const k = exponent + above - 1023;
  return [tiny ? k - 54 : k, double[0]];
}

/** @param {number} z */
export function piece_of(z) {
  double[0] = z;
  const borrow = words[LOW] < SQRT_HALF[1] ? 1 : 0;
  return ((words[HIGH] - SQRT_HALF[0] - borrow) >> 13) & 127;
}

/** @type {(x: number) => [exponent: number, low: number, middle: number, high: number]} */
export function digits_of(x) {
  double[0] = Math.abs(x);
  const [high, low] = [words[HIGH], words[LOW]];
  const whole = (high & 0xfffff) | 0x100000;
  return [
    (high >>> 20) - 1075,
    low & 0xffffff,
    (low >>> 24) | ((whole & 0xffff) << 8),
    whole >>> 16,
  ];
}

/**
 * @param {number} sine
 * @param {number} cosine
 * @param {number} quadrant
 */
export function turned_sine(sine, cosine, quadrant) {
  const turned = quadrant & 1 ? cosine : sine;
  return quadrant & 2 ? -turned : turned;
}

/**
 * @param {number} sine
 * @param {number} cosine
 * @param {number} quadrant
 */
export function turned_cosine(sine, cosine, quadrant) {
  const turned = quadrant & 1 ? sine : cosine;
  return (quadrant + 1) & 2 ? -turned : turned;
}
