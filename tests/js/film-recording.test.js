import assert from "node:assert/strict";
import test from "node:test";

import { makeFilm } from "../../ravine/stage/frontend/film/make.js";
import { named, wishFor } from "./film-wish.js";

/** A recorder that gives its data when it is stopped, and a clock that waits for nobody. */
function recording() {
  const log = [];
  let now = 1000;
  const time = {
    now: () => now,
    until: async (at) => {
      log.push(["until", at - 1000]);
      now = Math.max(now, at);
    },
  };
  class Recorder {
    state = "inactive";
    constructor(_stream, options) {
      log.push(["recorder", options]);
    }
    start() {
      this.state = "recording";
      log.push(["start"]);
    }
    stop() {
      this.state = "inactive";
      log.push(["stop"]);
      this.ondataavailable({ data: new Blob(["film"]) });
      this.ondataavailable({ data: new Blob([]) });
      this.onstop();
    }
  }
  return { log, time, Recorder };
}

test("a recorder is given each frame at its time and is stopped, and so is what it recorded", async () => {
  const { log, time, Recorder } = recording();
  const { wish, seen } = wishFor("webm");
  wish.way = { key: "webm", ways: "recorder", codec: "video/webm;codecs=vp9", why: "" };
  Object.assign(wish, { library: null });
  Object.assign(wish.ports, { recorder: Recorder, time });
  const blob = await makeFilm(wish);
  assert.deepEqual([blob.type, await blob.text()], ["video/webm", "film"]);
  assert.equal(log[0][1].mimeType, "video/webm;codecs=vp9");
  const waits = named(log, "until").map(([, at]) => Math.round(at));
  assert.deepEqual(
    waits,
    Array.from({ length: 20 }, (_, frame) => (frame + 1) * 100),
  );
  assert.equal(named(log, "stop").length, 1);
  assert.equal(seen.canvas.stops, 1);
});

test("a recording leaves out frames whose time is over, is as long as it should be, and has the end", async () => {
  const { log, time, Recorder } = recording();
  const { wish, seen } = wishFor("webm", { library: null });
  wish.way = { key: "webm", ways: "recorder", codec: "video/webm", why: "" };
  Object.assign(wish.ports, { recorder: Recorder, time });
  wish.paint = async (_canvas, share) => {
    seen.painted.push(share);
    if (seen.painted.length > 1) await time.until(time.now() + 270); // nearly three frames long
  };
  await makeFilm(wish);
  assert.ok(seen.painted.length < 7);
  assert.equal(seen.painted.at(-1), 1);
  assert.equal(seen.progress.at(-1), 1);
  assert.ok(time.now() - 1000 <= 2300, "two seconds, and a frame that came late");
  assert.equal(named(log, "stop").length, 1);
});

test("a recording that is called off is stopped, its data thrown away", async () => {
  for (const after of [0, 3]) {
    const { log, time, Recorder } = recording();
    const stopping = new AbortController();
    const { wish, seen } = wishFor("mp4", { signal: stopping.signal, library: null });
    wish.way = { key: "mp4", ways: "recorder", codec: "video/mp4", why: "" };
    Object.assign(wish.ports, { recorder: Recorder, time });
    wish.progress = (share) => share * 20 >= after && stopping.abort();
    await assert.rejects(makeFilm(wish), { name: "AbortError" });
    assert.equal(named(log, "stop").length, after ? 1 : 0);
    assert.equal(seen.canvas.stops, after ? 1 : 0);
  }
});
