/** Do at most every so often what is asked for more often: the first time at once, the last time in any case. Pure. */

/**
 * @param {() => void} act
 * @param {number} every  ms
 * @param {{now: () => number, later: (run: () => void, ms: number) => any, cancel: (timer: any) => void}} time
 */
export function createCalm(act, every, { now, later, cancel }) {
  let last = -Infinity;
  /** @type {any} */
  let timer = null;

  function run() {
    cancel(timer);
    timer = null;
    last = now();
    act();
  }

  return {
    ask() {
      if (timer !== null) return;
      const rest = last + every - now();
      if (rest <= 0) run();
      else timer = later(run, rest);
    },
    close() {
      cancel(timer);
    },
  };
}
