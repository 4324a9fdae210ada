import assert from "node:assert/strict";
import { test } from "node:test";
import { createOutbox } from "../../ravine/stage/frontend/protocol/outbox.js";

/** An outbox with a manual clock. */
function bench() {
  const sent = [];
  let timer = null;
  const outbox = createOutbox({
    send: (message) => sent.push(structuredClone(message)),
    surface: () => "bowl",
    later: (run, ms) => {
      timer = { run, ms };
      return timer;
    },
    cancel: (cancelled) => {
      if (cancelled === timer) timer = null;
    },
  });
  const fire = () => {
    const { run } = timer;
    timer = null;
    run();
  };
  return { outbox, sent, fire, timer: () => timer };
}

test("a change is sent at once, with the surface on which it was made", () => {
  const { outbox, sent } = bench();
  outbox.change({ lr: { adam: 0.1 } }, true);
  assert.deepEqual(sent, [
    { seq: 1, surface: "bowl", change: { "adam.lr": 0.1 }, since: { "adam.lr": 1 } },
  ]);
});

test("settings without a field of their own go by their keys in a link, and not to another surface", () => {
  const { outbox, sent } = bench();
  outbox.change({ lr: { adam: 0.1 }, set: { "adam.schedule": "constant" } }, true);
  assert.deepEqual(sent[0].change, { "adam.lr": 0.1, "adam.schedule": "constant" });
  assert.deepEqual(outbox.settings, sent[0].change);
  assert.deepEqual(outbox.unconfirmed.set, { "adam.schedule": "constant" });
  outbox.dropRaceChanges();
  assert.deepEqual(outbox.unconfirmed, {});
});

test("one message is in flight at a time; then the newest value is sent", () => {
  const { outbox, sent } = bench();
  for (const lr of [0.1, 0.2, 0.3]) outbox.change({ lr: { adam: lr } }, true);
  assert.equal(sent.length, 1);
  outbox.ack(1);
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1].change, { "adam.lr": 0.3 });
  outbox.ack(2);
  assert.equal(sent.length, 2);
  assert.deepEqual(outbox.unconfirmed, {});
});

test("unconfirmed changes are sent again with the next message", () => {
  const { outbox, sent, fire } = bench();
  outbox.change({ start: [1, 2] }, true);
  outbox.change({ view: { off: ["gd"] } }, true);
  fire();
  assert.deepEqual(sent[1].change.start, [1, 2]);
  assert.deepEqual(sent[1].change.off, ["gd"]);
});

test("an old confirmation does not undo a newer value", () => {
  const { outbox } = bench();
  outbox.change({ lr: { adam: 0.1 } }, true);
  outbox.change({ lr: { adam: 0.2 } }, true);
  outbox.ack(1);
  assert.deepEqual(outbox.unconfirmed, { lr: { adam: 0.2 } });
  outbox.ack(1);
  assert.deepEqual(outbox.unconfirmed, { lr: { adam: 0.2 } });
  outbox.ack(2);
  assert.deepEqual(outbox.unconfirmed, {});
});

test("without an answer a change is sent again after ever longer waits", () => {
  const { outbox, sent, fire, timer } = bench();
  outbox.change({ lr: { adam: 0.1 } }, true);
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
  outbox.ack(6);
  assert.equal(timer(), null);
});

test("a remounted player continues the server's numbering", () => {
  const { outbox, sent } = bench();
  outbox.ack(41);
  outbox.change({ view: { arrow: true } }, true);
  assert.equal(sent[0].seq, 42);
});

test("on another surface, changes of start, rates and steps are dropped and those of the view kept", () => {
  const { outbox } = bench();
  outbox.change({ start: [1, 2], lr: { gd: 1 }, steps: 1000, view: { marks: false } }, true);
  outbox.dropRaceChanges();
  assert.deepEqual(outbox.unconfirmed, { view: { marks: false } });
});

