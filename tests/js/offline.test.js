import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { patched } from "../../ravine/stage/frontend/offline/drawing.js";
import { restored } from "../../ravine/stage/frontend/offline/planes.js";
import { boxOf } from "../../ravine/stage/frontend/offline/zoom-box.js";
import { assemble, PartStore, pack, unpack } from "../../ravine/stage/frontend/protocol/payload.js";
import { offlinePage } from "../../ravine/stage/frontend/takeaway/offline-file.js";

const PLOT = { left: 50, top: 10, width: 200, height: 100 };

test("a box on the map keeps the map's proportions, and stays inside", () => {
  const box = (from, to) => Object.values(boxOf(from, to, PLOT, true));
  assert.deepEqual(box({ x: 60, y: 20 }, { x: 100, y: 25 }), [60, 20, 40, 20]);
  assert.deepEqual(box({ x: 100, y: 60 }, { x: 80, y: 20 }), [50, 35, 50, 25], "to the edge");
  assert.deepEqual(box({ x: 150, y: 60 }, { x: 900, y: 900 }), [150, 60, 100, 50]);
});

test("a flat box on the losses zooms along the steps alone, a narrow one along the losses", () => {
  const free = (from, to) => boxOf(from, to, PLOT, false);
  assert.deepEqual(free({ x: 60, y: 20 }, { x: 100, y: 25 }), { ...PLOT, left: 60, width: 40 });
  assert.deepEqual(free({ x: 60, y: 80 }, { x: 65, y: 20 }), { ...PLOT, top: 20, height: 60 });
  const both = { left: 60, top: 20, width: 60, height: 50 };
  assert.deepEqual(free({ x: 120, y: 20 }, { x: 60, y: 70 }), both);
});

test("a layout is changed at its paths, and what was given stays as it was", () => {
  const given = { width: 10, xaxis: { range: [0, 1], type: "log" } };
  const next = patched(given, { width: 20, "xaxis.range": [2, 3] });
  assert.deepEqual(next, { width: 20, xaxis: { range: [2, 3], type: "log" } });
  assert.deepEqual(given, { width: 10, xaxis: { range: [0, 1], type: "log" } });
});

const HEADER = {
  ...{ lang: "en", words: "w", surface: "s", steps: 1, start: [-0, 1], view: { off: [] } },
  runs: [{ key: "gd", part: "r", name: '<b>"GD"</b>', verdict: { kind: "moving" }, steps: 1 }],
};
const part = (json, arrays = {}, shapes = {}) => ({ json, arrays, shapes });
const PARTS = new Map([
  ["w", part({ play: "</script>" })],
  ["s", part({ name: "<i>%RACE%</i>" }, { z: Float32Array.of(1, 2, 3) }, { z: [1, 3] })],
  [
    "r",
    part(
      {},
      { path: Float64Array.of(0, -0, NaN, 1e-300), loss: Float64Array.of(1, Infinity) },
      { path: [2, 2], loss: [2] },
    ),
  ],
]);

test("what is packed is what was unpacked, to the last bit", () => {
  const { header, parts } = unpack(pack(HEADER, PARTS));
  assert.ok(Object.is(header.start[0], -0), "a zero has lost its sign");
  assert.deepEqual(
    [...parts].map(([id, { arrays }]) => [id, arrays]),
    [...PARTS].map(([id, { arrays }]) => [id, arrays]),
  );
  const again = unpack(pack(header, parts));
  assert.deepEqual(again, { header, parts });
});

/** The page of a race, filled into a template of places alone. */
async function pageOf(places, given = {}) {
  const store = new PartStore();
  const { header, parts } = unpack(pack(HEADER, PARTS));
  store.add(parts);
  const scene = assemble(header, store);
  const word = (key, holes = {}) => `${key} ${Object.values(holes).join(" ")}`;
  const content = { scene, word, view: { off: ["gd"] }, moment: { step: 1 }, ...given };
  return offlinePage(places, { surface: "", address: "", ...content });
}

test("a page holds the race, what is shown of it, and no markup of a visitor's", async () => {
  const read = (block) => gunzipSync(Buffer.from(block, "base64"));
  const [race, page, heading, caption, link] = (
    await pageOf("%RACE%\n%PAGE%\n%HEADING%\n%CAPTION%\n%UNLINKED% %ADDRESS%")
  ).split("\n");
  const { header, parts } = unpack(restored(new Uint8Array(read(race))));
  assert.deepEqual(header.view, { off: ["gd"] });
  assert.deepEqual(parts.get("r").arrays, PARTS.get("r").arrays);
  assert.deepEqual(JSON.parse(read(page)).frame.moment, { step: 1 });
  assert.equal(heading, "&lt;i&gt;%RACE%&lt;/i&gt;");
  assert.match(caption, /&lt;b&gt;&quot;GD&quot;&lt;\/b&gt; 1$/);
  assert.equal(link, " hidden ");
  const address = 'https://a.example/?s=b&c="d"';
  const linked = await pageOf("%UNLINKED%%ADDRESS% 100% %OTHER%", { address });
  assert.equal(linked, "https://a.example/?s=b&amp;c=&quot;d&quot; 100% %OTHER%");
});

test("where a browser cannot compress, the page is larger and the same", async () => {
  const { CompressionStream } = globalThis;
  delete globalThis.CompressionStream;
  try {
    const race = Buffer.from(await pageOf("%RACE%"), "base64");
    const { parts } = unpack(restored(new Uint8Array(race)));
    assert.deepEqual(parts.get("r").arrays, PARTS.get("r").arrays);
  } finally {
    globalThis.CompressionStream = CompressionStream;
  }
});
