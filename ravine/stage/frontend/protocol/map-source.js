/**
 * Ask the server for the map that is wanted, and hold the one that came last. What fails is asked for again; another
 * wish, or the visitor, ends the request. Pure but for its ports.
 */

import { pauseAfter } from "./again.js";
import { readMap } from "./map-answer.js";

/** @typedef {import("./map-answer.js").MapProgress} MapProgress */
/** @typedef {(question: import("./ask.js").MapQuestion, signal: AbortSignal) =>
 *   Promise<ReadableStream<Uint8Array>>} Ask */
/** @typedef {Omit<import("./ask.js").MapQuestion, "page">} MapWish */
/**
 * @template Content
 * @typedef {{content: Content | null, text: string, whole: boolean, key: string}} Held
 *   content: null: there is no map, and `text` may say why; text: what the visitor has to know; whole: all cells are
 *   there; key: of the wish
 */

/**
 * @template Content
 * @param {{ask: Ask, begin: (head: import("./map-answer.js").MapHead) => Content,
 *   fill: (content: Content, cells: import("./map-answer.js").MapCells) => void, news: () => void,
 *   later: (run: () => void, ms: number) => any, cancel: (timer: any) => void}} ports
 *   begin: the map before its first cells; fill: takes some in; news: called when something has come
 */
export function createMapSource({ ask, begin, fill, news, later, cancel }) {
  const page = Math.random().toString(36).slice(2); // randomUUID exists on https pages alone
  /** @type {Held<Content>} */
  let held = { content: null, text: "", whole: false, key: "" };
  /** @type {{wish: MapWish, key: string} | null} */
  let wanted = null;
  /** @type {MapProgress} */
  let progress = { share: 0 };
  let sentence = ""; // why the newest request was refused
  let halted = false; // by the visitor
  /** @type {AbortController | null} */
  let stop = null;
  /** @type {any} */
  let timer = 0;
  let failures = 0;
  let version = 0;

  function tell() {
    version += 1;
    news();
  }

  function drop() {
    cancel(timer);
    stop?.abort();
    stop = null;
  }

  function start() {
    [progress, sentence, failures, halted] = [{ share: 0 }, "", 0, false];
    const done = held.whole && held.key === wanted?.key;
    if (wanted && !done) run(wanted);
  }

  /** @param {NonNullable<typeof wanted>} now */
  async function run({ wish, key }) {
    const here = new AbortController();
    stop = here;
    /** @type {Held<Content>} */
    const next = { content: null, text: "", whole: false, key };
    try {
      const body = await ask({ ...wish, page }, here.signal);
      await readMap(body, telling(next, here.signal), here.signal);
      if (here.signal.aborted) return;
      next.whole = true;
      [held, stop, sentence, failures] = [next, null, "", 0];
      progress = { share: 1 };
      tell();
    } catch (error) {
      if (here.signal.aborted) return;
      const refused = /** @type {{sentence?: string}} */ (error).sentence;
      if (!refused) console.info("ravine: the map is asked for again:", error);
      sentence = refused ?? "";
      stop = null;
      tell();
      timer = later(() => run({ wish, key }), pauseAfter(failures));
      failures += 1;
    }
  }

  /**
   * @param {Held<Content>} next
   * @param {AbortSignal} signal
   * @returns {import("./map-answer.js").Tell}
   */
  function telling(next, signal) {
    return {
      head(head) {
        next.text = head.text;
        next.content = head.axes.length ? begin(head) : null;
        [sentence, progress] = ["", { share: progress.share }];
      },
      cells(cells) {
        if (!next.content || signal.aborted) return;
        fill(next.content, cells);
        held = next; // the older map stays until there is something in its place
        tell();
      },
      progress(line) {
        if (JSON.stringify(line) === JSON.stringify(progress)) return;
        progress = line;
        sentence = "";
        tell();
      },
    };
  }

  return {
    /**
     * @param {MapWish | null} wish  null: nothing is wanted any more
     * @param {string} [key]  of everything that the map depends on
     */
    want(wish, key = "") {
      if (key === (wanted?.key ?? "")) return;
      drop();
      wanted = wish && { wish, key };
      start();
    },
    /** Compute no more of it; what has come stays. */
    halt() {
      drop();
      halted = true;
      tell();
    },
    resume() {
      if (!halted) return;
      start();
      tell();
    },
    get held() {
      return held;
    },
    /** Whether what is held belongs to the map that is wanted. */
    get fresh() {
      return held.key === (wanted?.key ?? "");
    },
    /** Another number whenever something has come. */
    get version() {
      return version;
    },
    get progress() {
      return progress;
    },
    /** A sentence about what is waited for. */
    get waiting() {
      return sentence || (progress.text ?? "");
    },
    get failing() {
      return failures > 0;
    },
    get halted() {
      return halted;
    },
    close: drop,
  };
}
