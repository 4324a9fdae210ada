import assert from "node:assert/strict";
import test from "node:test";

import { createChoice, KEY as GHOST } from "../../ravine/stage/frontend/kept/choice.js";
import { entryOf, LONGEST_NAME, nameOf, raceOf } from "../../ravine/stage/frontend/kept/entry.js";
import {
  MOST,
  merged,
  renamed,
  unlike,
  without,
  withRace,
} from "../../ravine/stage/frontend/kept/list.js";
import { suggestedName } from "../../ravine/stage/frontend/kept/names.js";
import { createStore, format, KEY, parse } from "../../ravine/stage/frontend/kept/store.js";
import { placer, sizeOf } from "../../ravine/stage/frontend/kept/thumbnail.js";
import { SURFACE, sceneOf } from "./scene.js";

const PICTURE = "data:image/webp;base64,UklGRg==";
const kept = (name, more = {}) => ({
  name,
  query: `s=bowl&n=${name}`,
  picture: PICTURE,
  when: 1,
  ...more,
});
const names = (list) => list.map(({ name }) => name);

/** Storage of a browser: in it `room` characters fit; without room for any it refuses everything. */
function storageOf({ room = Infinity, texts = {} } = {}) {
  return {
    texts,
    getItem: (key) => texts[key] ?? null,
    setItem(key, text) {
      if (text.length > room) throw new DOMException("full", "QuotaExceededError");
      texts[key] = text;
    },
    removeItem: (key) => delete texts[key],
  };
}
const forbidden = () => {
  throw new DOMException("denied", "SecurityError");
};

test("what is kept is there again, in another tab too", () => {
  const storage = storageOf();
  const [here, there] = [createStore(() => storage), createStore(() => storage)];
  assert.equal(
    here.change((list) => withRace(list, kept("a"))),
    "",
  );
  assert.equal(
    there.change((list) => withRace(list, kept("b"))),
    "",
  );
  assert.deepEqual(names(here.read()), ["b", "a"]);
  assert.deepEqual(here.read(), there.read());
  assert.deepEqual(parse(format(here.read())).list, here.read());
});

test("a browser that stores nothing says so, and one that is full loses nothing", () => {
  const refusing = createStore(forbidden);
  assert.deepEqual(refusing.read(), []);
  assert.equal(
    refusing.change((list) => withRace(list, kept("a"))),
    "kept-refused",
  );
  const none = createStore(() => storageOf({ room: 0 }));
  assert.equal(
    none.change((list) => withRace(list, kept("a"))),
    "kept-refused",
  );
  const storage = storageOf({ room: 150 });
  const store = createStore(() => storage);
  assert.equal(
    store.change((list) => withRace(list, kept("a"))),
    "",
  );
  assert.equal(
    store.change((list) => withRace(list, kept("b"))),
    "kept-full",
  );
  assert.deepEqual(names(store.read()), ["a"]);
  assert.equal(
    store.change((list) => without(list, "a")),
    "",
    "to remove one makes room",
  );
});

for (const foreign of [
  "",
  "{",
  "7",
  "null",
  "[]",
  '{"version":2,"kept":[]}',
  '{"kept":[]}',
  '{"version":1,"kept":{}}',
]) {
  test(`a text that is not of kept races is not read: ${foreign}`, () =>
    assert.equal(parse(foreign), null));
}

test("what another version of the page has stored is put aside before it is written over", () => {
  const newer = '{"version":2,"kept":[1]}';
  const storage = storageOf({ texts: { [KEY]: newer } });
  const store = createStore(() => storage);
  assert.deepEqual(store.read(), []);
  store.change((list) => withRace(list, kept("a")));
  assert.deepEqual(names(store.read()), ["a"]);
  assert.ok(Object.values(storage.texts).includes(newer));
});

