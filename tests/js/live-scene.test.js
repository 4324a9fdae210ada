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

test("a verdict that is known is said; one that is not is marked as that of another race", () => {
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

test("a run that diverges says so whether or not the engine judges", () => {
  const run = rowOf(dragged(sceneOf({ gd: 0.1 }), { stopped: 1 }), "gd");
  assert.deepEqual(
    [run.verdict.text, run.pending, run.diverged],
    ["Diverged, step 1", false, true],
  );
});

test("a run that diverged before the drag and no longer does is drawn to its end", () => {
  const base = sceneOf({ gd: 0.1 });
  const verdict = { kind: "diverged", text: "Diverged, step 1", criterion: "" };
  Object.assign(base.runs[0], { verdict, diverged: true });
  assert.deepEqual(
    [rowOf(dragged(base), "gd").diverged, rowOf(dragged(base), "gd").pending],
    [false, true],
  );
});

test("the average by which a method is judged follows, and is gone while there is none", () => {
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

test("what only the server knows of a race is not shown beside another one", () => {
  const part = (key) => ({ key });
  const of = (key) => ({
    ...{ vectors: part(key), seen: part(key), slice: { key, next: [1] }, bands: [part(key)] },
  });
  const mine = dragged(sceneOf({ gd: 0.1, adam: 0.2 }, of("gd")));
  assert.deepEqual([mine.vectors, mine.seen, mine.slice.next], [null, null, null]);
  assert.ok(mine.dragged.includes("gd"));
  const other = dragged(sceneOf({ gd: 0.1, adam: 0.2 }, of("adam")));
  assert.deepEqual(
    [other.vectors, other.seen, other.slice.next],
    [part("adam"), part("adam"), [1]],
  );
});

test("two results of one rate are two drawings", () => {
  const base = sceneOf({ gd: 0.1 });
  assert.equal(rowOf(dragged(base), "gd").part, "live 1");
  assert.notEqual(rowOf(dragged(base), "gd").part, base.runs[0].part);
});
