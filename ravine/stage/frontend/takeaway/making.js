/** A button that makes a file, what it will be, how far it is, and a way to call it off. */

import { h, name, write } from "../page/dom.js";

const SAID_EVERY = 0.25; // of the way: a screen reader must have time for each

/**
 * @param {{start: string, cancel: string, progress: string, failed: string, cancelled: string}} words  keys
 * @param {import("./dialog.js").Act} act
 * @param {(signal: AbortSignal, progress: (share: number) => void) => Promise<void>} make  makes the file and saves it
 */
export function createMaking(words, act, make) {
  const start = h("button", { type: "button", class: "rv-button rv-take-make" });
  start.append(h("span", { say: words.start }));
  const size = h("span", { class: "rv-take-size" });
  const bar = h("progress", { max: 1, value: 0 });
  const text = h("span", { class: "rv-take-size", "aria-hidden": "true" });
  const cancel = h("button", { type: "button", class: "rv-button rv-text" });
  cancel.append(h("span", { say: words.cancel }));
  const way = h("div", { class: "rv-take-way", hidden: true }, bar, text, cancel);
  const element = h("div", {}, h("div", { class: "rv-take-row" }, start, size), way);
  /** @type {AbortController | null} */
  let running = null;
  let heard = 0;

  /** @param {number} share */
  function progress(share) {
    bar.value = share;
    const sentence = act.word(words.progress, { share: `${Math.floor(share * 100)} %` });
    write(text, sentence);
    name(bar, sentence);
    if (share < heard + SAID_EVERY) return;
    heard = share;
    act.say(sentence);
  }

  async function run() {
    if (running) return;
    const mine = new AbortController();
    running = mine;
    heard = 0;
    progress(0);
    show(true);
    cancel.focus({ preventScroll: true });
    try {
      await make(mine.signal, (share) => running === mine && progress(share));
    } catch (error) {
      if (running !== mine) return; // called off by closing: nobody waits for a word
      if (!mine.signal.aborted) console.info("ravine: nothing was made:", error);
      act.say(act.word(mine.signal.aborted ? words.cancelled : words.failed));
    }
    if (running === mine) done();
  }

  function done() {
    const focused = way.contains(document.activeElement);
    running = null;
    show(false);
    if (focused) start.focus({ preventScroll: true });
  }

  /** @param {boolean} making */
  function show(making) {
    way.hidden = !making;
    start.disabled = making || !ready;
  }
  let ready = true;

  start.addEventListener("click", run);
  cancel.addEventListener("click", () => running?.abort());
  return {
    element,
    get running() {
      return !!running;
    },
    /**
     * @param {string} what  of the file that would be made
     * @param {boolean} can  whether it can be
     */
    offer(what, can) {
      ready = can;
      write(size, what);
      show(!!running);
    },
    /** Ends what runs. */
    close() {
      if (!running) return;
      running.abort();
      done();
    },
  };
}
