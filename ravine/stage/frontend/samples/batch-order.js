/**
 * Which samples each step looks at. The browser draws them itself, as experiments/batches.py does:
 * PCG64's raw words (O'Neill, 2014; the XSL-RR form that NumPy has), of which any place can be
 * jumped to. So a batch costs nothing on the wire, however many steps there are. Pure.
 */

/** @typedef {{size: number, batch: number, replacement: boolean, drop_last: boolean,
 *   state: string, increment: string}} Batching  128-bit numbers in hexadecimal */

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const MASK = (1n << 128n) - 1n;
const KEPT = 8; // epochs

/**
 * `count` words of the stream from word `from` on.
 * @param {bigint} state
 * @param {bigint} increment
 * @param {number} from
 * @param {number} count
 */
export function words(state, increment, from, count) {
  let now = jump(state, increment, BigInt(from));
  const made = new BigUint64Array(count);
  for (let i = 0; i < count; i += 1) {
    now = (now * MULTIPLIER + increment) & MASK;
    const mixed = BigInt.asUintN(64, now ^ (now >> 64n));
    const turn = now >> 122n;
    made[i] = (mixed >> turn) | (mixed << ((64n - turn) & 63n));
  }
  return made;
}

/**
 * The state `steps` steps on (Brown, Random number generation with arbitrary strides, 1994).
 * @param {bigint} state
 * @param {bigint} increment
 * @param {bigint} steps
 */
function jump(state, increment, steps) {
  let [factor, term] = [MULTIPLIER, increment];
  let [all, sum] = [1n, 0n];
  for (let left = steps; left > 0n; left >>= 1n) {
    if (left & 1n) {
      all = (all * factor) & MASK;
      sum = (sum * factor + term) & MASK;
    }
    term = ((factor + 1n) * term) & MASK;
    factor = (factor * factor) & MASK;
  }
  return (all * state + sum) & MASK;
}

/** @param {Batching} batching */
export function createOrder({ size, batch, replacement, drop_last, state, increment }) {
  const [start, odd] = [BigInt(`0x${state}`), BigInt(`0x${increment}`)];
  const whole = Math.floor(size / batch);
  const each = whole + (size % batch && !drop_last ? 1 : 0);
  /** @type {Map<number, number[]>} */
  const epochs = new Map();

  /** @param {number} epoch */
  function drawn(epoch) {
    const known = epochs.get(epoch);
    if (known) return known;
    const raw = words(start, odd, epoch * size, size);
    const made = replacement
      ? Array.from(raw, (word) => Math.floor(Number(word >> 11n) * 2 ** -53 * size))
      : [...raw.keys()].sort((i, j) => (raw[i] < raw[j] ? -1 : 1));
    if (epochs.size >= KEPT) epochs.delete(/** @type {number} */ (epochs.keys().next().value));
    epochs.set(epoch, made);
    return made;
  }

  return {
    /** Steps of an epoch. */
    each,
    /**
     * Indexes of the samples that step `step` looks at, rising.
     * @param {number} step  whole
     */
    of(step) {
      const [epoch, place] = [Math.floor(step / each), step % each];
      const members = drawn(epoch).slice(place * batch, Math.min((place + 1) * batch, size));
      return Uint16Array.from(members).sort();
    },
    /**
     * How many samples have been drawn before step `step`.
     * @param {number} step
     */
    before(step) {
      const [epoch, place] = [Math.floor(step / each), step % each];
      return epoch * Math.min(each * batch, size) + place * batch;
    },
  };
}
