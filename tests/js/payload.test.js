import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assemble,
  decodeRun,
  locate,
  PartStore,
  stepAt,
  unpack,
} from "../../ravine/stage/frontend/protocol/payload.js";

/** Writes a payload at an unaligned address. */
function blob(header, numbers) {
  let json = JSON.stringify(header);
  while ((4 + json.length) % 8) json += " ";
  const arrays = new Uint8Array(numbers.buffer ?? Float32Array.from(numbers).buffer);
  const bytes = new Uint8Array(1 + 4 + json.length + arrays.length).subarray(1);
  new DataView(bytes.buffer, 1).setUint32(0, json.length, true);
  bytes.set(new TextEncoder().encode(json), 4);
  bytes.set(arrays, 4 + json.length);
  return bytes;
}

const run = { part: "r", key: "gd", name: "GD", steps: 2, stride: 1, verdict: { kind: "moving" } };
const header = {
  words: "w",
  surface: "s",
  runs: [run],
  parts: {
    w: { json: { play: "Play" } },
    s: { json: { key: "bowl", domain: [] }, arrays: { z: { offset: 0, shape: [2, 3] } } },
    r: {
      json: {},
      arrays: {
        path: { offset: 24, shape: [3, 2] },
        loss: { offset: 48, shape: [3] },
        gradient: { offset: 60, shape: [3, 2] },
      },
    },
  },
};
const floats = [1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 9, 4, 1, 0.5, 0.5, 0.25, 0.25, 0, 0];

test("a payload can be read at any memory address", () => {
  const { parts } = unpack(blob(header, floats));
  assert.deepEqual([...parts.get("s").arrays.z], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...parts.get("r").arrays.loss], [9, 4, 1]);
});

test("a double arrives with all its bits beside single-precision numbers", () => {
  const doubles = [1.785e54, 1e-10, 5e-324, 0.1, 2 ** 53 - 1, -0, NaN, -Infinity];
  const numbers = new ArrayBuffer(72);
  new Float32Array(numbers, 0, 1).set([0.1]);
  new Float64Array(numbers, 8, 8).set(doubles);
  const arrays = { z: { offset: 0, shape: [1] }, loss: { offset: 8, shape: [2, 4], bytes: 8 } };
  const parts = { s: { json: {}, arrays } };
  const { arrays: read, shapes } = unpack(blob({ parts }, { buffer: numbers })).parts.get("s");
  assert.deepEqual([...read.loss], doubles);
  assert.deepEqual([...read.z], [Math.fround(0.1)]);
  assert.deepEqual(shapes.loss, [2, 4]);
});

test("a run goes on through losses beyond single precision", () => {
  const part = {
    json: {},
    shapes: {},
    arrays: {
      path: Float64Array.of(0, 0, 5, 5, 6, 6),
      loss: Float64Array.of(1, 1.785e54, 1e300),
      gradient: new Float64Array(6),
    },
  };
  const decoded = decodeRun({ ...run, verdict: { kind: "left" } }, part);
  assert.deepEqual([decoded.last, decoded.diverged], [2, false]);
});

test("playback finds the step among more samples than single precision counts", () => {
  const times = Float64Array.from({ length: 5 }, (_, i) => 2 ** 27 + i);
  const timed = { stride: 1, steps: 4, last: 4, times };
  for (let i = 0; i < 4; i += 1) assert.equal(locate(timed, times[i]).index, i);
  const epochs = { stride: 1, steps: 3, last: 3, times: Float64Array.of(0, 0.1, 0.2, 0.3) };
  assert.equal(locate(epochs, 3 * 0.1 - 1e-17).index, 3);
  assert.equal(locate(epochs, 0.1 + 0.1).index, 2);
});

test("a scene is shown only when all its parts are there", () => {
  const store = new PartStore();
  assert.equal(assemble(header, store), null);
  store.add(unpack(blob(header, floats)).parts);
  const scene = assemble(header, store);
  assert.equal(scene.words.play, "Play");
  assert.deepEqual([scene.surface.nx, scene.surface.ny, scene.surface.lowest], [3, 2, null]);
  assert.deepEqual(scene.surface.minima, []);
  assert.equal(scene.runs[0].last, 2);
});

