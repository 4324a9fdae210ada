import assert from "node:assert/strict";
import test from "node:test";
import { createRaceSource } from "../../ravine/stage/frontend/protocol/race-source.js";

const LINK = { query: "s=bowl&steps=10000", lang: "en", file: "", seeds: "" };
const WORDS = { run: "Run", steps: "Take 1,000 steps", cancel: "Cancel" };
const OFFER = { text: "About 40 s.", words: WORDS, ask: true, steps: 1000 };
const PROGRESS = { text: "20 s left", words: WORDS, share: 0.5, ahead: null };
const PAYLOAD = Uint8Array.of(10, 1, 10);
const encode = (text) => new TextEncoder().encode(text);
const turn = () => new Promise((done) => setImmediate(done));

/** A response that comes line by line. */
function longAnswer() {
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
function bench(t, { first = null } = {}) {
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

const shown = ({ cards }) => {
  const card = cards.at(-1);
  return card && [card.kind, card.text, card.steps, card.share];
};

test("a long race is asked about, and not again for the same wish", async (t) => {
  const b = bench(t);
  await b.want();
  const long = await b.long(OFFER);
  await long.close();
  await b.want();
  assert.deepEqual(shown(b), ["ask", "About 40 s.", 1000, 0]);
  assert.deepEqual([b.asked.length, b.source.settled, b.asked[0].patient], [1, false, undefined]);
});

test("all the same it is run: the same question, patiently, with a card at once", async (t) => {
  const b = bench(t);
  await b.want();
  await b.long(OFFER);
  b.source.insist();
  assert.deepEqual(shown(b), ["run", "About 40 s.", null, 0]);
  assert.deepEqual([b.asked.length, b.asked[1].query, b.asked[1].patient], [2, LINK.query, true]);
  const long = await b.long(PROGRESS);
  assert.deepEqual(shown(b), ["run", "20 s left", null, 0.5]);
  await b.want();
  assert.equal(long.ended, false, "the same wish");
  await long.pay();
  assert.deepEqual([b.taken, shown(b), b.source.settled], [[PAYLOAD], null, true]);
});

test("another wish ends the wait at once, and is asked for without patience", async (t) => {
  const b = bench(t);
  await b.want();
  await b.long(OFFER);
  b.source.insist();
  const long = await b.long(PROGRESS);
  await b.want({ "gd.lr": 0.2 });
  assert.deepEqual([long.ended, b.asked[1].signal.aborted, shown(b)], [true, true, null]);
  assert.deepEqual([b.asked[2].change, b.asked[2].patient], [{ "gd.lr": 0.2 }, undefined]);
  await b.answer(PAYLOAD);
  await b.want();
  assert.equal(b.asked[3].patient, undefined, "what was said of it is forgotten");
});

test("another wish ends a patient request that has no answer yet, a short one is waited for", async (t) => {
  const b = bench(t);
  await b.want();
  await b.want({ "gd.lr": 0.1 });
  assert.deepEqual([b.asked.length, b.asked[0].signal.aborted], [1, false]);
  await b.answer(PAYLOAD);
  await b.long(OFFER);
  b.source.insist();
  await b.want({ "gd.lr": 0.2 });
  assert.deepEqual([b.asked.length, b.asked[2].signal.aborted], [4, true]);
});

test("an answer that turns out to be long is not waited for if another race is wanted by then", async (t) => {
  const b = bench(t);
  await b.want();
  await b.want({ "gd.lr": 0.1 });
  const long = await b.long(PROGRESS);
  assert.deepEqual([long.ended, b.asked.length, b.cards], [true, 2, []]);
});

test("the session's confirmation of a change whose race is waited for ends nothing", async (t) => {
  const b = bench(t);
  await b.want({ steps: 9000 });
  const query = "s=bowl&steps=9000";
  await b.long({ ...OFFER, query, lang: "en" });
  await b.want({}, { ...LINK, query });
  b.source.insist();
  const long = await b.long({ ...PROGRESS, query, lang: "en" });
  await b.want({}, { ...LINK, query });
  assert.deepEqual([b.asked.length, long.ended], [2, false]);
  await b.want({}, { ...LINK, query: "s=bowl&steps=8000" });
  assert.deepEqual([b.asked.length, long.ended], [3, true]);
});

test("a question stays on the page until the next answer, and leaves when the old race is wanted again", async (t) => {
  const b = bench(t);
  const short = { ...LINK, query: "s=bowl" };
  await b.want({}, short);
  await b.answer(PAYLOAD);
  assert.deepEqual(b.cards, []);
  await b.want();
  await b.long(OFFER);
  await b.want({ "gd.lr": 0.1 });
  assert.deepEqual(shown(b), ["ask", "About 40 s.", 1000, 0]);
  await b.long({ ...OFFER, text: "About 41 s." });
  assert.deepEqual(shown(b), ["ask", "About 41 s.", 1000, 0]);
  await b.want({}, short);
  assert.deepEqual([shown(b), b.source.settled], [null, true]);
});

test("what is over soon is not announced, what lasts is", async (t) => {
  const b = bench(t);
  await b.want();
  const soon = await b.long(PROGRESS);
  await b.pass(200);
  await soon.pay();
  await b.pass(1000);
  assert.deepEqual(b.cards, []);
  await b.want({ "gd.lr": 0.1 });
  const long = await b.long(PROGRESS);
  await b.pass(299);
  assert.deepEqual(b.cards, []);
  await b.pass(1);
  assert.equal(b.cards.length, 1);
  await long.line({ ...PROGRESS, share: 0.6 });
  assert.deepEqual([b.cards.length, b.cards[1].share], [2, 0.6]);
});

test("given up, it is asked about again; the answer is ended, and the same wish begins nothing", async (t) => {
  const b = bench(t);
  await b.want();
  await b.long(OFFER);
  b.source.insist();
  const long = await b.long(PROGRESS);
  b.source.giveUp();
  await turn();
  assert.deepEqual([long.ended, shown(b)], [true, ["ask", "About 40 s.", 1000, 0]]);
  await b.want();
  assert.equal(b.asked.length, 2);
  b.source.insist();
  assert.deepEqual([b.asked.length, b.asked[2].patient], [3, true]);
});

test("given up before there was a question, it can still be run", async (t) => {
  const b = bench(t);
  await b.want();
  const long = await b.long();
  await b.pass(400);
  await long.line(PROGRESS);
  b.source.giveUp();
  await turn();
  assert.deepEqual([long.ended, shown(b)], [true, ["ask", "20 s left", null, 0.5]]);
  b.source.insist();
  assert.equal(b.asked[1].patient, true);
});

test("an answer that is cut off is asked for again later, as patiently; giving up ends that too", async (t) => {
  const b = bench(t);
  await b.want();
  await b.long(OFFER);
  b.source.insist();
  await (await b.long(PROGRESS)).close();
  assert.deepEqual([b.asked.length, shown(b)[0]], [2, "run"]);
  await b.pass(1500);
  assert.deepEqual([b.asked.length, b.asked[2].patient], [3, true]);
  await (await b.long(PROGRESS)).close();
  b.source.giveUp();
  await b.pass(20_000);
  assert.deepEqual([b.asked.length, shown(b)[0]], [3, "ask"]);
});

test("a server that asks once more, though the visitor has said so, is not asked for ever", async (t) => {
  const b = bench(t);
  await b.want();
  await b.long(OFFER);
  b.source.insist();
  await b.long(OFFER);
  assert.deepEqual([b.asked.length, shown(b)[0]], [2, "ask"]);
});

test("said of a question that another wish has overtaken, it holds for the newest race", async (t) => {
  const b = bench(t);
  await b.want();
  await b.long(OFFER);
  await b.want({ "gd.lr": 0.1 });
  b.source.insist();
  await b.long(OFFER);
  assert.deepEqual([b.asked.length, b.asked[2].patient], [3, true]);
  assert.deepEqual(b.asked[2].change, { "gd.lr": 0.1 });
});

test("a full line is told, and tried again later without a line in the console", async (t) => {
  const b = bench(t);
  await b.want();
  await b.fail(Object.assign(new Error("429"), { sentence: "The line is full." }));
  assert.deepEqual([shown(b), b.cards[0].labels], [["full", "The line is full.", null, 0], null]);
  assert.equal(b.said.mock.callCount(), 0);
  await b.pass(1500);
  await b.long(OFFER);
  b.source.insist();
  await b.fail(Object.assign(new Error("429"), { sentence: "The line is full." }));
  assert.deepEqual(b.cards.at(-1).labels, WORDS, "it can be given up");
  await b.pass(3000);
  await b.answer(PAYLOAD);
  assert.deepEqual([b.asked.length, shown(b)], [4, null]);
});

test("a long race that the page has asked for before is read on if it is the wanted one", async (t) => {
  for (const [query, asks] of [
    [LINK.query, 0],
    ["s=bowl", 1],
  ]) {
    const long = longAnswer();
    const race = { query: "", lang: "en-GB" };
    const b = bench(t, { first: { race, answer: Promise.resolve(long.response) } });
    await b.want();
    await b.pass(400);
    await long.line({ ...PROGRESS, query, lang: "en" });
    assert.deepEqual([long.ended, b.cards.length, b.asked.length], [asks > 0, 1 - asks, asks]);
  }
});

test("a closed stage ends what it waits for", async (t) => {
  const b = bench(t);
  await b.want();
  const long = await b.long(PROGRESS);
  b.source.stop();
  await turn();
  assert.deepEqual([long.ended, b.asked[0].signal.aborted], [true, true]);
  b.source.insist();
  await b.want({ "gd.lr": 0.1 });
  await b.pass(20_000);
  assert.deepEqual([b.asked.length, b.cards], [1, []]);
});