test("entries of a file that are no kept races are counted and left out", () => {
  const wrong = [
    ...[null, 7, "s=bowl", [], {}, { ...kept("a"), name: "" }, { ...kept("a"), name: 7 }],
    ...[
      { ...kept("a"), name: "\u200b \n" },
      { ...kept("a"), query: undefined },
    ],
    ...[
      { ...kept("a"), query: "javascript:alert(1)" },
      { ...kept("a"), query: ["s=bowl"] },
    ],
    ...[
      { ...kept("a"), query: "s=bowl#x" },
      { ...kept("a"), query: "s=" },
    ],
    ...[
      { ...kept("a"), query: "s=bowl and <b>" },
      { ...kept("a"), query: `s=bowl&n=${"x".repeat(24000)}` },
    ],
    ...[
      { ...kept("a"), picture: "https://elsewhere/a.png" },
      { ...kept("a"), picture: 7 },
    ],
    ...[
      { ...kept("a"), picture: "data:text/html;base64,AAAA" },
      { ...kept("a"), picture: "javascript:alert(1)" },
    ],
    ...[{ ...kept("a"), picture: 'data:image/png;base64,A" onerror="x' }],
    ...[
      { ...kept("a"), picture: "data:image/svg+xml;base64,AAAA" },
      { ...kept("a"), picture: `${PICTURE}${"A".repeat(2e5)}` },
    ],
  ];
  for (const entry of wrong)
    assert.equal(entryOf(entry), null, JSON.stringify(entry)?.slice(0, 80));
  const read = parse(JSON.stringify({ version: 1, kept: [kept("b"), ...wrong] }));
  assert.deepEqual([names(read.list), read.unusable], [["b"], wrong.length]);
});

test("a name is one line of bounded length, and markup in it stays text", () => {
  assert.equal(nameOf("  two\n\tlines\u202e "), "two lines");
  assert.equal([...nameOf("🙂".repeat(500))].length, LONGEST_NAME);
  const markup = "<img src=x onerror=alert(1)>";
  assert.equal(entryOf(kept("a", { name: markup })).name, markup);
});

test("of a query only the race is kept: a file from elsewhere locks and hides nothing", () => {
  assert.equal(raceOf("s=bowl&start=-2.0,1.0&o=gd,adam~2"), "s=bowl&start=-2.0,1.0&o=gd,adam~2");
  const race = new URLSearchParams(
    raceOf("?s=bowl&hide=heading,share&lock=1&embed=true&lang=ko&l=adam&p=x"),
  );
  assert.deepEqual([...race], [["s", "bowl"]]);
});

test("no two kept races have the same name", () => {
  const list = [kept("a"), kept("a (2)")];
  assert.equal(unlike("a", list), "a (3)");
  assert.equal(unlike("b", list), "b");
  const long = "x".repeat(LONGEST_NAME);
  const other = unlike(long, [kept(long)]);
  assert.equal(
    entryOf(kept("c", { name: other })).name,
    other,
    "with its number it is no longer than a name may be",
  );
  assert.deepEqual(names(renamed(list, "a", " a (2)\n")), ["a (2) (2)", "a (2)"]);
  assert.equal(renamed(list, "a", "  "), list);
  assert.equal(renamed(list, "a", "a"), list);
  assert.deepEqual(names(renamed(list, "a (2)", "new")), ["a", "new"]);
});

test("stored entries with the same name or race are told apart, or read once", () => {
  const storage = storageOf({
    texts: { [KEY]: format([kept("a"), kept("a"), kept("a", { query: "s=bowl&x=1" })]) },
  });
  assert.deepEqual(names(createStore(() => storage).read()), ["a", "a (2)"]);
});

test("a removed race comes back in its place", () => {
  const list = [kept("a"), kept("b"), kept("c")];
  const back = withRace(without(list, "b"), list[1], 1);
  assert.deepEqual(back, list);
  assert.equal(withRace(list, list[1], 1), list, "what is kept already is not kept twice");
});

