/** A source of races whose server takes long, for tests of waiting. */

import { createRaceSource } from "../../ravine/stage/frontend/protocol/race-source.js";

export const LINK = { query: "s=bowl&steps=10000", lang: "en", file: "", seeds: "" };
export const WORDS = { run: "Run", steps: "Take 1,000 steps", cancel: "Cancel" };
export const OFFER = { text: "About 40 s.", words: WORDS, ask: true, steps: 1000 };
export const PROGRESS = { text: "20 s left", words: WORDS, share: 0.5, ahead: null };
export const PAYLOAD = Uint8Array.of(10, 1, 10);
const encode = (text) => new TextEncoder().encode(text);
export const turn = () => new Promise((done) => setImmediate(done));

/** A response that comes line by line. */
export function longAnswer() {
  let controller;
  const long = { ended: false };
  const body = new ReadableStream({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      long.ended = true;
    },
  });
  return Object.assign(long, {
    response: new Response(body, { status: 202 }),
    line: async (value) => {
      controller.enqueue(encode(`${JSON.stringify(value)}\n`));
      await turn();
    },
    pay: async (bytes = PAYLOAD) => {
      controller.enqueue(encode(`${JSON.stringify({ bytes: bytes.length })}\n`));
      controller.enqueue(bytes);
      controller.close();
      await turn();
    },
    close: async () => {
      controller.close();
      await turn();
    },
  });
}

/** A source whose server answers when told to, with a manual clock. */
export function bench(t, { first = null } = {}) {
  const said = t.mock.method(console, "info", () => {});
  const [asked, cards, taken, timers] = [[], [], [], new Set()];
  let time = 0;
  const source = createRaceSource({
    ask: (question, signal) =>
      new Promise((done, failed) => {
        asked.push({ ...question, signal, done, failed });
        signal.addEventListener("abort", () => failed(signal.reason));
      }),
    first,
    have: () => ["w"],
    take: (bytes) => {
      taken.push(bytes);
      const { query, change } = asked.at(-1);
      return {
        query: new URLSearchParams([
          ...new URLSearchParams(query),
          ...Object.entries(change),
        ]).toString(),
        lang: "en",
      };
    },
    tell: (card) => cards.push(card),
    later: (run, ms) => {
      const timer = { run, at: time + ms };
      timers.add(timer);
      return timer;
    },
    cancel: (timer) => timers.delete(timer),
    now: () => time,
  });
  return {
    ...{ source, asked, cards, taken, said },
    want: async (change = {}, link = LINK) => {
      source.want({ ...link, change });
      await turn();
    },
    /** The server's answer to the newest question. */
    answer: async (answer) => {
      asked.at(-1).done(answer);
      await turn();
    },
    long: async (...lines) => {
      const long = longAnswer();
      asked.at(-1).done(long.response);
      await turn();
      for (const each of lines) await long.line(each);
      return long;
    },
    fail: async (error) => {
      asked.at(-1).failed(error);
      await turn();
    },
    pass: async (ms) => {
      time += ms;
      for (const timer of [...timers].filter(({ at }) => at <= time)) {
        timers.delete(timer);
        timer.run();
      }
      await turn();
    },
  };
}

/** What the newest card says. */
export const shown = ({ cards }) => {
  const card = cards.at(-1);
  return card && [card.kind, card.text, card.steps, card.share];
};
