/**
 * Samples of each step's batch, drawn in the browser as experiments/batches.py draws them: raw words of PCG64
 * (O'Neill, 2014; the XSL-RR form of NumPy), which allows jumping ahead. So batches need no transfer. Pure.
 */

/** @typedef {{size: number, batch: number, replacement: boolean, drop_last: boolean,
 *   state: string, increment: string}} Batching  128-bit numbers in hexadecimal */

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const MASK = (1n << 128n) - 1n;
const EPOCHS_KEPT = 8;

/**
 * `count` words of the stream from word `from` on.
 * @param {bigint} state
 * @param {bigint} increment
 * @param {number} from
 * @param {number} count
 */
export function randomWords(state, increment, from, count) {
  let word = jump(state, increment, BigInt(from));
  const drawn = new BigUint64Array(count);
  for (let i = 0; i < count; i += 1) {
    word = (word * MULTIPLIER + increment) & MASK;
    const folded = BigInt.asUintN(64, word ^ (word >> 64n));
    const rotation = word >> 122n;
    drawn[i] = (folded >> rotation) | (folded << ((64n - rotation) & 63n));
  }
  return drawn;
}

/**
 * State after `steps` more steps (Brown, Random number generation with arbitrary strides, 1994).
 * @param {bigint} state
 * @param {bigint} increment
 * @param {bigint} steps
 */
function jump(state, increment, steps) {
  let [factor, term] = [MULTIPLIER, increment];
  let [factors, sum] = [1n, 0n];
  for (let left = steps; left > 0n; left >>= 1n) {
    if (left & 1n) {
      factors = (factors * factor) & MASK;
      sum = (sum * factor + term) & MASK;
    }
    term = ((factor + 1n) * term) & MASK;
    factor = (factor * factor) & MASK;
  }
  return (factors * state + sum) & MASK;
}

/** @param {Batching} batching */
export function createBatchOrder({ size, batch, replacement, drop_last, state, increment }) {
  const [start, stream] = [BigInt(`0x${state}`), BigInt(`0x${increment}`)];
  const fullBatches = Math.floor(size / batch);
  const stepsPerEpoch = fullBatches + (size % batch && !drop_last ? 1 : 0);
  /** @type {Map<number, number[]>} */
  const epochs = new Map();

  /** @param {number} epoch */
  function epochOrder(epoch) {
    const known = epochs.get(epoch);
    if (known) return known;
    const raw = randomWords(start, stream, epoch * size, size);
    const drawn = replacement
      ? Array.from(raw, (word) => Math.floor(Number(word >> 11n) * 2 ** -53 * size))
      : [...raw.keys()].sort((i, j) => (raw[i] < raw[j] ? -1 : 1));
    if (epochs.size >= EPOCHS_KEPT)
      epochs.delete(/** @type {number} */ (epochs.keys().next().value));
    epochs.set(epoch, drawn);
    return drawn;
  }

  return {
    /** Steps of an epoch. */
    stepsPerEpoch,
    /**
     * Indexes of the samples in the batch of step `step`, rising.
     * @param {number} step  whole
     */
    batchOf(step) {
      const [epoch, place] = [Math.floor(step / stepsPerEpoch), step % stepsPerEpoch];
      const members = epochOrder(epoch).slice(place * batch, Math.min((place + 1) * batch, size));
      return Uint16Array.from(members).sort();
    },
    /**
     * Number of samples drawn before step `step`.
     * @param {number} step
     */
    samplesBefore(step) {
      const [epoch, place] = [Math.floor(step / stepsPerEpoch), step % stepsPerEpoch];
      return epoch * Math.min(stepsPerEpoch * batch, size) + place * batch;
    },
  };
}
