/** What the server makes for the dialog: files under its names, the newest of several requests, why there is none. */

/** @typedef {import("./dialog.js").Act} Act */
/** @typedef {{blob: Blob, name: string}} Served */

const NAMED = /filename="([^"]+)"/;

/**
 * @param {Act} act
 * @param {string} kind
 * @param {Record<string, any>} options
 * @param {AbortSignal} [signal]
 * @returns {Promise<Served>}
 */
export async function served(act, kind, options, signal) {
  const answer = await act.ask(kind, options, signal);
  const name = NAMED.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? `ravine.${kind}`;
  return { blob: await answer.blob(), name };
}

/** Of several pieces of work only the newest has an outcome; the others are ended. */
export function createLatest() {
  /** @type {AbortController | null} */
  let running = null;
  return {
    /**
     * @template T
     * @param {(signal: AbortSignal) => Promise<T>} work
     * @param {(result: T) => void} done
     * @param {(error: Error) => void} failed
     */
    async run(work, done, failed) {
      running?.abort();
      const mine = new AbortController();
      running = mine;
      try {
        const result = await work(mine.signal);
        if (running === mine) done(result);
      } catch (error) {
        if (running === mine) failed(/** @type {Error} */ (error));
      }
    },
    stop() {
      running?.abort();
      running = null;
    },
  };
}

/**
 * Why the server has not made it, in the visitor's words.
 * @param {Error & {sentence?: string}} error
 * @param {import("../types.js").Word} word
 */
export function reason(error, word) {
  return error.sentence ?? word("take-failed");
}
