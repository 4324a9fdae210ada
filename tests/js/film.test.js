import assert from "node:assert/strict";
import test from "node:test";

import { aboutBytes } from "../../ravine/stage/frontend/film/estimate.js";
import { formatsHere } from "../../ravine/stage/frontend/film/formats.js";
import { delayOf } from "../../ravine/stage/frontend/film/gif.js";
import {
  indexed,
  nearestIn,
  samplePixels,
  TRANSPARENT,
} from "../../ravine/stage/frontend/film/palette.js";
import {
  FPS,
  framesOf,
  isTooLarge,
  LENGTHS,
  SIZES,
  shares,
  sizeOf,
} from "../../ravine/stage/frontend/film/timing.js";

const SIZE = { width: 64, height: 36 };
const isMade = (film) => !isTooLarge(film);
const each = (film) => {
  const share = shares(film);
  return Array.from({ length: framesOf(film) }, (_, frame) => share(frame));
};

test("a film has as many frames as its rate and length say, from the start of the race to its end", () => {
  for (const fps of [1, 12, 20, 29.97, 30, 60]) {
    for (const seconds of [0.1, 1, 2, 4, 7.3, 8, 16]) {
      const frames = each({ fps, seconds });
      if (!frames.length) continue;
      assert.equal(frames.length, Math.round(fps * seconds));
      assert.equal(frames[0], frames.length > 1 ? 0 : frames[0]);
      assert.ok(frames.every((share, i) => share >= (frames[i - 1] ?? 0) && share <= 1));
      if (frames.length > 1) assert.equal(frames.at(-1), 1);
    }
  }
});

test("the end stands still for a second, which belongs to the film's length", () => {
  for (const seconds of LENGTHS) {
    const frames = each({ fps: 30, seconds });
    assert.equal(frames.filter((share) => share === 1).length, 30);
    const steps = frames.slice(1, -30).map((share, i) => share - frames[i]);
    assert.ok(Math.max(...steps) - Math.min(...steps) < 1e-12, "a steady pace");
  }
  const short = each({ fps: 30, seconds: 1 });
  assert.equal(short.filter((share) => share === 1).length, 15, "half of a short film at most");
});

test("every size and length that is offered can be made; what a tab has no memory for cannot", () => {
  for (const [width, height] of SIZES) {
    for (const seconds of LENGTHS) {
      for (const format of ["mp4", "webm"]) {
        assert.ok(isMade({ format, width, height, seconds, fps: FPS[format] }));
      }
    }
  }
  const gif = { format: "gif", fps: FPS.gif };
  assert.ok(isMade({ ...gif, width: 640, height: 360, seconds: 16 }));
  assert.ok(isMade({ ...gif, width: 1280, height: 720, seconds: 16 }));
  assert.ok(isTooLarge({ ...gif, width: 1920, height: 1080, seconds: 16 }));
  const film = { format: "mp4", width: 1280, height: 720, fps: 30, seconds: 8 };
  const bad = [
    { seconds: 600 },
    { seconds: 0 },
    { seconds: NaN },
    { fps: Infinity },
    { width: 20000 },
    { height: 0 },
    { width: NaN },
    { width: -640, height: -360 },
  ];
  for (const change of bad) assert.ok(isTooLarge({ ...film, ...change }), JSON.stringify(change));
});

test("sizes that are told beforehand are near those of films that were made", () => {
  // Format, size, seconds, panels, bytes; 30 November 2026.
  const measured = [
    ["mp4", 1280, 720, 8, 3, 770_937],
    ["mp4", 640, 360, 16, 3, 543_949],
    ["mp4", 1920, 1080, 4, 1, 412_892],
    ["webm", 1280, 720, 8, 3, 761_067],
    ["webm", 640, 360, 4, 3, 201_795],
    ["webm", 1080, 1080, 4, 2, 444_908],
    ["gif", 640, 360, 8, 3, 317_584],
    ["gif", 1280, 720, 4, 3, 419_474],
  ];
  for (const [format, width, height, seconds, panels, bytes] of measured) {
    const film = { format, width, height, seconds, fps: FPS[format] };
    const ratio = aboutBytes(film, panels) / bytes;
    assert.ok(ratio > 0.75 && ratio < 1.35, `${format} ${width} ${ratio}`);
  }
});

test("edges of videos are even, those of a GIF whole", () => {
  for (const width of [359, 360, 361, 360.4]) {
    assert.equal(sizeOf({ format: "mp4", width, height: width }).width % 2, 0);
    assert.equal(sizeOf({ format: "webm", width, height: width }).height % 2, 0);
  }
  assert.deepEqual(sizeOf({ format: "gif", width: 359, height: 201.2 }), {
    width: 359,
    height: 201,
  });
});

