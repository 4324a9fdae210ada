/** Run one optimizer a few steps at a time, with the same bits as engine/drivers.py. */

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").Rule} Rule */
/** @typedef {{h: number[], factor: (step: number) => number, start: Pair, steps: number}} Settings
 *   factor: the schedule's factor of the learning rate, steps counted from 0 */
/** @typedef {ReturnType<typeof createDescent>} Descent */

// A run further out than this has diverged.
const BIG = 1e9;

/**
 * @param {Rule} rule
 * @param {Ground} ground
 * @param {Settings} settings
 */
export function createDescent(rule, ground, { h: given, factor, start, steps }) {
  const path = new Float64Array(2 * (steps + 1));
  const loss = new Float64Array(steps + 1);
  const gradient = new Float64Array(2 * (steps + 1));
  const looks = new Float64Array(steps);
  const rates = new Float64Array(steps);
  const h = [...given];
  const lr = given[rule.rate];
  let carried = rule.carried;
  let [x, y] = start;
  let point = 0;
  /** @type {number | null} */
  let stopped = null;
  let over = false;

  h[rule.rate] = lr * (steps ? factor(0) : 1);
  /** State after each step: of x and y separately, or in pairs where the rule updates both at once. @type {number[][][]} */
  const states = [begin(rule, h, start)];

  /** @param {number} t  from 1 */
  function coefficients(t) {
    rates[t - 1] = lr * factor(t - 1);
    h[rule.rate] = rates[t - 1];
    if (!carried.length) return rule.coefficients(h, t, carried);
    const [row, after] = rule.coefficients(h, t, carried);
    carried = after;
    return row;
  }

  /**
   * @param {number[]} seen
   * @returns {number[][]}  state
   */
  function move([f, gx, gy]) {
    const before = states[point];
    const c = coefficients(point + 1);
    if (rule.coupled) {
      const at = point;
      const look = (/** @type {Pair} */ w) => {
        looks[at] += 1;
        return ground.seen(w[0], w[1], at);
      };
      const [w, state] = rule.update([x, y], f, [gx, gy], before, c, look);
      [x, y] = w;
      return state;
    }
    const [nextX, ofX] = rule.update(x, gx, before[0], c);
    const [nextY, ofY] = rule.update(y, gy, before[1], c);
    x = nextX;
    y = nextY;
    return [ofX, ofY];
  }

  return {
    path,
    loss,
    gradient,
    looks,
    rates,
    states,
    /** Number of steps done. */
    get stepsDone() {
      return point;
    },
    get stopped() {
      return stopped;
    },
    get over() {
      return over;
    },
    /** @param {number} count  largest number of steps to do */
    advance(count) {
      for (let left = count; !over && left > 0; left -= 1) {
        const seen = ground.seen(x, y, point);
        const [f, gx, gy] = seen;
        path[2 * point] = x;
        path[2 * point + 1] = y;
        loss[point] = f;
        gradient[2 * point] = gx;
        gradient[2 * point + 1] = gy;
        const finite = 0 * f + 0 * gx + 0 * gy === 0;
        if (!(finite && Math.abs(x) < BIG && Math.abs(y) < BIG)) stopped = point;
        over = stopped !== null || point === steps;
        if (over) return;
        states.push(move(seen));
        point += 1;
      }
    },
  };
}

/**
 * @param {Rule} rule
 * @param {number[]} h  with the first step's rate
 * @param {Pair} start
 * @returns {number[][]}
 */
function begin({ initial, slots, coupled }, h, start) {
  const [x, y] = start.map((w) => initial?.(w, h) ?? new Array(slots).fill(0));
  return coupled ? x.map((value, k) => [value, y[k]]) : [x, y];
}

/**
 * State number `slot` after step `t`, of x and of y.
 * @type {(rule: Rule, descent: Descent, t: number, slot: number) => number[]}
 */
export function stateAt({ coupled }, { states }, t, slot) {
  return coupled ? states[t][slot] : [states[t][0][slot], states[t][1][slot]];
}
