import assert from "node:assert/strict";
import { test } from "node:test";
import { liveScene } from "../../ravine/stage/frontend/protocol/live-scene.js";
import { raceRequest } from "../../ravine/stage/frontend/protocol/race-request.js";
import { resultOf, sceneOf, word } from "./scene.js";

const CHANGE = { lr: { gd: 0.5 } };

/** The scene while the rate of gd is dragged, with the engine's results overridden by `more`. */
function dragged(base, more = {}) {
  const request = raceRequest(base, CHANGE);
  const racer = request.racers.find(({ key }) => key === "gd");
  const results = new Map([["gd", { result: resultOf(racer, request, more), id: "live 1" }]]);
  return liveScene(base, CHANGE, ["gd"], results, word);
}

const rowOf = (scene, key) => scene.runs.find((run) => run.key === key);

test("a known verdict is shown; an outdated one is marked", () => {
  const base = sceneOf({ gd: 0.1, adam: 0.2 });
  const verdict = { kind: "diverged", step: 2, minimum: null, outside: false };
  const known = rowOf(dragged(base, { verdict, stopped: 2 }), "gd");
  assert.deepEqual(
    [known.verdict.text, known.pending, known.diverged],
    ["Diverged, step 2", false, true],
  );
  const unknown = rowOf(dragged(base), "gd");
  assert.deepEqual([unknown.verdict.text, unknown.pending], ["Still moving", true]);
  assert.equal(rowOf(dragged(base), "adam").pending, undefined);
});

test("a diverging run says so even without a verdict of the engine", () => {
  const run = rowOf(dragged(sceneOf({ gd: 0.1 }), { stopped: 1 }), "gd");
  assert.deepEqual(
    [run.verdict.text, run.pending, run.diverged],
    ["Diverged, step 1", false, true],
  );
});

test("a run that no longer diverges while it is dragged is drawn to its end", () => {
  const base = sceneOf({ gd: 0.1 });
  const verdict = { kind: "diverged", text: "Diverged, step 1", criterion: "" };
  Object.assign(base.runs[0], { verdict, diverged: true });
  assert.deepEqual(
    [rowOf(dragged(base), "gd").diverged, rowOf(dragged(base), "gd").pending],
    [false, true],
  );
});

test("the row of an average follows the drag, and disappears while there is no average", () => {
  const base = sceneOf({ gd: 0.1, "gd@answer": 0.1, adam: 0.2 });
  base.runs[0].verdict = { kind: "averaged", text: "See its average", criterion: "" };
  const answer = resultOf({ key: "gd@answer", values: { lr: 7 } }, { start: [0, 0] });
  const followed = dragged(base, { answer });
  assert.equal(rowOf(followed, "gd@answer").losses[1], 7);
  assert.equal(rowOf(followed, "gd").verdict.text, "See its average");
  assert.equal(rowOf(followed, "gd").pending, false);
  assert.deepEqual(
    dragged(base).runs.map(({ key }) => key),
    ["gd", "adam"],
  );
});

test("vectors and cosines of the server are hidden while another race is shown", () => {
  const part = (key) => ({ key });
  const of = (key) => ({
    ...{ vectors: part(key), seen: part(key), bands: [part(key)] },
  });
  const mine = dragged(sceneOf({ gd: 0.1, adam: 0.2 }, of("gd")));
  assert.deepEqual([mine.vectors, mine.seen], [null, null]);
  assert.ok(mine.dragged.includes("gd"));
  const other = dragged(sceneOf({ gd: 0.1, adam: 0.2 }, of("adam")));
  assert.deepEqual([other.vectors, other.seen], [part("adam"), part("adam")]);
});

test("a new result at the same rate is drawn again", () => {
  const base = sceneOf({ gd: 0.1 });
  assert.equal(rowOf(dragged(base), "gd").part, "live 1");
  assert.notEqual(rowOf(dragged(base), "gd").part, base.runs[0].part);
});

test("a name that tells copies apart by their rates says the one that is dragged", () => {
  const base = sceneOf({ gd: 0.1, "gd~2": 0.2 });
  for (const run of base.runs) run.live = `${run.key}, lr {rate}`;
  const { runs } = dragged(base);
  assert.deepEqual(
    runs.map(({ name }) => name),
    ["gd, lr 0.5", "gd~2"],
  );
});
