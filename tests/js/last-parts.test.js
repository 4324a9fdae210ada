import assert from "node:assert/strict";
import test from "node:test";
import { isTooLate, offer, takeOffered } from "../../ravine/stage/frontend/page/handover.js";
import { fitting, partsOf, rememberParts } from "../../ravine/stage/frontend/page/last-parts.js";
import { lastVisit } from "../../ravine/stage/frontend/page/last-visit.js";

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

/** The local storage of a browser, with room for so many characters. */
function browser(t, room = 5_000_000) {
  const entries = new Map();
  globalThis.localStorage = {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new Error("no room");
      entries.set(key, value);
    },
  };
  t.after(() => {
    delete globalThis.localStorage;
  });
  t.mock.method(console, "info", () => {});
  t.mock.timers.enable({ apis: ["setTimeout"] });
  return entries;
}

const ids = () => lastVisit()?.ids ?? [];

test("the next visit has the parts of the race that stayed on the screen, to the bit", (t) => {
  browser(t);
  assert.equal(lastVisit(), null);
  const bits = part(-0, 0.1, Number.NaN, ...Array.from({ length: 5000 }, (_, i) => Math.sin(i)));
  rememberParts(scene([["a", part(1)]]));
  rememberParts(
    scene([
      ["b", bits],
      ["c", part(3)],
    ]),
  );
  t.mock.timers.tick(1999);
  assert.deepEqual(ids(), []);
  t.mock.timers.tick(1);
  assert.deepEqual(ids(), ["b", "c"]);
  const parts = partsOf(lastVisit());
  assert.deepEqual([...parts.keys()], ["b", "c"]);
  assert.ok(Object.is(parts.get("b").json.first, -0));
  assert.deepEqual(
    new Uint8Array(parts.get("b").arrays.z.slice().buffer),
    new Uint8Array(bits.arrays.z.buffer),
  );
});

test("a visitor's own data are not left behind", (t) => {
  browser(t);
  rememberParts(scene([["a", part(1)]]));
  rememberParts(scene([["own", part(2)]], "csv-1"));
  t.mock.timers.tick(10_000);
  assert.deepEqual(ids(), []);
});

test("what is too large is left out, and what comes after it is not", (t) => {
  const parts = new Map([
    ["words", part(1)],
    ["run", large(400_004)],
    ["other", part(2)],
  ]);
  assert.deepEqual([...fitting(parts).keys()], ["words", "other"]);
  const many = new Map([0, 1, 2].map((i) => [`${i}`, large(160_000)]));
  assert.deepEqual([...fitting(many).keys()], ["0", "1"], "together they have at most 400 KB");
  browser(t);
  const told = { ...part(1), json: { text: "x".repeat(600_000) } };
  rememberParts(scene([["told", told]]));
  t.mock.timers.tick(2000);
  assert.deepEqual(ids(), []);
});

test("a browser without room, or with something else in its place, has no parts", (t) => {
  const entries = browser(t, 10);
  rememberParts(scene([["a", part(1)]]));
  t.mock.timers.tick(2000);
  assert.deepEqual(ids(), []);
  for (const text of ["", "{", "[]", "an older version\na,b\n\nbytes", `${VERSION}`]) {
    entries.set("ravine-parts", text);
    assert.deepEqual(ids(), [], text);
  }
  delete globalThis.localStorage;
  assert.equal(lastVisit(), null);
});

test("what cannot be read has no parts", (t) => {
  const entries = browser(t);
  entries.set("ravine-parts", `${VERSION}\na,b\n\nbytes`);
  assert.deepEqual(ids(), ["a", "b"]);
  assert.equal(partsOf(lastVisit()).size, 0);
  assert.equal(partsOf(null).size, 0);
});

test("a race is handed to one stage; a stage that has begun is offered none", () => {
  assert.equal(isTooLate(), false);
  const first = { race: {}, answer: Promise.resolve() };
  offer(first);
  assert.deepEqual([takeOffered(), takeOffered(), isTooLate()], [first, null, true]);
});
