/** Do at most every so often what is asked for more often: the first time soon, the last time in any case. Pure. */

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
    act();
    last = now(); // on a slow machine there is time for the page in between, too
  }

  return {
    ask() {
      if (timer !== null) return;
      timer = later(run, Math.max(last + every - now(), 0));
    },
    close() {
      cancel(timer);
    },
  };
}