test("the cache keeps the 64 parts used last", () => {
  const store = new PartStore();
  store.add(new Map([["words", { json: {}, arrays: {}, shapes: {} }]]));
  for (let i = 0; i < 100; i += 1) {
    store.add(new Map([[`r${i}`, { json: {}, arrays: {}, shapes: {} }]]));
    assert.ok(store.get("words"));
  }
  assert.equal(store.ids().length, 64);
  assert.ok(store.ids().includes("r99"));
  assert.ok(!store.ids().includes("r0"));
});

test("a race of more parts than that is held whole, and the next one beside it", () => {
  const store = new PartStore();
  const race = (name) =>
    new Map(
      Array.from({ length: 70 }, (_, i) => [`${name}${i}`, { json: {}, arrays: {}, shapes: {} }]),
    );
  store.add(race("a"));
  assert.ok([...race("a").keys()].every((id) => store.get(id)));
  store.add(race("b"));
  store.add(race("c"));
  assert.equal(store.ids().length, 140);
  assert.ok([...race("b").keys(), ...race("c").keys()].every((id) => store.get(id)));
});

test("a diverged run ends at its last finite point", () => {
  const part = {
    json: {},
    shapes: {},
    arrays: {
      path: Float32Array.of(0, 0, 5, 5, Infinity, NaN),
      loss: Float32Array.of(1, 9, NaN),
      gradient: new Float32Array(6),
    },
  };
  const decoded = decodeRun({ ...run, verdict: { kind: "diverged" } }, part);
  assert.deepEqual([decoded.last, decoded.diverged], [1, true]);
  assert.deepEqual(locate(decoded, 100), { index: 1, share: 0, over: true });
});

test("runs of no point and of one point can be shown", () => {
  const arrays = (n) => ({
    json: {},
    shapes: {},
    arrays: {
      path: new Float32Array(2 * n),
      loss: new Float32Array(n),
      gradient: new Float32Array(2 * n),
    },
  });
  const none = decodeRun({ ...run, steps: 0 }, arrays(0));
  assert.equal(locate(none, 3).index, -1);
  const single = decodeRun({ ...run, steps: 0 }, arrays(1));
  assert.deepEqual(locate(single, 0), { index: 0, share: 0, over: true });
});

test("steps and points of a thinned run agree, including the shorter last stride", () => {
  const thin = { stride: 3, steps: 10, last: 4 };
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((i) => stepAt(thin, i)),
    [0, 3, 6, 9, 10],
  );
  assert.deepEqual(locate(thin, 6), { index: 2, share: 0, over: false });
  assert.equal(locate(thin, 7.5).share, 0.5);
  assert.deepEqual(locate(thin, 9.5), { index: 3, share: 0.5, over: false });
  assert.deepEqual(locate(thin, 10), { index: 4, share: 0, over: true });
});

test("older payloads have no patterns, notes, rates, nor an inspector", () => {
  const { header: read, parts } = unpack(blob(header, floats));
  assert.deepEqual([read.rates, read.inspect], [false, null]);
  const store = new PartStore();
  store.add(parts);
  const { runs, vectors } = assemble(read, store);
  assert.deepEqual([runs[0].dash, runs[0].notes, runs[0].rates], [[], [], null]);
  assert.equal(vectors, null);
});

test("the inspector is shown only with its vectors", () => {
  const inspect = { key: "gd", part: "v", vectors: [{ name: "step", color: "#000" }] };
  const store = new PartStore();
  store.add(unpack(blob(header, floats)).parts);
  assert.equal(assemble({ ...header, inspect }, store), null);
  const ends = Float32Array.of(1, 2, 3, 4, 5, 6);
  store.add(
    new Map([["v", { json: {}, arrays: { vectors: ends }, shapes: { vectors: [3, 1, 2] } }]]),
  );
  const { vectors } = assemble({ ...header, inspect }, store);
  assert.deepEqual([vectors.key, vectors.perPoint, vectors.names.length], ["gd", 1, 1]);
});
