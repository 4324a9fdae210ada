/** Batches and gradient noise of a run, step by step; what was drawn once is kept for the next run. */

import { createOrder, words } from "../samples/batch-order.js";

/** @typedef {import("./types.js").Batching} Batching */
/** @typedef {import("./types.js").Noise} Noise */

const MOST = 4_000_000; // indexes that are kept: 8 MB
const CHUNK = 256; // steps whose noise is drawn at a time

/**
 * @param {Batching} batching
 * @returns {(step: number) => Uint16Array}  which samples a step looks at, rising
 */
export function createBatches(batching) {
  const order = createOrder(batching);
  /** @type {Uint16Array[]} */
  const kept = [];
  const room = Math.floor(MOST / Math.max(batching.batch, 1));
  return (step) => {
    if (step >= room) return order.of(step);
    kept[step] ??= order.of(step);
    return kept[step];
  };
}

/**
 * @param {Noise} noise
 * @param {(first: number, second: number) => number} normal
 * @returns {(step: number, axis: 0 | 1) => number}  what is added to that part of the gradient
 */
export function createTilts({ amount, state, increment }, normal) {
  const [start, odd] = [BigInt(`0x${state}`), BigInt(`0x${increment}`)];
  const even = (/** @type {bigint} */ word) => Number(word >> 11n) * 2 ** -53;
  /** @type {Float64Array[]} */
  const chunks = [];

  /** @param {number} chunk */
  function draw(chunk) {
    const raw = words(start, odd, 4 * CHUNK * chunk, 4 * CHUNK);
    return Float64Array.from(
      { length: 2 * CHUNK },
      (_, k) =>
        // A step takes four words: two a coordinate.
        amount * normal(even(raw[2 * k]), even(raw[2 * k + 1])),
    );
  }

  return (step, axis) => {
    const chunk = Math.floor(step / CHUNK);
    chunks[chunk] ??= draw(chunk);
    return chunks[chunk][2 * (step % CHUNK) + axis];
  };
}

/**
 * Keeps the newest of what `make` made, for as long as it is asked for the same.
 * @template Given, Made
 * @param {(given: Given, ...more: any[]) => Made} make
 * @returns {(given: Given, ...more: any[]) => Made}
 */
export function newest(make) {
  let key = "";
  /** @type {Made} */
  let made;
  return (given, ...more) => {
    const wanted = JSON.stringify(given);
    if (wanted !== key) [key, made] = [wanted, make(given, ...more)];
    return made;
  };
}