/** What a browser brings, all of it but for what is said. */
const powers = (more = {}) => ({
  secure: true,
  encoder: class {},
  recorder: { isTypeSupported: () => true },
  canvas: { prototype: { captureStream() {} } },
  ...more,
});
const encoding = (...codecs) => ({ canEncodeVideo: async (codec) => codecs.includes(codec) });
const ways = async (library, more) =>
  Object.fromEntries((await formatsHere(library, SIZE, powers(more))).map((way) => [way.key, way]));

test("a format is made by the best way there is, and a word says why another one was taken", async () => {
  const all = await ways(encoding("avc", "vp9", "vp8"));
  assert.deepEqual(
    Object.values(all).map(({ ways: way, codec, why }) => [way, codec, why]),
    [
      ["library", "avc", ""],
      ["library", "vp9", ""],
      ["library", "gif", ""],
    ],
  );
  const free = await ways(encoding("vp8", "vp9"));
  assert.deepEqual([free.mp4.codec, free.mp4.why], ["vp9", "take-film-other-codec"]);
  const old = await ways(encoding("vp8"));
  assert.deepEqual(
    [old.webm.codec, old.mp4.ways, old.mp4.why],
    ["vp8", "recorder", "take-film-slow-browser"],
  );
  const http = await ways(encoding("avc"), { secure: false, encoder: undefined });
  assert.deepEqual([http.mp4.ways, http.mp4.why], ["recorder", "take-film-slow-no-https"]);
  assert.equal(http.gif.ways, "library", "GIF needs no codec of the browser's");
});

test("without the build there is no GIF, and videos are recorded where that can be done", async () => {
  const bare = await ways(null);
  assert.deepEqual([bare.gif.ways, bare.gif.why], [null, "take-film-not-built"]);
  assert.deepEqual([bare.webm.ways, bare.webm.why], ["recorder", "take-film-slow-not-built"]);
  assert.match(bare.mp4.codec, /^video\/mp4/);
  const only = { isTypeSupported: (type) => type === "video/webm;codecs=vp8" };
  const webm = await ways(null, { recorder: only });
  assert.deepEqual(
    [webm.webm.codec, webm.mp4.ways, webm.mp4.why],
    ["video/webm;codecs=vp8", null, "take-film-not-here"],
  );
  for (const less of [{ recorder: undefined }, { canvas: { prototype: {} } }]) {
    assert.deepEqual((await ways(null, less)).webm.ways, null);
  }
});

test("a codec that a browser fails to look up is one that it does not encode", async () => {
  const failing = { canEncodeVideo: () => Promise.reject(new TypeError("no such codec")) };
  assert.equal((await ways(failing)).mp4.ways, "recorder");
});

test("delays of a GIF are whole hundredths of a second and add up to its length", () => {
  for (const fps of [7, 12, 15, 20, 24, 30, 33]) {
    const delays = Array.from({ length: fps * 4 }, (_, frame) => delayOf(frame, fps));
    assert.ok(delays.every((delay) => delay % 10 === 0 && delay > 0));
    assert.equal(
      delays.reduce((sum, delay) => sum + delay, 0),
      4000,
    );
  }
});

test("a pixel has the same colour in every frame, whatever was asked for before", () => {
  const palette = Array.from({ length: 255 }, (_, i) => [i, (i * 7) % 256, (i * 31) % 256]);
  const pixels = Array.from({ length: 2000 }, (_, i) => (i * 2654435761) >>> 0);
  const [ahead, back] = [nearestIn(palette), nearestIn(palette)];
  const there = pixels.map(ahead);
  const here = pixels.toReversed().map(back).toReversed();
  assert.deepEqual(there, here);
  assert.deepEqual(pixels.map(ahead), there);
  assert.equal(
    nearestIn([
      [255, 255, 255],
      [0, 0, 0],
    ])(0xffffffff),
    0,
  );
});

test("thin lines count where a palette is chosen: of later pictures only what has changed is looked at", () => {
  const [plain, line] = [new Uint32Array(1000).fill(1), new Uint32Array(1000).fill(1)];
  line[5] = 2;
  const sample = samplePixels([plain, line, plain]);
  assert.equal(sample.length, 1001);
  assert.ok(sample.includes(2));
  const huge = new Uint32Array(4_000_000).fill(3);
  assert.ok(samplePixels([huge, huge.map(() => 4)]).length <= 3e6);
});

test("a frame after another one holds only what has changed", () => {
  const before = { pixels: Uint32Array.of(1, 2, 3, 4), shown: Uint8Array.of(10, 20, 30, 40) };
  const nearest = (pixel) => (pixel === 5 ? 10 : 50);
  assert.deepEqual(
    [...indexed(Uint32Array.of(5, 2, 9, 4), nearest, before)],
    [TRANSPARENT, TRANSPARENT, 50, TRANSPARENT],
  );
  assert.deepEqual([...before.shown], [10, 20, 50, 40]);
  assert.deepEqual([...before.pixels], [5, 2, 9, 4]);
});
