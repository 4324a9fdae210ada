import assert from "node:assert/strict";
import { test } from "node:test";
import { createEngine } from "../../ravine/stage/frontend/engine/engine.js";
import { createJob } from "../../ravine/stage/frontend/engine/job.js";
import { terrainOf } from "../../ravine/stage/frontend/engine/terrain.js";

const surface = {
  valueAndGradient: (x, y) => [x * x + y * y, 2 * x, 2 * y],
  hessian: () => [2, 0, 2],
};
const gd = {
  coupled: false,
  slots: 0,
  carried: [],
  rate: 0,
  names: ["lr"],
  coefficients: (h) => [h[0]],
  update: (w, g, state, [lr]) => [w - lr * g, state],
  gain: () => 2,
  pulls: () => [0, 0],
};
const rules = {
  optimizers: { gd },
  schedules: { half: { names: [], factor: () => 0.5 } },
  eigenvalues: (a, _, d) => [Math.max(a, d), Math.min(a, d)],
  limit: (curvature, gain) => gain / curvature,
  verdict: (_path, loss) => [0, loss.length - 1, 1, 0],
  kinds: ["converged"],
};
const modules = { engine: { createJob }, rules, surface };

function request(changes = {}) {
  const racer = { key: "gd", optimizer: "gd", values: { lr: 0.1 }, schedule: null, full: false };
  return {
    engine: "engine",
    rules: "rules",
    module: "surface",
    parameters: [],
    size: 0,
    batching: null,
    noise: null,
    start: [1, -2],
    steps: 300,
    axis: "steps",
    rates: false,
    curvature: false,
    terrain: {
      kinds: [],
      xs: [],
      ys: [],
      values: [],
      domain: [],
      lowest: 0,
      range: 1,
      endless: false,
    },
    racers: [racer],
    ...changes,
  };
}

function bench(ports = {}) {
  const requests = [];
  const load = async (address) => {
    requests.push(address);
    return modules[address] ?? Promise.reject(new Error("gone"));
  };
  let at = 0;
  const engine = createEngine({ load, now: () => at, ...ports });
  return { engine, requests, wait: (ms) => (at += ms) };
}

test("a race can run once its modules are loaded, and each is requested once", async () => {
  const { engine, requests } = bench();
  assert.equal(engine.can(request()), false);
  assert.equal(await engine.load(request()), true);
  await engine.load(request());
  assert.equal(engine.can(request()), true);
  assert.deepEqual(requests, ["engine", "rules", "surface"]);
});

test("a module that fails to load is reported and requested again", async () => {
  const { engine, requests } = bench();
  await assert.rejects(engine.load(request({ module: "lost" })));
  await assert.rejects(engine.load(request({ module: "lost" })));
  assert.equal(engine.can(request({ module: "lost" })), false);
  assert.equal(requests.filter((address) => address === "lost").length, 2);
});

test("a race with an optimizer or schedule that is not transpiled is left to the server", async () => {
  const { engine } = bench();
  await engine.load(request());
  const other = { key: "odd", optimizer: "odd", values: { lr: 1 }, schedule: null, full: false };
  assert.equal(engine.can(request({ racers: [other] })), false);
  const scheduled = { ...request().racers[0], schedule: { key: "odd", values: {} } };
  assert.equal(engine.can(request({ racers: [scheduled] })), false);
});

test("a short race has its results before the call returns", async () => {
  const { engine } = bench({ beside: () => assert.fail("no worker is needed") });
  await engine.load(request());
  let heard = null;
  engine.run(request(), (results, done) => {
    heard = { results, done };
  });
  assert.equal(heard.done, true);
  const [{ key, path, loss, limitAt, steps, verdict }] = heard.results;
  assert.deepEqual([key, steps, path.length, loss.length], ["gd", 300, 602, 301]);
  assert.deepEqual([...path.subarray(0, 4)], [1, -2, 1 - 0.1 * 2, -2 - 0.1 * -4]);
  assert.deepEqual([limitAt(0), limitAt(300)], [1, 1]);
  assert.deepEqual(verdict, { kind: "converged", step: 300, minimum: 1, outside: false });
});

test("a long race runs in the worker, and a newer one replaces it", async () => {
  const [ready, sent] = [[], []];
  const { engine } = bench({
    beside: () => ({
      prepare: ({ steps }) => ready.push(steps),
      run: (...call) => sent.push(call),
    }),
  });
  await engine.load(request());
  assert.deepEqual(ready, []);
  await engine.load(request({ steps: 10_000_000 }));
  assert.deepEqual(ready, [10_000_000]);
  const heard = [];
  engine.run(request({ steps: 10_000_000 }), () => heard.push("old"));
  engine.run(request({ steps: 20_000_000 }), () => heard.push("new"));
  assert.equal(sent.length, 2);
  sent[0][1]([], true);
  sent[1][1]([], false);
  sent[1][1]([], true);
  assert.deepEqual(heard, ["new", "new"]);
});

