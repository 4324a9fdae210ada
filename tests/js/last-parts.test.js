import assert from "node:assert/strict";
import test from "node:test";
import { isTooLate, offer, takeOffered } from "../../ravine/stage/frontend/page/handover.js";
import { fitting, partsOf, rememberParts } from "../../ravine/stage/frontend/page/last-parts.js";
import { lastIds, lastPayload } from "../../ravine/stage/frontend/page/last-visit.js";
import { unpack } from "../../ravine/stage/frontend/protocol/payload.js";

const VERSION = new URL("../../ravine/stage/frontend/page/", import.meta.url).href;
const part = (...numbers) => ({
  json: { first: numbers[0] },
  arrays: { z: Float64Array.from(numbers) },
  shapes: { z: [numbers.length] },
});
const scene = (parts, file = "") => ({ header: { samples: { file } }, parts: new Map(parts) });
const large = (bytes) => ({
  json: {},
  arrays: { z: new Float32Array(bytes / 4) },
  shapes: { z: [bytes / 4] },
});

/** Storage of a browser, with the caches as they may be on a page without TLS: missing. */
function browser(t, { caches = true } = {}) {
  const entries = new Map();
  const kept = new Map();
  const before = { ...globalThis };
  globalThis.localStorage = {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => entries.set(key, value),
    removeItem: (key) => entries.delete(key),
  };
  if (caches)
    globalThis.caches = {
      open: async (name) => ({
        match: async (key) => kept.get(`${name} ${key}`)?.clone(),
        put: async (key, response) => void kept.set(`${name} ${key}`, response),
      }),
    };
  t.after(() => {
    globalThis.localStorage = before.localStorage;
    delete globalThis.caches;
  });
  t.mock.timers.enable({ apis: ["setTimeout"] });
  return { entries, kept };
}

const turns = () =>
  new Promise((done) => setImmediate(() => setImmediate(() => setImmediate(done))));

test("the next visit has the parts of the race that stayed on the screen, to the bit", async (t) => {
  browser(t);
  assert.deepEqual([lastIds(), await lastPayload()], [[], null]);
  rememberParts(scene([["a", part(1)]]));
  rememberParts(
    scene([
      ["b", part(-0, 0.1, Number.NaN)],
      ["c", part(3)],
    ]),
  );
  t.mock.timers.tick(1999);
  assert.deepEqual(lastIds(), []);
  t.mock.timers.tick(1);
  await turns();
  assert.deepEqual(lastIds(), ["b", "c"]);
  const parts = partsOf(await lastPayload());
  assert.deepEqual([...parts.keys()], ["b", "c"]);
  assert.ok(Object.is(parts.get("b").arrays.z[0], -0) && Object.is(parts.get("b").json.first, -0));
  assert.deepEqual([...parts.get("b").arrays.z], [-0, 0.1, Number.NaN]);
});

test("a visitor's own data are not left behind", async (t) => {
  browser(t);
  rememberParts(scene([["a", part(1)]]));
  rememberParts(scene([["own", part(2)]], "csv-1"));
  t.mock.timers.tick(10_000);
  await turns();
  assert.deepEqual(lastIds(), []);
});

test("what is too large is left out, and what comes after it is not", () => {
  const parts = new Map([
    ["words", part(1)],
    ["run", large(1_000_001 * 4)],
    ["other", part(2)],
  ]);
  assert.deepEqual([...fitting(parts).keys()], ["words", "other"]);
  const many = new Map([0, 1, 2].map((i) => [`${i}`, large(400_000)]));
  assert.deepEqual(
    [...fitting(many).keys()],
    ["0", "1"],
    "together they have at most a million bytes",
  );
});

test("a browser without caches, or with a list of something else, has no parts", async (t) => {
  const { entries } = browser(t, { caches: false });
  rememberParts(scene([["a", part(1)]]));
  t.mock.timers.tick(2000);
  await turns();
  assert.deepEqual(lastIds(), []);
  for (const text of ["{", "7", "null", "[]", JSON.stringify({ version: VERSION, ids: 3 })]) {
    entries.set("ravine-parts", text);
    assert.deepEqual(lastIds(), []);
  }
  entries.set("ravine-parts", JSON.stringify({ version: VERSION, ids: ["a"] }));
  assert.deepEqual([lastIds(), await lastPayload()], [["a"], null]);
  entries.set("ravine-parts", JSON.stringify({ version: "an older one", ids: ["a"] }));
  assert.deepEqual(lastIds(), []);
});

test("parts that are not found soon are done without", async (t) => {
  const { entries } = browser(t);
  entries.set("ravine-parts", JSON.stringify({ version: VERSION, ids: ["a"] }));
  globalThis.caches = { open: () => new Promise(() => {}) };
  const waiting = lastPayload();
  t.mock.timers.tick(1000);
  assert.equal(await waiting, null);
});

test("a payload that cannot be read has no parts", (t) => {
  t.mock.method(console, "info", () => {});
  assert.equal(partsOf(new Uint8Array([1, 2, 3])).size, 0);
  assert.equal(partsOf(null).size, 0);
  assert.throws(() => unpack(new Uint8Array([1, 2, 3])));
});

test("a race is handed to one stage; a stage that has begun is offered none", () => {
  assert.equal(isTooLate(), false);
  const first = { race: {}, answer: Promise.resolve() };
  offer(first);
  assert.deepEqual([takeOffered(), takeOffered(), isTooLate()], [first, null, true]);
});
