/** What the groups Program and Data of the dialog offer, and what they ask the server for. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { contents } from "../../ravine/stage/frontend/takeaway/data.js";
import { GROUPS } from "../../ravine/stage/frontend/takeaway/dialog.js";
import { aboutPackage, racersShown } from "../../ravine/stage/frontend/takeaway/program.js";
import { createLatest, reason, served } from "../../ravine/stage/frontend/takeaway/served.js";

const word = (/** @type {string} */ key, /** @type {any} */ holes = {}) =>
  [key, ...Object.values(holes)].join(" ");

test("the rule's own package is named, and NumPy where no other makes the run", () => {
  assert.equal(aboutPackage("torch", ["torch", "numpy"], word), "take-program-own PyTorch");
  assert.equal(aboutPackage("optax", ["optax", "numpy"], word), "take-program-own optax");
  assert.equal(aboutPackage("numpy", ["torch", "numpy"], word), "take-program-numpy");
  assert.equal(aboutPackage("numpy", ["numpy"], word), "take-program-numpy-only");
});

test("programs are written of racers, not of their twins, in the order that the visitor has given them", () => {
  const runs = [
    { key: "adam", name: "Adam" },
    { key: "adam@full", name: "Adam, all samples", companion: true },
    { key: "gd", name: "Gradient descent" },
  ];
  const state = /** @type {any} */ ({ scene: { runs }, changes: {} });
  const [adam, gd] = [
    { value: "adam", text: "Adam" },
    { value: "gd", text: "Gradient descent" },
  ];
  assert.deepEqual(racersShown(state), [adam, gd]);
  assert.deepEqual(racersShown({ ...state, changes: { o: ["gd", "adam"] } }), [gd, adam]);
  assert.deepEqual(racersShown({ ...state, scene: null }), []);
});

test("data are of what the page shows: the map first where it has one", () => {
  assert.deepEqual(contents({ maps: false }, { seeds: "" }), ["race"]);
  assert.deepEqual(contents({ maps: false }, { seeds: "abc" }), ["race", "seeds"]);
  assert.deepEqual(contents({ maps: true }, null), ["map", "race"]);
});

test("a race without optimizers has no program, and every group has a name of its own", () => {
  const program = GROUPS.find(({ key }) => key === "program");
  assert.equal(program?.applies?.(/** @type {any} */ ({ scene: { runs: [] } }), []), false);
  assert.equal(new Set(GROUPS.map(({ name }) => name)).size, GROUPS.length);
});

test("of several requests the newest alone is shown", async () => {
  const latest = createLatest();
  /** @type {any[]} */
  const seen = [];
  /** @type {(value: unknown) => void} */
  let answer = () => {};
  const first = latest.run(
    (signal) => {
      signal.addEventListener("abort", () => seen.push("ended"));
      return new Promise((done) => {
        answer = done;
      });
    },
    (result) => seen.push(result),
    (error) => seen.push(error),
  );
  await latest.run(
    async () => 2,
    (result) => seen.push(result),
    (error) => seen.push(error),
  );
  answer(1);
  await first;
  assert.deepEqual(seen, ["ended", 2]);
});

test("what was stopped says nothing any more, not even that it failed", async () => {
  const latest = createLatest();
  const running = latest.run(
    async (signal) => {
      await new Promise((done) => signal.addEventListener("abort", done));
      throw new Error("aborted");
    },
    () => assert.fail(),
    () => assert.fail(),
  );
  latest.stop();
  await running;
});

test("a file has the name that the server gives it", async () => {
  /** @type {any[]} */
  const asked = [];
  const act = /** @type {any} */ ({
    async ask(/** @type {any[]} */ ...question) {
      asked.push(question.slice(0, 2));
      const headers = { "Content-Disposition": 'attachment; filename="ravine-bowl.csv"' };
      return new Response("a,b\n", { headers });
    },
  });
  const { blob, name } = await served(act, "csv", { of: "race" });
  assert.deepEqual(asked, [["csv", { of: "race" }]]);
  assert.equal(name, "ravine-bowl.csv");
  assert.equal(await blob.text(), "a,b\n");
});

test("a refusal is said in the server's own sentence where it has one", () => {
  assert.equal(reason(Object.assign(new Error("409"), { sentence: "Not yet." }), word), "Not yet.");
  assert.equal(reason(new TypeError("network"), word), "take-failed");
});
