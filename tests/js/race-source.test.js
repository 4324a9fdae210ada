import assert from "node:assert/strict";
import test from "node:test";
import { createRaceSource } from "../../ravine/stage/frontend/protocol/race-source.js";

const LINK = { query: "s=bowl", lang: "en", file: "", seeds: "" };
const turn = () => new Promise((done) => setImmediate(done));

/** A source whose server answers when told to, with a manual clock. */
function bench(t, { first = null } = {}) {
  t.mock.method(console, "info", () => {});
  const asked = [];
  const taken = [];
  let missing = false;
  let timer = null;
  const source = createRaceSource({
    ask: (question) => new Promise((done, failed) => asked.push({ ...question, done, failed })),
    first,
    have: () => ["w", "s"],
    take: (header) => {
      taken.push(header);
      return missing ? null : header;
    },
    later: (run, ms) => {
      timer = { run, ms };
      return timer;
    },
    cancel: () => {
      timer = null;
    },
  });
  return {
    source,
    asked,
    taken,
    want: (change = {}, link = LINK) => source.want({ ...link, change }),
    answer: async (header) => {
      asked.at(-1).done({ ...LINK, ...header });
      await turn();
    },
    fail: async () => {
      asked.at(-1).failed(new Error("503"));
      await turn();
    },
    fire: async () => {
      timer.run();
      await turn();
    },
    lose: (value) => {
      missing = value;
    },
    timer: () => timer,
  };
}

test("a race is asked for once, with the parts that are held", async (t) => {
  const { source, asked, want, answer } = bench(t);
  want();
  assert.deepEqual([asked[0].query, asked[0].have, source.settled], ["s=bowl", ["w", "s"], false]);
  await answer();
  want();
  assert.deepEqual([asked.length, source.settled], [1, true]);
});

test("one request is in flight at a time; then the newest wish is asked for", async (t) => {
  const { asked, want, answer, taken } = bench(t);
  for (const lr of [0.1, 0.2, 0.3]) want({ "gd.lr": lr });
  assert.equal(asked.length, 1);
  await answer({ query: "s=bowl&gd.lr=0.1" });
  assert.deepEqual(asked[1].change, { "gd.lr": 0.3 });
  await answer({ query: "s=bowl&gd.lr=0.3" });
  assert.deepEqual([asked.length, taken.length], [2, 2]);
});

test("the session's confirmation of a change whose race is here asks for nothing", async (t) => {
  const { source, asked, want, answer } = bench(t);
  want({ "gd.lr": 0.1 });
  want({}, { ...LINK, query: "s=bowl&gd.lr=0.1" });
  await answer({ query: "s=bowl&gd.lr=0.1" });
  assert.deepEqual([asked.length, source.settled], [1, true]);
  want({}, { ...LINK, query: "s=bowl&gd.lr=0.2" });
  assert.equal(
    asked.length,
    2,
    "the session has another race: a change was made elsewhere on the page",
  );
});

test("another language, file of results or link is another race", async (t) => {
  const { asked, want, answer } = bench(t);
  want();
  await answer();
  for (const change of [{ lang: "ko" }, { seeds: "a" }, { query: "s=saddle" }]) {
    want({}, { ...LINK, ...change });
    await answer(change);
  }
  assert.equal(asked.length, 4);
});

test("an answer that does not match its link is not asked for again and again", async (t) => {
  const { asked, want, answer, source } = bench(t);
  want();
  await answer({ query: "s=saddle" });
  assert.deepEqual([asked.length, source.settled], [1, true]);
});

test("without an answer the race is asked for after ever longer waits; a new wish waits for none", async (t) => {
  const { asked, want, answer, fail, fire, timer } = bench(t);
  want();
  const waits = [];
  for (let i = 0; i < 5; i += 1) {
    await fail();
    waits.push(timer().ms);
    await fire();
  }
  assert.deepEqual(waits, [1500, 3000, 6000, 12000, 12000]);
  await fail();
  want({ "gd.lr": 0.2 });
  await turn();
  assert.deepEqual([asked.length, asked.at(-1).change, timer()], [7, { "gd.lr": 0.2 }, null]);
  await answer({ query: "s=bowl&gd.lr=0.2" });
  want({ "gd.lr": 0.3 });
  await fail();
  assert.equal(timer().ms, 1500);
});

test("if parts are missing here, all are asked for: at once, then after a wait", async (t) => {
  const { asked, want, answer, lose, fire, timer, source } = bench(t);
  lose(true);
  want();
  await answer();
  assert.deepEqual([asked.length, asked[1].have, timer()], [2, [], null]);
  await answer();
  assert.deepEqual([asked.length, timer().ms], [2, 1500]);
  lose(false);
  await fire();
  await answer();
  assert.deepEqual([asked.length, asked[2].have, source.settled], [3, [], true]);
  want({ "gd.lr": 0.2 });
  assert.deepEqual(asked[3].have, ["w", "s"]);
});

test("a race that the page has asked for is not asked for again, whatever its link was called", async (t) => {
  const race = { query: "", lang: "en-GB" };
  for (const link of [race, LINK]) {
    const { asked, taken, want, source } = bench(t, {
      first: { race, answer: Promise.resolve(LINK) },
    });
    want({}, link);
    await turn();
    assert.deepEqual([asked.length, taken.length, source.settled], [0, 1, true]);
  }
  const { asked, want } = bench(t, { first: { race, answer: Promise.reject(new Error("503")) } });
  want();
  await turn();
  assert.equal(asked.length, 1, "it failed");
});

test("a closed stage takes nothing and asks for nothing", async (t) => {
  const { source, asked, taken, want, answer } = bench(t);
  want();
  source.stop();
  await answer();
  want({ "gd.lr": 0.2 });
  assert.deepEqual([asked.length, taken.length], [1, 0]);
});
