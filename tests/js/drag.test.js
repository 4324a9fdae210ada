import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrag } from "../../ravine/stage/frontend/player/drag.js";
import { createOutbox } from "../../ravine/stage/frontend/protocol/outbox.js";
import { engineOf, sceneOf, word } from "./scene.js";

/** Follows dragged values to the engine or to the server. */
function bench(t, options = {}) {
  let frames = [];
  globalThis.window = {};
  globalThis.requestAnimationFrame = (run) => frames.push(run);
  const { engine } = engineOf(options);
  const sent = [];
  const asked = [];
  const shown = [];
  const seen = [];
  const outbox = createOutbox({
    send: (message) => sent.push(message),
    surface: () => "bowl",
    later: () => 0,
    cancel: () => {},
  });
  const base = sceneOf({ gd: 0.1 });
  const root = { dispatchEvent: ({ detail }) => seen.push(detail) };
  const drag = createDrag(root, {
    engine: options.none ? null : engine,
    settled: new Promise(() => {}),
    base: () => base,
    changes: () => outbox.unconfirmed,
    word,
    show: (scene) => shown.push(scene.runs[0].losses[1]),
    loaded: () => {},
  });
  t.after(() => drag.close());
  drag.settle(base, {});
  return {
    ...{ sent, asked, shown, seen, drag },
    /** As the player does. */
    change(patch, final) {
      const here = !final && drag.takes(patch);
      outbox.change(patch, final);
      if (here) drag.draw();
      else asked.push(outbox.settings);
    },
    frame() {
      const due = frames;
      frames = [];
      for (const run of due) run();
    },
  };
}

test("dragging sends nothing; letting go sends the newest value once", (t) => {
  const { change, frame, sent, shown } = bench(t);
  for (const rate of [0.2, 0.3, 0.4, 0.5]) {
    change({ lr: { gd: rate } }, false);
    frame();
  }
  assert.deepEqual(shown, [0.2, 0.3, 0.4, 0.5]);
  assert.deepEqual(sent, []);
  change({ lr: { gd: 0.5 } }, true);
  assert.deepEqual(
    sent.map(({ change }) => change["gd.lr"]),
    [0.5],
  );
});

test("a page without a server knows whether it can race before it shows the race", async (t) => {
  assert.equal(await bench(t).drag.ready(sceneOf({ gd: 0.1 })), true);
  assert.equal(await bench(t, { can: () => false }).drag.ready(sceneOf({ gd: 0.1 })), false);
  assert.equal(await bench(t, { none: true }).drag.ready(sceneOf({ gd: 0.1 })), false);
});

test("of several values in one frame, the newest is drawn", (t) => {
  const { change, frame, shown } = bench(t);
  for (const rate of [0.2, 0.3, 0.4, 0.5]) change({ lr: { gd: rate } }, false);
  frame();
  assert.deepEqual(shown, [0.2, 0.5]);
});

test("each drawing is announced with the learning rate it shows", (t) => {
  const { change, frame, seen } = bench(t);
  change({ lr: { gd: 0.2 } }, false);
  frame();
  frame();
  assert.deepEqual(
    seen.map(({ live, rates }) => [live, rates]),
    [[true, { gd: 0.2 }]],
  );
});

test("if the browser cannot run the race, the server is asked for each; the session hears of the last", (t) => {
  for (const options of [{ none: true }, { can: () => false }]) {
    const { change, sent, asked, shown } = bench(t, options);
    for (const rate of [0.2, 0.3, 0.4]) change({ lr: { gd: rate } }, false);
    assert.deepEqual(asked, [{ "gd.lr": 0.2 }, { "gd.lr": 0.3 }, { "gd.lr": 0.4 }]);
    assert.deepEqual([shown, sent], [[], []]);
    change({ lr: { gd: 0.4 } }, true);
    assert.equal(sent.length, 1);
  }
});

test("changes of the view or step need no race and go to the server", (t) => {
  const { drag } = bench(t);
  assert.equal(drag.takes({ view: { marks: true } }), false);
  assert.equal(drag.takes({ step: 3 }), false);
  for (const patch of [{ lr: { gd: 1 } }, { start: [1, 2] }, { batch: 4 }])
    assert.ok(drag.takes(patch));
});
