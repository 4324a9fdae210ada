import assert from "node:assert/strict";
import test from "node:test";
import {
  bench,
  LINK,
  longAnswer,
  OFFER,
  PAYLOAD,
  PROGRESS,
  shown,
  turn,
  WORDS,
} from "./long-source.js";

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
  await (await b.long(PROGRESS)).close();
  assert.equal(shown(b)[0], "run", "the sentence makes way at once");
  await b.pass(3000);
  await b.long(OFFER);
  b.source.insist();
  await b.fail(Object.assign(new Error("429"), { sentence: "The line is full." }));
  assert.deepEqual(b.cards.at(-1).labels, WORDS, "it can be given up");
  await b.pass(3000);
  await b.answer(PAYLOAD);
  assert.deepEqual([b.asked.length, shown(b)], [5, null]);
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