test("a race that takes longer than estimated moves to the worker, and the next one starts there", async () => {
  const sent = [];
  const clock = { at: 0, ticking: false };
  const beside = () => ({ prepare() {}, run: ({ steps }) => sent.push(steps), close() {} });
  const now = () => {
    if (clock.ticking) clock.at += 1;
    return clock.at;
  };
  const { engine } = bench({ beside, now });
  await engine.load(request());
  clock.ticking = true;
  engine.run(request({ steps: 10_000 }), () => assert.fail("it is not done"));
  const spent = clock.at;
  engine.run(request({ steps: 10_001 }), () => assert.fail("it is not done"));
  assert.deepEqual(sent, [10_000, 10_001]);
  assert.ok(spent >= 15, "the page has tried");
  assert.equal(clock.at, spent, "the page has not tried again");
});

test("if the worker fails, the page runs the race itself", async () => {
  let failed = null;
  const beside = (fail) => {
    failed = fail;
    return { prepare() {}, run() {}, close() {} };
  };
  const { engine } = bench({ beside });
  await engine.load(request());
  const heard = [];
  engine.run(request({ steps: 100_000 }), ([{ steps }], done) => heard.push([steps, done]));
  assert.deepEqual(heard, []);
  failed();
  assert.deepEqual(heard, [[100_000, true]]);
  engine.run(request({ steps: 90_000 }), ([{ steps }], done) => heard.push([steps, done]));
  assert.deepEqual(heard.at(-1), [90_000, true]);
});

test("a schedule changes the rate, and the slider's limit is divided by its largest factor", async () => {
  const { engine } = bench();
  await engine.load(request());
  const racer = { ...request().racers[0], schedule: { key: "half", values: {} } };
  engine.run(request({ racers: [racer], rates: true }), ([{ path, rate, limitAt }]) => {
    assert.equal(path[2], 1 - 0.05 * 2);
    assert.equal(rate[1], 0.05);
    assert.equal(limitAt(5), 2);
  });
});

test("partial results are the beginning of the run", () => {
  const job = createJob(surface, rules, request({ steps: 5000 }));
  let turns = 0;
  assert.equal(
    job.run(() => {
      turns += 1;
      return turns > 20;
    }),
    false,
  );
  const [early] = job.results();
  assert.ok(early.steps > 0 && early.steps < 5000);
  assert.equal(early.verdict, null);
  job.run(() => false);
  const [whole] = job.results();
  assert.equal(whole.steps, 5000);
  for (let k = 0; k < early.loss.length; k += 1) {
    const i = Math.min(k * early.stride, early.steps);
    assert.equal(early.loss[k], whole.loss[i]);
    assert.equal(early.path[2 * k + 1], whole.path[2 * i + 1]);
  }
});

test("stability limits computed on request equal those of the whole list", () => {
  const [whole, later] = [false, true].map((lazy) => {
    const job = createJob(surface, rules, request({ steps: 50 }), lazy);
    job.run(() => false);
    return job.results()[0];
  });
  assert.equal(later.limit, null);
  assert.deepEqual(
    Array.from({ length: 51 }, (_, k) => later.limitAt(k)),
    [...whole.limit],
  );
});

test("a diverging run ends at its first point out of bounds", () => {
  const racers = [{ ...request().racers[0], values: { lr: 5 } }];
  const job = createJob(surface, rules, request({ racers }));
  job.run(() => false);
  const [{ stopped, steps, path }] = job.results();
  assert.equal(stopped, steps);
  assert.ok(steps < 300 && Math.abs(path.at(-1)) >= 1e9 && Math.abs(path.at(-3)) < 1e9);
});

test("runs are judged by critical points of all kinds", () => {
  const mark = (x) => ({ x, y: -x, value: 10 * x });
  const { kinds, xs, ys, values, domain, endless } = terrainOf({
    minima: [mark(1), mark(2)],
    saddles: [],
    maxima: [mark(3)],
    domain: [
      [-1, 1],
      [-2, 2],
    ],
    terrain: { lowest: 0, range: 4, endless: true },
  });
  assert.deepEqual([...kinds], [0, 0, 2]);
  assert.deepEqual([...xs], [1, 2, 3]);
  assert.deepEqual([...ys], [-1, -2, -3]);
  assert.deepEqual([...values], [10, 20, 30]);
  assert.deepEqual([domain, endless], [[-1, 1, -2, 2], true]);
});
