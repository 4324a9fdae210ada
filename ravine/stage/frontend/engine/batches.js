/** Batches and gradient noise of each step; cached for the next run. */

import { createBatchOrder, randomWords } from "../samples/batch-order.js";

/** @typedef {import("./types.js").Batching} Batching */
/** @typedef {import("./types.js").Noise} Noise */

const MOST_KEPT = 4_000_000; // indexes, 8 MB
const CHUNK = 256; // steps whose noise is drawn at a time

/**
 * @param {Batching} batching
 * @returns {(step: number) => Uint16Array}  sample indexes of a step, rising
 */
export function createBatches(batching) {
  const batchOrder = createBatchOrder(batching);
  /** @type {Uint16Array[]} */
  const cache = [];
  const room = Math.floor(MOST_KEPT / Math.max(batching.batch, 1));
  return (step) => {
    if (step >= room) return batchOrder.batchOf(step);
    cache[step] ??= batchOrder.batchOf(step);
    return cache[step];
  };
}

/**
 * @param {Noise} noise
 * @param {(first: number, second: number) => number} normal
 * @returns {(step: number, axis: 0 | 1) => number}  noise added to that component of the gradient
 */
export function createTilts({ amount, state, increment }, normal) {
  const [start, stream] = [BigInt(`0x${state}`), BigInt(`0x${increment}`)];
  const even = (/** @type {bigint} */ word) => Number(word >> 11n) * 2 ** -53;
  /** @type {Float64Array[]} */
  const chunks = [];

  /** @param {number} chunk */
  function draw(chunk) {
    const raw = randomWords(start, stream, 4 * CHUNK * chunk, 4 * CHUNK);
    return Float64Array.from(
      { length: 2 * CHUNK },
      (_, k) =>
        // Each step uses four words, two for each coordinate.
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
 * Remember the newest result of `make`; the next call with an equal input returns it.
 * @template Input, Returned
 * @param {(input: Input, ...more: any[]) => Returned} make
 * @returns {(input: Input, ...more: any[]) => Returned}
 */
export function memoizeNewest(make) {
  let key = "";
  /** @type {Returned} */
  let value;
  return (input, ...more) => {
    const wanted = JSON.stringify(input);
    if (wanted !== key) [key, value] = [wanted, make(input, ...more)];
    return value;
  };
}
