import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../ravine/stage/frontend/protocol/compare.js";
import { createLiveRace } from "../../ravine/stage/frontend/protocol/live-race.js";
import { engineOf, sceneOf, word } from "./scene.js";

const RATES = { gd: 0.1, adam: 0.2 };

function bench(options = {}) {
  const { engine, requests, waiting } = engineOf(options);
  const warnings = [];
  const state = { news: 0 };
  const race = createLiveRace({
    engine: options.none ? null : engine,
    news: () => {
      state.news += 1;
    },
    warn: (sentence) => warnings.push(sentence),
  });
  return { race, requests, waiting, warnings, state };
}

const rowOf = (scene, key) => scene.runs.find((run) => run.key === key);
const names = (request) => request.racers.map(({ key }) => key);

test("a dragged rate runs one racer again and leaves the server's other runs", () => {
  const { race, requests } = bench();
  const base = sceneOf(RATES);
  race.run(base, { lr: { gd: 0.5 } });
  const scene = race.withLiveRuns(base, { lr: { gd: 0.5 } }, word);
  assert.deepEqual(requests.map(names), [["gd"]]);
  assert.deepEqual([...rowOf(scene, "gd").losses], [0, 0.5, 1]);
  assert.equal(rowOf(scene, "gd").lr.value, 0.5);
  assert.equal(rowOf(scene, "adam"), rowOf(base, "adam"));
  assert.deepEqual(scene.dragged, ["gd", "gd@answer"]);
});

test("any other number of a racer is run with the same", () => {
  const { race, requests } = bench();
  const base = sceneOf(RATES);
  base.runs[1].values.beta1 = 0.9;
  const change = { set: { "adam.beta1": 0.5 } };
  race.run(base, change);
  assert.deepEqual(requests.map(names), [["adam"]]);
  assert.deepEqual(requests[0].racers[0].values, { lr: 0.2, beta1: 0.5 });
  assert.deepEqual(race.withLiveRuns(base, change, word).dragged, ["adam", "adam@answer"]);
});

test("a dragged rate also runs the full-batch twin again, a dragged batch size does not", () => {
  const samples = { size: 64, batch: 8, replacement: false, drop_last: false, whole: false };
  const base = sceneOf({ gd: 0.1, "gd@full": 0.1 }, { header: { samples } });
  const { race, requests } = bench();
  race.run(base, { lr: { gd: 0.5 } });
  race.run(base, { batch: 16 });
  race.run(base, { batch: 64 });
  assert.deepEqual(requests.map(names), [["gd", "gd@full"], ["gd"], ["gd"]]);
  assert.deepEqual(
    requests.map(({ batching }) => batching?.batch ?? "all"),
    [8, 16, "all"],
  );
  const { header } = race.withLiveRuns(base, { batch: 64 }, word);
  assert.deepEqual([header.samples.batch, header.samples.whole], [64, true]);
});

test("a dragged start runs all racers again", () => {
  const { race, requests } = bench();
  const base = sceneOf(RATES);
  race.run(base, { start: [3, 4] });
  const scene = race.withLiveRuns(base, { start: [3, 4] }, word);
  assert.deepEqual(requests.map(names), [["gd", "adam"]]);
  assert.deepEqual(scene.header.start, [3, 4]);
  assert.deepEqual([...rowOf(scene, "adam").path.slice(0, 2)], [3, 4]);
});

test("a run from an earlier drag is kept while another one is dragged", () => {
  const { race, requests } = bench();
  const base = sceneOf(RATES);
  race.run(base, { lr: { gd: 0.5 } });
  race.run(base, { lr: { gd: 0.5, adam: 0.3 } });
  assert.deepEqual(requests.map(names), [["gd"], ["adam"]]);
  const scene = race.withLiveRuns(base, { lr: { gd: 0.5, adam: 0.3 } }, word);
  assert.deepEqual([rowOf(scene, "gd").losses[1], rowOf(scene, "adam").losses[1]], [0.5, 0.3]);
});

test("late results are drawn, unless newer ones are there", () => {
  const { race, waiting, state } = bench({ late: true });
  const base = sceneOf(RATES);
  race.run(base, { lr: { gd: 0.5 } });
  race.run(base, { lr: { gd: 0.6 } });
  const change = { lr: { gd: 0.6 } };
  assert.equal(
    rowOf(race.withLiveRuns(base, change, word), "gd").losses[1],
    0.1,
    "nothing is known yet",
  );
  waiting[1]();
  assert.equal(state.news, 1);
  assert.equal(rowOf(race.withLiveRuns(base, change, word), "gd").losses[1], 0.6);
  waiting[0]();
  assert.equal(state.news, 1);
  assert.equal(
    rowOf(race.withLiveRuns(base, change, word), "gd").losses[1],
    0.6,
    "an older value is shown",
  );
});

test("while the newest run takes long, the one before it is shown", () => {
  const { race, waiting } = bench({ late: true });
  const base = sceneOf(RATES);
  race.run(base, { lr: { gd: 0.5 } });
  race.run(base, { lr: { gd: 0.6 } });
  waiting[0]();
  assert.equal(rowOf(race.withLiveRuns(base, { lr: { gd: 0.6 } }, word), "gd").losses[1], 0.5);
});

test("a preview is shown, then the full run", () => {
  const { race, requests, waiting } = bench({ late: true });
  const base = sceneOf(RATES);
  const change = { lr: { gd: 0.5 } };
  race.run(base, change);
  waiting[0](false, { stride: 2 });
  assert.equal(rowOf(race.withLiveRuns(base, change, word), "gd").stride, 2);
  waiting[0]();
  assert.equal(rowOf(race.withLiveRuns(base, change, word), "gd").stride, 1);
  race.run(base, change);
  assert.equal(requests.length, 1);
});

