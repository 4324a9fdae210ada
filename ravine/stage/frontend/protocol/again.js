/** Try again what has failed: after 1.5 s, and each time after twice as long, up to 12 s. */

const FIRST = 1500; // ms
const LONGEST = 12000; // ms; a slow server would never finish if it were asked again every 1.5 s

/**
 * @param {number} failures  how often it has failed before
 * @returns {number}  ms to wait
 */
export function pauseAfter(failures) {
  return Math.min(FIRST * 2 ** failures, LONGEST);
}

/**
 * The value of the first attempt that succeeds. What a slow or broken line loses comes in the end, as long as the page
 * is open.
 * @template T
 * @param {(failures: number) => Promise<T>} attempt
 * @param {(run: () => void, ms: number) => any} [later]
 * @returns {Promise<T>}
 */
export async function untilDone(attempt, later = setTimeout) {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt(failures);
    } catch (error) {
      console.info("ravine: tried again:", error);
      await new Promise((done) => later(() => done(undefined), pauseAfter(failures)));
    }
  }
}
