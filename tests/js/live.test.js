import assert from "node:assert/strict";
import { test } from "node:test";
import { createLive } from "../../ravine/stage/frontend/protocol/outbox.js";

/** A live record with a hand-turned clock. */
function bench({ have = ["w", "s"] } = {}) {
  const sent = [];
  let timer = null;
  const live = createLive({
    send: (message) => sent.push(structuredClone(message)),
    have: () => have,
    surface: () => "bowl",
    later: (run, ms) => {
      timer = { run, ms };
      return timer;
    },
    cancel: (one) => {
      if (one === timer) timer = null;
    },
  });
  const fire = () => {
    const { run } = timer;
    timer = null;
    run();
  };
  return { live, sent, fire, timer: () => timer };
}

test("a change goes out at once, with what is held and which surface it is about", () => {
  const { live, sent } = bench();
  live.change({ lr: { adam: 0.1 } }, false);
  assert.deepEqual(sent, [
    {
      seq: 1,
      have: ["w", "s"],
      surface: "bowl",
      final: false,
      change: { "adam.lr": 0.1 },
      since: { "adam.lr": 1 },
    },
  ]);
});

test("one message flies at a time; meanwhile the newest value wins", () => {
  const { live, sent } = bench();
  live.change({ lr: { adam: 0.1 } }, false);
  live.change({ lr: { adam: 0.2 } }, false);
  live.change({ lr: { adam: 0.3 } }, false);
  assert.equal(sent.length, 1);
  live.ack(1);
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1].change, { "adam.lr": 0.3 });
  live.ack(2);
  assert.equal(sent.length, 2);
  assert.deepEqual(live.dirty, {});
});

test("what is not acknowledged goes out again with the next message", () => {
  const { live, sent, fire } = bench();
  live.change({ start: [1, 2] }, true);
  live.change({ view: { off: ["gd"] } }, true);
  fire();
  assert.deepEqual(sent[1].change.start, [1, 2]);
  assert.deepEqual(sent[1].change.off, ["gd"]);
});

test("an old acknowledgement doesn't take a newer value away", () => {
  const { live, sent } = bench();
  live.change({ lr: { adam: 0.1 } }, false);
  live.change({ lr: { adam: 0.2 } }, true);
  live.ack(1);
  assert.deepEqual(live.dirty, { lr: { adam: 0.2 } });
  assert.equal(sent.at(-1).final, true);
  live.ack(1);
  assert.deepEqual(live.dirty, { lr: { adam: 0.2 } });
  live.ack(2);
  assert.deepEqual(live.dirty, {});
});

test("a drag ends with a final message even if its value was already sent", () => {
  const { live, sent } = bench();
  live.change({ lr: { adam: 0.1 } }, false);
  live.change({ lr: { adam: 0.1 } }, true);
  live.ack(1);
  assert.equal(sent.at(-1).final, true);
  assert.equal(sent.length, 2);
});

test("without an answer it asks again, ever more patiently", () => {
  const { live, sent, fire, timer } = bench();
  live.change({ lr: { adam: 0.1 } }, true);
  const waits = [];
  for (let i = 0; i < 5; i += 1) {
    waits.push(timer().ms);
    fire();
  }
  assert.deepEqual(waits, [1500, 3000, 6000, 12000, 12000]);
  assert.deepEqual(
    sent.map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6],
  );
  assert.deepEqual(sent.at(-1).change, { "adam.lr": 0.1 });
  live.ack(6);
  assert.equal(timer(), null);
});

test("a remounted player counts on from the server's number", () => {
  const { live, sent } = bench();
  live.ack(41);
  live.change({ view: { arrow: true } }, true);
  assert.equal(sent[0].seq, 42);
});

test("missing parts are asked for once at once, then on the clock", () => {
  const { live, sent, fire } = bench();
  live.ack(7);
  live.starve();
  assert.deepEqual(sent[0].have, []);
  live.ack(8);
  live.starve();
  assert.equal(sent.length, 1);
  fire();
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1].have, []);
  live.fed();
  live.ack(9);
  live.change({ view: { arrow: true } }, true);
  assert.deepEqual(sent[2].have, ["w", "s"]);
});

test("another surface drops start and rates but keeps the view", () => {
  const { live } = bench();
  live.change({ start: [1, 2], lr: { gd: 1 }, view: { marks: false } }, true);
  live.forget();
  assert.deepEqual(live.dirty, { view: { marks: false } });
});

