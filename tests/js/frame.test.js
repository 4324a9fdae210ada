import assert from "node:assert/strict";
import test from "node:test";

import { runRace, setLanguage } from "../../ravine/stage/frontend/page/frame.js";
import { createClock } from "../../ravine/stage/frontend/player/clock.js";
import { reducePlayback, STOPPED } from "../../ravine/stage/frontend/player/playback.js";

test("the page's language is written only when it changes, since each write restyles the page", () => {
  const written = [];
  const page = {
    get lang() {
      return written.at(-1) ?? "";
    },
    set lang(value) {
      written.push(value);
    },
  };
  globalThis.document = { documentElement: page };
  for (const lang of ["en", "en", "ko", "ko", "en"]) setLanguage(lang);
  delete globalThis.document;
  assert.deepEqual(written, ["en", "ko", "en"]);
});

for (const reduced of [false, true]) {
  test(`a race begins again while another one is played${reduced ? ", or is shown at its end" : ""}`, () => {
    globalThis.matchMedia = () => ({ matches: reduced });
    let playback = { ...STOPPED, step: 4, last: 10, playing: true };
    const clock = createClock({
      frame: () => 0,
      now: () => 0,
      playback: () => playback,
      dispatch: (event) => {
        playback = reducePlayback(playback, event);
      },
    });
    runRace(clock, true);
    delete globalThis.matchMedia;
    assert.deepEqual([playback.step, playback.playing], reduced ? [10, false] : [0, true]);
  });
}