test("without a server, the visitor's changes stay", () => {
  const outbox = createOutbox({
    send: null,
    surface: () => "",
    later: () => assert.fail("no timer"),
    cancel: () => {},
  });
  outbox.change({ view: { arrow: true } }, true);
  assert.deepEqual(outbox.unconfirmed, { view: { arrow: true } });
});

test("the newest step is sent until it is confirmed, even on another surface", () => {
  const { outbox, sent } = bench();
  outbox.change({ step: 0 }, true);
  outbox.change({ step: 4 }, true);
  outbox.change({ step: 5 }, true);
  assert.deepEqual([sent.length, sent[0].change.step], [1, 0]);
  outbox.dropRaceChanges();
  outbox.ack(1);
  assert.deepEqual([sent.length, sent[1].change.step], [2, 5]);
  outbox.ack(2);
  assert.deepEqual(outbox.unconfirmed, {});
});

test("dragging lasts from the first change to the final one", () => {
  const { outbox } = bench();
  assert.equal(outbox.dragging, false);
  outbox.change({ lr: { adam: 0.1 } }, false);
  assert.equal(outbox.dragging, true);
  outbox.change({ lr: { adam: 0.2 } }, true);
  assert.equal(outbox.dragging, false);
});

test("a change sent again carries the number of its first message; a new value gets a new number", () => {
  const { outbox, sent, fire } = bench();
  outbox.change({ start: [1, 2], lr: { adam: 0.1 } }, true);
  outbox.change({ view: { arrow: true } }, true);
  fire();
  assert.deepEqual(sent[1].since, { start: 1, "adam.lr": 1, arrow: 2 });
  outbox.change({ start: [3, 4] }, true);
  fire();
  assert.deepEqual(sent[2].since, { start: 3, "adam.lr": 1, arrow: 2 });
  outbox.ack(2);
  fire();
  assert.deepEqual(sent[3].since, { start: 3 });
});

test("waiting changes are sent once before another control of the page is used", () => {
  const { outbox, sent } = bench();
  outbox.change({ start: [1, 2] }, true);
  outbox.flush();
  assert.equal(sent.length, 1);
  outbox.change({ start: [3, 4] }, true);
  outbox.flush();
  outbox.flush();
  assert.deepEqual(
    sent.map(({ change }) => change.start),
    [
      [1, 2],
      [3, 4],
    ],
  );
});

test("an answer is asked for where nothing was changed, and comes after all that was sent before", () => {
  const { outbox, sent } = bench();
  outbox.ask();
  assert.deepEqual(sent, [{ seq: 1, surface: "bowl", change: {}, since: {} }]);
  outbox.change({ lr: { adam: 0.1 } }, true);
  outbox.ack(1);
  outbox.ask();
  outbox.ack(2);
  assert.ok(outbox.pending);
});

test("changes to one page never reach the next page", () => {
  const { outbox, sent, timer } = bench();
  outbox.change({ start: [1, 2] }, true);
  outbox.change({ view: { arrow: true } }, true);
  outbox.clear();
  outbox.ack(0);
  assert.deepEqual([sent.length, timer(), outbox.unconfirmed], [1, null, {}]);
  outbox.change({ step: 3 }, true);
  assert.deepEqual([sent[1].seq, sent[1].since, sent[1].change.start], [2, { step: 2 }, undefined]);
});

test("held changes are sent on release or before another control of the page is used", () => {
  const { outbox, sent, timer } = bench();
  outbox.change({ lr: { adam: 0.1 } }, false);
  outbox.change({ lr: { adam: 0.2 } }, false);
  assert.deepEqual([sent, timer()], [[], null]);
  assert.deepEqual([outbox.unconfirmed, outbox.dragging], [{ lr: { adam: 0.2 } }, true]);
  outbox.ack(0);
  assert.equal(sent.length, 0, "a confirmation of something else sends it");
  outbox.flush();
  assert.deepEqual(
    sent.map(({ change }) => change["adam.lr"]),
    [0.2],
  );
  outbox.flush();
  assert.equal(sent.length, 1);
  outbox.ack(1);
  outbox.change({ lr: { adam: 0.3 } }, false);
  outbox.change({ lr: { adam: 0.3 } }, true);
  assert.deepEqual([sent.length, sent[1].change], [2, { "adam.lr": 0.3 }]);
});