test("drawing a preview does not start the race again", () => {
  const { race, requests, waiting } = bench({ late: true });
  const base = sceneOf(RATES);
  race.run(base, { lr: { gd: 0.5 } });
  waiting[0](false);
  race.run(base, { lr: { gd: 0.5 } });
  assert.equal(requests.length, 1);
  race.run(base, { lr: { gd: 0.6 } });
  assert.equal(requests.length, 2);
  race.run(base, { lr: { gd: 0.5 } });
  assert.equal(requests.length, 3, "the engine has given the first one up for the second");
});

test("if the server's race has the same bits, there is no warning", () => {
  const { race, warnings } = bench();
  race.run(sceneOf(RATES), { lr: { gd: 0.5 } });
  const served = sceneOf({ gd: 0.5, adam: 0.2 });
  race.settle(served, {});
  assert.deepEqual(warnings, []);
  assert.equal(race.withLiveRuns(served, {}, word), served);
});

test("if the bits differ, the server's race is shown, with one warning in the console", () => {
  const { race, warnings } = bench({
    more: () => ({ loss: Float64Array.of(0, 0.5, 1 + 2 ** -52) }),
  });
  for (const rate of [0.5, 0.6]) {
    race.run(sceneOf(RATES), { lr: { gd: rate } });
    const served = sceneOf({ gd: rate, adam: 0.2 });
    race.settle(served, {});
    assert.equal(race.withLiveRuns(served, {}, word), served);
  }
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /^ravine: .*gd, loss at step 2: 1\.0000000000000002 here, 1 there/);
});

test("the average that a method returns is compared with the server's too", () => {
  const base = sceneOf({ gd: 0.1, "gd@answer": 0.25 });
  const served = sceneOf({ gd: 0.5, "gd@answer": 0.25 });
  for (const [last, count] of [
    [0.5, 0],
    [0.6, 1],
  ]) {
    const { path } = served.runs[1];
    const answer = { path, loss: Float64Array.of(0, 0.25, last) };
    const { race, warnings } = bench({ more: () => ({ answer }) });
    race.run(base, { lr: { gd: 0.5 } });
    race.settle(served, {});
    assert.equal(warnings.length, count);
  }
});

test("only complete results of the same race are compared, not previews or other values", () => {
  const wrong = { loss: Float64Array.of(9, 9, 9) };
  const cases = [
    [sceneOf({ gd: 0.51, adam: 0.2 }), wrong],
    [sceneOf({ gd: 0.5, adam: 0.2 }, { header: { steps: 3 } }), wrong],
    [sceneOf({ gd: 0.5, adam: 0.2 }), { ...wrong, stride: 2 }],
  ];
  for (const [served, more] of cases) {
    const { race, warnings } = bench({ more: () => more });
    race.run(sceneOf(RATES), { lr: { gd: 0.5 } });
    race.settle(served, {});
    assert.deepEqual(warnings, []);
  }
});

test("the sign of a zero and the length count as differences, two NaNs do not", () => {
  const run = (path, losses) => ({ key: "gd", path: Float64Array.of(...path), losses });
  const first = run([0, NaN, Infinity, 1], Float64Array.of(1, NaN));
  assert.equal(difference(first, run([0, NaN, Infinity, 1], Float64Array.of(1, NaN))), "");
  assert.match(difference(first, run([-0, NaN, Infinity, 1], first.losses)), /path at step 0/);
  assert.match(difference(first, run([0, NaN, Infinity, 1], Float64Array.of(1))), /loss at step 1/);
});

test("later changes of the visitor stay visible when an older answer of the server arrives", () => {
  const { race } = bench();
  race.run(sceneOf(RATES), { lr: { gd: 0.5 } });
  const other = sceneOf({ gd: 0.1, adam: 0.9 });
  race.settle(other, { lr: { gd: 0.5 } });
  const scene = race.withLiveRuns(other, { lr: { gd: 0.5 } }, word);
  assert.deepEqual([rowOf(scene, "gd").losses[1], rowOf(scene, "adam").losses[1]], [0.5, 0.9]);
});

test("without a usable engine nothing is run and nothing changes", () => {
  for (const options of [{ none: true }, { can: () => false }]) {
    const { race } = bench(options);
    const base = sceneOf(RATES);
    assert.equal(race.can(base, { lr: { gd: 0.5 } }), false);
    assert.equal(race.withLiveRuns(base, { lr: { gd: 0.5 } }, word), base);
  }
});

test("a failing engine is not used again, and the console says so", () => {
  const { race, warnings } = bench({
    more: () => {
      throw new Error("no such rule");
    },
  });
  const base = sceneOf(RATES);
  race.run(base, { lr: { gd: 0.5 } });
  assert.equal(race.can(base, {}), false);
  assert.match(warnings[0], /^ravine: .*no such rule/);
});

test("modules are loaded once for each scene, and again with the next one after a failure", async () => {
  const loads = [];
  const engine = {
    can: () => false,
    load: () => {
      loads.push(1);
      return Promise.reject(new Error("no network"));
    },
  };
  const { info } = console;
  console.info = () => {};
  const race = createLiveRace({ engine, news: () => {}, warn: assert.fail });
  const scene = sceneOf(RATES);
  race.load(scene);
  race.load(scene);
  await new Promise((done) => setTimeout(done));
  race.load(sceneOf(RATES));
  await new Promise((done) => setTimeout(done));
  console.info = info;
  assert.equal(loads.length, 2);
});
