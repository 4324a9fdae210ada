import assert from "node:assert/strict";
import test from "node:test";

import { sentences } from "../../ravine/stage/frontend/kept/ghost-line.js";
import { createGhostSource, ghostOf } from "../../ravine/stage/frontend/kept/ghost-source.js";
import { initialState, reduce } from "../../ravine/stage/frontend/player/state.js";
import {
  commonFloor,
  ghostCurves,
  laidOn,
  lossAt,
} from "../../ravine/stage/frontend/plots/ghost.js";
import { PartStore } from "../../ravine/stage/frontend/protocol/payload.js";
import { SURFACE, sceneOf } from "./scene.js";

const view = { axis: "steps", off: [] };
const scene = (rates, { lowest = 0, part = "surface", ...header } = {}) =>
  sceneOf(rates, { surface: { ...SURFACE, lowest, part }, header: { view, ...header } });
const word = (key, holes = {}) => [key, ...Object.values(holes)].join(" ");

test("a ghost has the racers that were shown, under keys of its own", () => {
  const ghost = ghostOf(
    scene({ gd: 0.1, adam: 0.2 }, { view: { ...view, off: ["gd"] } }),
    "before",
  );
  assert.deepEqual([ghost.name, ghost.runs.map(({ key }) => key)], ["before", ["ghost adam"]]);
});

test("its curves are made once, however often what is before it is drawn", () => {
  const ghost = ghostOf(scene({ adam: 0.2 }), "before");
  const { surface } = scene({ adam: 0.9 });
  const [first, second] = [1, 2].map(() => ghostCurves(ghost, surface, "log", 0));
  assert.equal(first.losses[0].series, second.losses[0].series);
  assert.equal(first.paths[0].series, second.paths[0].series);
  assert.equal(first.last, 2);
  assert.deepEqual(ghostCurves(null, surface, "log", 0), { paths: [], losses: [], last: 0 });
});

test("losses of another surface are measured from the lowest one there, and the line says so", () => {
  const ghost = ghostOf(scene({ adam: 0.2 }, { lowest: -1, part: "other" }), "before");
  const { surface } = scene({ adam: 0.2 });
  const [log] = ghostCurves(ghost, surface, "log", 0).losses;
  assert.deepEqual([...log.series.y], [0, Math.log10(1.2), Math.log10(1.4)]);
  const [linear] = ghostCurves(ghost, surface, "linear", 0).losses;
  assert.deepEqual([...linear.series.y], [0, 0.2, 0.4]);
  const shown = { ghost, name: "before", surface, waiting: "" };
  assert.deepEqual(sentences({ ...shown, log: true }, word)[1], "ghost-elsewhere-log −1");
  assert.deepEqual(sentences({ ...shown, log: false }, word)[1], "ghost-elsewhere");
  assert.equal(sentences({ ...shown, surface: ghost.surface, log: true }, word).length, 1);
  const even = { ...surface, lowest: -1 };
  assert.deepEqual(sentences({ ...shown, surface: even, log: true }, word)[1], "ghost-elsewhere");
  assert.deepEqual(sentences({ ...shown, ghost: null, waiting: "half", log: true }, word), [
    "ghost-of before",
    "half",
  ]);
});

test("on a surface whose lowest loss nobody knows, both races are measured from the lowest of all", () => {
  const ghost = ghostOf(scene({ adam: -0.2 }, { lowest: null }), "before");
  const here = scene({ adam: 0.2 }, { lowest: null });
  assert.equal(commonFloor(here.surface, ghost, 0), -0.4);
  assert.equal(commonFloor({ ...here.surface, lowest: 0 }, ghost, 0), 0);
  assert.equal(commonFloor({ ...here.surface, part: "other" }, ghost, 0), 0);
  assert.equal(commonFloor(here.surface, null, 0), 0);
});

test("without samples to count, losses have no place on an axis of samples", () => {
  const ghost = ghostOf(scene({ adam: 0.2 }, { view: { ...view, axis: "epochs" } }), "before");
  const { surface } = scene({ adam: 0.2 });
  const { paths, losses } = ghostCurves(ghost, surface, "log", 0);
  assert.deepEqual([paths.length, losses.length], [1, 0]);
  assert.equal(
    sentences({ ghost, name: "before", surface, log: true, waiting: "" }, word)[1],
    "ghost-untimed",
  );
});

/** A payload without any arrays: a race of no racers. */
function payload(query) {
  const parts = { words: { json: {} }, surface: { json: { ...SURFACE, lowest: 0 }, arrays: {} } };
  parts.surface.arrays.z = { offset: 0, shape: [0, 0] };
  const header = { query, lang: "en", words: "words", surface: "surface", view, runs: [], parts };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  return bytes;
}

test("a ghost is asked for once; another name, a drag or another chart asks nothing", async () => {
  const [asked, shown] = [[], []];
  const source = createGhostSource({
    ask: async (question) => {
      asked.push(question);
      return payload(question.query);
    },
    store: new PartStore(),
    show: (ghost) => shown.push(ghost?.name ?? null),
    tell: () => {},
    later: () => 0,
    cancel: () => {},
  });
  const wanted = { name: "before", query: "s=bowl", lang: "en", axis: "steps" };
  const settle = () => new Promise((done) => setImmediate(done));
  for (let frame = 0; frame < 3; frame += 1) source.want({ ...wanted });
  await settle();
  source.want({ ...wanted, name: "renamed" });
  await settle();
  assert.deepEqual([asked.length, shown], [1, ["before", "renamed"]]);
  assert.equal(asked[0].change.axis, "steps");
  source.want({ ...wanted, axis: "samples" });
  assert.equal(shown.at(-1), null, "in the other unit it would stand in the wrong place");
  await settle();
  assert.deepEqual([asked.length, asked[1].change.axis, shown.at(-1)], [2, "samples", "before"]);
  source.want(null);
  assert.equal(shown.at(-1), null);
  source.stop();
});

test("the state holds the ghost while the race before it changes", () => {
  const ghost = ghostOf(scene({ adam: 0.2 }), "before");
  const haunted = reduce(initialState({ key: "" }), { type: "haunted", ghost });
  const raced = reduce(haunted, { type: "raced", scene: scene({ adam: 0.3 }) });
  assert.equal(raced.ghost, ghost);
});

test("in 3-D a ghost lies on the surface that is drawn, not at the heights of its own", () => {
  const slope = { z: Float32Array.of(0, 2, 4, 6), nx: 2, ny: 2, part: "slope" }; // 1 + x + 2 (1 + y) - 1
  const surface = { ...SURFACE, ...slope };
  assert.deepEqual(
    [lossAt(surface, -1, -1), lossAt(surface, 1, 1), lossAt(surface, 0, 0.5)],
    [0, 6, 4],
  );
  assert.ok(Number.isNaN(lossAt(surface, 1.1, 0)) && Number.isNaN(lossAt(surface, NaN, 0)));
  const ghost = ghostOf(scene({ adam: 0.2 }), "before");
  const [run] = laidOn(ghost, surface);
  const places = [0, 1, 2].map((i) => lossAt(surface, run.path[2 * i], run.path[2 * i + 1]));
  assert.deepEqual([...run.losses], places);
  assert.equal(laidOn(ghost, surface)[0], run, "computed once for a surface");
  assert.equal(laidOn(ghost, ghost.surface), ghost.runs);
  assert.deepEqual(laidOn(null, surface), []);
});