test("a change released while the server is down is sent again until it answers", () => {
  const { outbox, sent, fire, timer } = bench();
  outbox.change({ lr: { adam: 0.1 } }, false);
  outbox.change({ lr: { adam: 0.2 } }, true);
  fire();
  fire();
  assert.deepEqual(
    sent.map(({ change }) => change["adam.lr"]),
    [0.2, 0.2, 0.2],
  );
  outbox.ack(0); // another session, which does not know the change
  assert.deepEqual(outbox.unconfirmed, { lr: { adam: 0.2 } });
  outbox.ack(3);
  assert.deepEqual([outbox.unconfirmed, timer()], [{}, null]);
});

test("the settings that the session does not know yet are those of the race and its view, by their keys in a link", () => {
  const { outbox } = bench();
  outbox.change({ lr: { adam: 0.1 }, start: [1, 2], view: { marks: false }, step: 3 }, true);
  assert.deepEqual(outbox.settings, { "adam.lr": 0.1, start: [1, 2], marks: false });
  assert.ok(outbox.pending);
  outbox.ack(1);
  assert.deepEqual([outbox.settings, outbox.pending], [{}, false]);
});

test("when the connection is back, what was not confirmed is sent again at once", () => {
  const { outbox, sent, fire, timer } = bench();
  outbox.reconnected();
  assert.equal(sent.length, 0);
  outbox.change({ lr: { adam: 0.1 } }, true);
  for (let k = 0; k < 4; k++) fire();
  assert.equal(timer().ms, 12000);
  outbox.reconnected();
  assert.deepEqual(sent.at(-1).change, { "adam.lr": 0.1 });
  assert.equal(sent.length, 6);
  assert.equal(timer().ms, 1500);
});

test("what is unanswered after two tries is said, until it is answered", () => {
  const said = [];
  let run = null;
  const outbox = createOutbox({
    send: () => {},
    surface: () => "bowl",
    later: (next) => {
      run = next;
    },
    cancel: () => {},
    late: (late) => said.push(late),
  });
  outbox.change({ lr: { adam: 0.1 } }, true);
  run();
  assert.deepEqual(said, []);
  run();
  run();
  assert.deepEqual(said, [true]);
  outbox.ack(9);
  assert.deepEqual(said, [true, false]);
});

test("copies, fans and an order are sent by their keys in a link, and the racer whose settings are wanted beside them", () => {
  const { outbox, sent } = bench();
  outbox.change({ like: { "adam~2": "adam" }, o: ["adam", "adam~2"] }, true);
  outbox.change({ like: { "adam~3": "adam" }, fan: { gd: { lr: [0.1, 1] } } }, true);
  outbox.change({ settings_of: "gd" }, true);
  outbox.ack(1);
  assert.deepEqual(sent[1].change, {
    "adam~3.like": "adam",
    "gd.fan": { lr: [0.1, 1] },
    settings_of: "gd",
  });
  assert.deepEqual(outbox.unconfirmed.like, { "adam~3": "adam" });
  assert.equal(outbox.settings.settings_of, undefined, "no race depends on it");
});

test("settings of racers are sent by their keys in a link, and belong to the surface", () => {
  const { outbox, sent } = bench();
  outbox.change({ lr: { adam: 0.1 }, set: { "adam.beta1": 0.25 } }, true);
  assert.deepEqual(sent[0].change, { "adam.lr": 0.1, "adam.beta1": 0.25 });
  assert.deepEqual(outbox.unconfirmed, { lr: { adam: 0.1 }, set: { "adam.beta1": 0.25 } });
  outbox.dropRaceChanges();
  assert.deepEqual(outbox.unconfirmed, {});
});