test("where nobody listens, the visitor's choice stays", () => {
  const live = createLive({
    send: null,
    have: () => [],
    surface: () => "",
    later: () => assert.fail("no timer"),
    cancel: () => {},
  });
  live.change({ view: { arrow: true } }, true);
  assert.deepEqual(live.dirty, { view: { arrow: true } });
});

test("the newest step wins, is sent till it is answered, and outlives another surface", () => {
  const { live, sent } = bench();
  live.change({ step: 0 }, true);
  live.change({ step: 4 }, true);
  live.change({ step: 5 }, true);
  assert.deepEqual([sent.length, sent[0].change.step], [1, 0]);
  live.forget();
  live.ack(1);
  assert.deepEqual([sent.length, sent[1].change.step, sent[1].final], [2, 5, true]);
  live.ack(2);
  assert.deepEqual(live.dirty, {});
});

test("something is dragged from its first unfinished change to its final one", () => {
  const { live } = bench();
  assert.equal(live.dragging, false);
  live.change({ lr: { adam: 0.1 } }, false);
  assert.equal(live.dragging, true);
  live.change({ lr: { adam: 0.2 } }, true);
  assert.equal(live.dragging, false);
});

test("what goes out again says in which message it was first; a new value is new", () => {
  const { live, sent, fire } = bench();
  live.change({ start: [1, 2], lr: { adam: 0.1 } }, true);
  live.change({ view: { arrow: true } }, true);
  fire();
  assert.deepEqual(sent[1].since, { start: 1, "adam.lr": 1, arrow: 2 });
  live.change({ start: [3, 4] }, true);
  fire();
  assert.deepEqual(sent[2].since, { start: 3, "adam.lr": 1, arrow: 2 });
  live.ack(2);
  fire();
  assert.deepEqual(sent[3].since, { start: 3 });
});

test("what waits goes out before something else on the page is used, and only once", () => {
  const { live, sent } = bench();
  live.change({ start: [1, 2] }, true);
  live.flush();
  assert.equal(sent.length, 1);
  live.change({ start: [3, 4] }, true);
  live.flush();
  live.flush();
  assert.deepEqual(
    sent.map(({ change }) => change.start),
    [
      [1, 2],
      [3, 4],
    ],
  );
});

test("another page gets nothing that was meant for the one before", () => {
  const { live, sent, timer } = bench();
  live.change({ start: [1, 2] }, true);
  live.change({ view: { arrow: true } }, true);
  live.leave();
  live.ack(0);
  assert.deepEqual([sent.length, timer(), live.dirty], [1, null, {}]);
  live.change({ step: 3 }, true);
  assert.deepEqual([sent[1].seq, sent[1].since, sent[1].change.start], [2, { step: 2 }, undefined]);
});

test("what is held back goes with what is let go, and before something else on the page is used", () => {
  const { live, sent, timer } = bench();
  live.change({ lr: { adam: 0.1 } }, false, true);
  live.change({ lr: { adam: 0.2 } }, false, true);
  assert.deepEqual([sent, timer()], [[], null]);
  assert.deepEqual([live.dirty, live.dragging], [{ lr: { adam: 0.2 } }, true]);
  live.ack(0);
  assert.equal(sent.length, 0, "a payload that answers something else sends it");
  live.flush();
  assert.deepEqual(
    sent.map(({ change }) => change["adam.lr"]),
    [0.2],
  );
  live.flush();
  assert.equal(sent.length, 1);
  live.ack(1);
  live.change({ lr: { adam: 0.3 } }, false, true);
  live.change({ lr: { adam: 0.3 } }, true);
  assert.deepEqual([sent.length, sent[1].change, sent[1].final], [2, { "adam.lr": 0.3 }, true]);
});

test("what is let go while the server is away is asked again until it answers", () => {
  const { live, sent, fire, timer } = bench();
  live.change({ lr: { adam: 0.1 } }, false, true);
  live.change({ lr: { adam: 0.2 } }, true);
  fire();
  fire();
  assert.deepEqual(
    sent.map(({ change, final }) => [change["adam.lr"], final]),
    [
      [0.2, true],
      [0.2, true],
      [0.2, true],
    ],
  );
  live.ack(0); // another session, which knows nothing of it
  assert.deepEqual(live.dirty, { lr: { adam: 0.2 } });
  live.ack(3);
  assert.deepEqual([live.dirty, timer()], [{}, null]);
});