test("a file adds what is not there yet, as far as there is room", () => {
  const list = [kept("a"), kept("b")];
  const more = [
    kept("other", { query: list[0].query }),
    kept("b", { query: "s=bowl&x=1" }),
    kept("c"),
    kept("c"),
  ];
  const all = merged(list, more);
  assert.deepEqual([names(all.list), all.added, all.beyond], [["a", "b", "b (2)", "c"], 2, 0]);
  assert.equal(merged(all.list, more).added, 0);
  const many = Array.from({ length: MOST + 5 }, (_, i) => kept(`${i}`));
  const full = merged(list, many);
  assert.deepEqual([full.list.length, full.added, full.beyond], [MOST, MOST - 2, 7]);
});

const word = (key, holes = {}) => [key.replace("kept-", ""), ...Object.values(holes)].join(" ");
const named = (rates, more = {}) => {
  const { query = "s=bowl", ...header } = more;
  const scene = sceneOf(rates, { header: { view: { axis: "steps", off: [] }, query, ...header } });
  return { ...scene, surface: { ...SURFACE, name: "Bowl", named: { b: "steepness" } } };
};

test("a name says which surface, which racers and which batch", () => {
  assert.equal(suggestedName(named({ adam: 0.1 }), [], word), "Bowl · adam");
  assert.equal(suggestedName(named({ gd: 1, adam: 0.1 }), [], word), "Bowl · gd, adam");
  const samples = { whole: false, batch: 4 };
  assert.equal(
    suggestedName(named({ a: 1, b: 1, c: 1 }, { samples }), [], word),
    "Bowl · racers 3 · batch 4",
  );
  assert.equal(suggestedName(named({}), [], word), "Bowl");
});

test("a name that is taken is followed by what differs", () => {
  const before = kept("Bowl · adam", { query: "s=bowl&s.b=100.0&steps=500&adam.lr=0.1" });
  const now = (query) => suggestedName(named({ adam: 0.1 }, { query }), [before], word);
  assert.equal(now("s=bowl&s.b=20.0&steps=500&adam.lr=0.1"), "Bowl · adam · steepness = 20");
  assert.equal(now("s=bowl&s.b=100.0&steps=100&adam.lr=0.1"), "Bowl · adam · steps = 100");
  assert.equal(now("s=bowl&s.b=100.0&steps=500&adam.lr=0.05"), "Bowl · adam · adam lr = 0.05");
  assert.equal(now("s=bowl&s.b=100.0&steps=500&adam.lr=0.1&loss=linear"), "Bowl · adam (2)");
});

test("the visitor's ghost is there after a reload; the page's goes before it until it is taken away", () => {
  const storage = storageOf();
  const own = { name: "mine", query: "s=bowl" };
  const page = { name: "4 samples", query: "s=bowl&batch=4" };
  createChoice(() => storage).choose(own);
  const choice = createChoice(() => storage);
  assert.deepEqual([choice.current, choice.own], [own, own]);
  choice.follow(page);
  assert.deepEqual([choice.current, choice.own], [page, null]);
  choice.dismiss();
  choice.follow(page);
  assert.equal(choice.current, null, "it was taken away on this page");
  choice.follow(null);
  choice.follow(page);
  assert.deepEqual(choice.current, page);
  choice.follow(null);
  assert.deepEqual(choice.current, own);
  choice.rename("s=bowl", "ours");
  assert.equal(createChoice(() => storage).current.name, "ours");
  choice.dismiss();
  assert.equal(choice.current, null);
  assert.equal(GHOST in storage.texts, false);
  const closed = createChoice(forbidden);
  closed.choose(own);
  assert.deepEqual(
    closed.current,
    own,
    "where nothing can be stored there is a ghost all the same",
  );
});

test("a picture has the proportions of the map", () => {
  const domain = [
    [-2, 2],
    [-1, 1],
  ];
  const { width, height } = sizeOf(domain);
  assert.equal(width, 2 * height);
  const place = placer(domain, width, height);
  assert.deepEqual(place(-2, -1), [0, height]);
  assert.deepEqual(place(2, 1), [width, 0]);
});
