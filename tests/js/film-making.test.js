import assert from "node:assert/strict";
import test from "node:test";

import { LOOKED_AT } from "../../ravine/stage/frontend/film/gif.js";
import { makeFilm, TooLargeError } from "../../ravine/stage/frontend/film/make.js";
import { TRANSPARENT } from "../../ravine/stage/frontend/film/palette.js";
import { named, wishFor } from "./film-wish.js";

test("every frame has its exact time, and progress comes with each", async () => {
  for (const format of ["mp4", "webm"]) {
    const { wish, seen } = wishFor(format);
    const blob = await makeFilm(wish);
    assert.equal(blob.type, `video/${format}`);
    assert.equal(named(seen.library.log, format).length, 1);
    assert.deepEqual(
      named(seen.library.log, "add"),
      Array.from({ length: 20 }, (_, frame) => ["add", frame / 10, 0.1]),
    );
    assert.deepEqual(named(seen.library.log, "track"), [["track", 10]]);
    assert.deepEqual(
      seen.progress,
      Array.from({ length: 21 }, (_, frame) => frame / 20),
    );
    assert.deepEqual(seen.painted.at(-1), 1);
    assert.equal(seen.painted.length, 11, "what stands still is painted once");
    assert.deepEqual([seen.canvas.width, seen.canvas.height], [0, 0], "its memory is given back");
  }
});

test("a GIF has one palette and a delay for each frame; what has not changed is transparent", async () => {
  const { wish, seen } = wishFor("gif", { fps: 20 });
  wish.paint = (canvas, share) => {
    canvas.colour = share === 1 ? 0xffffffff : 0xff000000;
  };
  assert.equal((await makeFilm(wish)).type, "image/gif");
  const { log } = seen.library;
  assert.equal(named(log, "quantize").length, 1);
  const frames = named(log, "frame");
  assert.equal(frames.length, 40);
  const [first, ...others] = frames.map(([, , , , options]) => options);
  assert.deepEqual([first.palette.length, first.repeat, first.transparent], [256, 0, undefined]);
  assert.ok(others.every((options) => options.transparent && !options.palette));
  assert.ok(frames.every(([, , , , { delay, dispose }]) => delay === 50 && dispose === 1));
  const shown = frames.map(([, indices]) => new Set(indices));
  assert.deepEqual([...shown[0]], [0]);
  assert.deepEqual([...shown[1]], [TRANSPARENT]);
  assert.deepEqual([...shown[20]], [1], "the frame in which the colour changes");
  assert.deepEqual([...shown[39]], [TRANSPARENT]);
});

for (const format of ["mp4", "webm", "gif"]) {
  test(`a ${format} that is called off ends at the next frame and leaves nothing`, async () => {
    for (const after of [0, 1, 7, 20]) {
      const stopping = new AbortController();
      const { wish, seen } = wishFor(format, { signal: stopping.signal });
      wish.progress = (share) => share * 20 >= after && stopping.abort();
      await assert.rejects(makeFilm(wish), { name: "AbortError" });
      const { log } = seen.library;
      const added = named(log, format === "gif" ? "frame" : "add").length;
      assert.equal(added, after);
      assert.equal(named(log, "finalize").length, 0);
      if (added) assert.equal(named(log, "cancel").length, 1);
      assert.equal(seen.canvas.width, 0);
    }
  });
}

test("the colours of a GIF are looked for all over the race, and that can be called off", async () => {
  const stopping = new AbortController();
  const { wish, seen } = wishFor("gif", { signal: stopping.signal });
  wish.paint = (_canvas, share) => {
    seen.painted.push(share);
    if (seen.painted.length === 3) stopping.abort();
  };
  await assert.rejects(makeFilm(wish), { name: "AbortError" });
  assert.deepEqual(seen.painted, LOOKED_AT.slice(0, 3));
});

test("a film says in itself what it is of and where that is", async () => {
  const about = { title: "Himmelblau", link: `https://host.example/?s=${"x".repeat(300)}` };
  for (const format of ["mp4", "webm"]) {
    const { wish, seen } = wishFor(format, { about });
    await makeFilm(wish);
    const [[, tags]] = named(seen.library.log, "tags");
    assert.deepEqual(tags, { title: about.title, comment: about.link });
  }
  const { wish, seen } = wishFor("gif", { about });
  await makeFilm(wish);
  const [[, bytes]] = named(seen.library.log, "bytes");
  const text = `${about.title} ${about.link}`;
  assert.deepEqual(bytes.slice(0, 3), [0x21, 0xfe, 255], "a comment in parts of 255 bytes");
  assert.deepEqual([bytes[3 + 255], bytes.at(-1)], [text.length - 255, 0]);
  const letters = [...bytes.slice(3, 258), ...bytes.slice(259, -1)];
  assert.equal(String.fromCharCode(...letters), text);
});

test("an encoder that fails is called off, and its own reason is told", async () => {
  const { wish, seen } = wishFor("mp4");
  seen.library.CanvasSource.prototype.add = async () => {
    throw new DOMException("no more frames", "EncodingError");
  };
  seen.library.Output.prototype.cancel = async () => {
    seen.library.log.push(["cancel"]);
    throw new Error("nor this");
  };
  await assert.rejects(makeFilm(wish), { name: "EncodingError" });
  assert.equal(named(seen.library.log, "cancel").length, 1);
});

test("what is too large is refused before anything is painted", async () => {
  const { wish, seen } = wishFor("mp4", { seconds: 1e9 });
  await assert.rejects(makeFilm(wish), TooLargeError);
  assert.deepEqual(seen.painted, []);
  assert.deepEqual(seen.library.log, []);
});

test("a picture that takes its time is waited for", async () => {
  const { wish, seen } = wishFor("mp4");
  let painted = 0;
  wish.paint = async () => {
    await Promise.resolve();
    painted += 1;
  };
  seen.library.CanvasSource.prototype.add = async () => assert.ok(painted);
  await makeFilm(wish);
  assert.equal(painted, 11);
});
