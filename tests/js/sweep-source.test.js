import assert from "node:assert/strict";
import test from "node:test";
import { createSweepSource, keyOf } from "../../ravine/stage/frontend/sweep/sweep-source.js";

const RATES = Float64Array.of(1e-4, 1e-3, 1e-2, 1e-1, 1);
const QUERY = "s=bowl&o=gd,adam&gd.lr=0.1&adam~2.lr=3&steps=50&loss=linear";

test("neither rates nor the view make another sweep, everything else does", () => {
  const view = ["loss", "sweep"];
  const key = keyOf({ query: QUERY, lang: "en" }, view);
  assert.equal(
    keyOf({ query: QUERY.replace("0.1", "0.2").replace("linear", "log"), lang: "en" }, view),
    key,
  );
  assert.notEqual(keyOf({ query: QUERY.replace("50", "51"), lang: "en" }, view), key);
  assert.notEqual(keyOf({ query: QUERY, lang: "ko" }, view), key);
  assert.notEqual(keyOf({ query: QUERY, lang: "en", file: "a" }, view), key);
});

/** A source whose requests are answered by hand. */
function sourceOf() {
  const asked = [];
  const timers = [];
  let news = 0;
  const source = createSweepSource({
    ask: (question, signal) =>
      new Promise((resolve, reject) => {
        let controller;
        const body = new ReadableStream({ start: (given) => (controller = given) });
        const say = (...lines) => {
          for (const line of lines) controller.enqueue(Uint8Array.from(line));
          return new Promise((done) => setTimeout(done, 5));
        };
        asked.push({ question, signal, say, begin: () => resolve(body), fail: reject });
      }),
    view: ["loss"],
    news: () => (news += 1),
    later: (run) => timers.push(run),
    cancel: () => {},
  });
  return { source, asked, timers, news: () => news };
}

const text = (value) => [...new TextEncoder().encode(`${JSON.stringify(value)}\n`)];
const numbers = (array) => [...new Uint8Array(array.buffer)];
const COLUMNS = ["j", "final", "best", "mean", "reached", "stopped"].map((name) => [
  name,
  "float64",
]);
const AXES = [{ racer: "gd", name: "lr", size: 5 }];
const head = [
  ...text({ target: 1, text: "", columns: COLUMNS, axes: AXES, bytes: 40 }),
  ...numbers(RATES),
];
const cell = (j, loss) => [
  ...text({ racer: "gd", stride: 1, count: 1, bytes: 48 }),
  ...numbers(Float64Array.of(j, loss, loss, loss, -1, -1)),
];

test("older curves stay until the first of the new ones, and no rate is asked about again", async () => {
  const { source, asked } = sourceOf();
  source.want({ query: "s=bowl", lang: "en" });
  asked[0].begin();
  await asked[0].say(head, cell(0, 5));
  assert.deepEqual(
    [source.source.fresh, source.sweep.whole, source.sweep.curves.get("gd").final[0]],
    [true, false, 5],
  );
  await asked[0].say(cell(1, 4), text({ done: true }));
  assert.equal(source.sweep.whole, true);
  source.want({ query: "s=bowl&gd.lr=3&loss=linear", lang: "en" });
  assert.equal(asked.length, 1);
  source.want({ query: "s=bowl&steps=9", lang: "en" });
  asked[1].begin();
  await asked[1].say(head);
  assert.deepEqual([source.source.fresh, source.sweep.curves.get("gd").final[0]], [false, 5]);
  await asked[1].say(cell(0, 6));
  assert.deepEqual([source.source.fresh, source.sweep.curves.get("gd").final[0]], [true, 6]);
  assert.ok(asked[0].question.page && asked[0].question.page === asked[1].question.page);
});

test("another wish ends the request; nothing that comes late is shown", async () => {
  const { source, asked } = sourceOf();
  source.want({ query: "s=bowl", lang: "en" });
  source.want({ query: "s=rosenbrock", lang: "en" });
  assert.equal(asked[0].signal.aborted, true);
  asked[0].begin();
  await asked[0].say(head, cell(0, 5));
  assert.equal(source.sweep.curves.size, 0);
  source.want(null);
  assert.equal(asked[1].signal.aborted, true);
  assert.equal(asked.length, 2);
});

test("what fails is asked for again, and what the server says is told", async () => {
  const { source, asked, timers } = sourceOf();
  source.want({ query: "s=bowl", lang: "en" });
  asked[0].fail(Object.assign(new Error("429"), { sentence: "full" }));
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(
    [source.source.waiting, source.source.failing, timers.length],
    ["full", true, 1],
  );
  timers[0]();
  asked[1].begin();
  await asked[1].say(text({ share: 0, ahead: 1, text: "one before" }));
  assert.equal(source.source.waiting, "one before");
  await asked[1].say(head, cell(0, 1), text({ done: true }));
  assert.deepEqual(
    [source.source.waiting, source.source.failing, source.sweep.whole],
    ["", false, true],
  );
});

test("what the visitor cancels keeps its cells, and goes on from the beginning when resumed", async () => {
  const { source, asked } = sourceOf();
  source.want({ query: "s=bowl", lang: "en" });
  asked[0].begin();
  await asked[0].say(head, cell(0, 5), text({ share: 0.4, left: 2 }));
  assert.deepEqual(source.source.progress, { share: 0.4, left: 2 });
  source.source.halt();
  assert.deepEqual(
    [asked[0].signal.aborted, source.source.halted, source.sweep.curves.get("gd").final[0]],
    [true, true, 5],
  );
  source.want({ query: "s=bowl", lang: "en" });
  assert.equal(asked.length, 1, "the same map is still called off");
  source.source.resume();
  asked[1].begin();
  await asked[1].say(head, cell(0, 5), text({ done: true }));
  assert.deepEqual([source.source.halted, source.sweep.whole], [false, true]);
});
