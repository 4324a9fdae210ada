/**
 * Read the server's answer to a race that takes long: lines of JSON about what it costs and how far it is, then the
 * payload. Pure.
 */

import { createInput } from "./lines.js";

/** @typedef {{run: string, steps: string, cancel: string}} Labels  texts of the buttons */
/**
 * @typedef {{text: string, words: Labels, ask?: boolean, steps?: number, share?: number, ahead?: number | null,
 *   query?: string, lang?: string}} Line
 *   text: a sentence; ask: nothing runs until the visitor says so; steps: how many would run at once; share: 0 to 1;
 *   ahead: jobs before this one, null once it runs; query, lang: the race's own link and language, as in a payload
 */
/**
 * @typedef {{kind: "ask" | "run" | "full", text: string, labels: Labels | null, steps: number | null, share: number,
 *   lang: string}} Card
 *   what the visitor is told: ask: the race is long, and does not run yet; run: it is waited for; full: the server
 *   takes no more races for now
 */

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {(line: Line) => void} tell  called with each line of text as it comes
 * @param {AbortSignal} signal  ends the request
 * @returns {Promise<Uint8Array | null>}  payload; null: the server asks first
 */
export async function readLongRace(body, tell, signal) {
  const input = createInput(body);
  signal.addEventListener("abort", input.cancel);
  try {
    for (;;) {
      const line = JSON.parse(await input.line());
      signal.throwIfAborted();
      if (line.bytes !== undefined) return await input.last(line.bytes);
      tell(line);
      signal.throwIfAborted();
      if (line.ask) return null;
    }
  } finally {
    signal.removeEventListener("abort", input.cancel);
  }
}

/**
 * @param {Line} line
 * @returns {Card}
 */
export function cardOf({ text, words, ask = false, steps, share, ahead = null, lang = "" }) {
  return {
    ...{ kind: ask ? "ask" : "run", text, labels: words, lang },
    ...{ steps: steps ?? null, share: ahead === null ? (share ?? 0) : 0 },
  };
}
