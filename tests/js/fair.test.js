import assert from "node:assert/strict";
import test from "node:test";
import { keyOf, questionOf } from "../../ravine/stage/frontend/maps/fair-asked.js";
import {
  emptyFair,
  fillFair,
  finished,
  mostOf,
  profileAt,
  ratiosOf,
  stairs,
  tunedOf,
} from "../../ravine/stage/frontend/maps/fair-result.js";
import { costOf } from "../../ravine/stage/frontend/maps/fair-table.js";

/** A fair race of two racers on so many surfaces; costs: by surface and racer, null: failed. */
function raceOf(costs, more = {}) {
  const racers = ["gd", "adam"];
  const surfaces = costs.map((_, i) => ({ key: `s${i}`, name: `S${i}` }));
  const told = {
    ...{ budget: 3, goal: "steps", over: "start", cases: 1, known: 0, surfaces },
    ...{ space: { gd: [1e-4, 1], adam: [1e-4, 1] }, ...more },
  };
  const axes = racers.map((racer) => ({ racer, values: Float64Array.of(1e-3, 1e-2, 1e-1) }));
  const fair = emptyFair({ axes, racers, target: 1, told });
  for (const [surface, row] of costs.entries())
    for (const [i, cost] of row.entries()) {
      if (cost === undefined) continue;
      const best = cost === null ? null : 1;
      const rates = cost === null ? null : [1e-2, 1e-1];
      const spread = [cost, cost, cost === null ? null : 2 * cost];
      fillFair(fair, { racer: racers[i], told: { surface, best, cost, spread, good: 0.5, rates } });
    }
  return fair;
}

test("a tuned rate is that of the best trial; what failed has none and costs without end", () => {
  const fair = raceOf([[7, null]]);
  const { rate, cost, spread } = tunedOf(fair, 0, "gd");
  assert.deepEqual([rate, cost, spread], [1e-2, 7, [7, 7, 14]]);
  const failed = tunedOf(fair, 0, "adam");
  assert.deepEqual([failed.rate, failed.cost, failed.spread[2]], [null, Infinity, Infinity]);
  assert.equal(tunedOf(fair, 1, "gd"), null);
});

test("a profile is the share of the finished surfaces within a factor of the best racer there", () => {
  const fair = raceOf([
    [10, 20],
    [30, 10],
    [5, 5],
    [null, 8],
    [4, undefined],
  ]);
  assert.deepEqual(finished(fair), [0, 1, 2, 3]);
  const ratios = ratiosOf(fair);
  assert.deepEqual(ratios.get("gd"), [1, 3, 1, Infinity]);
  assert.deepEqual(ratios.get("adam"), [2, 1, 1, 1]);
  assert.deepEqual(
    [1, 2.9, 3, 1e9].map((factor) => profileAt(ratios.get("gd"), factor)),
    [0.5, 0.5, 0.75, 0.75],
  );
  assert.deepEqual(stairs(ratios.get("gd"), 10), [
    [1, 0.5],
    [3, 0.5],
    [3, 0.75],
    [10, 0.75],
  ]);
  assert.deepEqual(
    stairs(ratios.get("gd"), 2).at(-1),
    [2, 0.5],
    "what lies beyond the axis is not drawn",
  );
  assert.equal(mostOf(ratios.values()), 10);
  assert.equal(mostOf([[40, Infinity]]), 52);
  const nought = ratiosOf(raceOf([[0, 3]]));
  assert.equal(nought.get("gd")[0], 1, "a start that has arrived already is the best");
});

test("results are said with their quartiles where these differ", () => {
  const word = (key, holes = {}) => `${key} ${Object.values(holes)}`.trim();
  const fair = raceOf([[7, null]]);
  assert.equal(costOf(fair, tunedOf(fair, 0, "gd"), word), "fair-spread 7,7,14");
  assert.equal(costOf(fair, tunedOf(fair, 0, "adam"), word), "fair-failed");
  assert.equal(costOf({ goal: "final" }, { cost: 0.012345, spread: [1, 1, 1] }, word), "0.0123");
});

test("the question has the choices of the page; neither rates nor how a race is drawn are asked again", () => {
  const now = (query, view = {}) => ({
    base: { header: { query, lang: "en", samples: null } },
    view: { fair_goal: "steps", fair_over: "start", fair_budget: "64", fair_on: "this", ...view },
  });
  const race = "s=bowl&o=gd&gd.lr=0.1";
  const asked = questionOf(now(`${race}&fair_goal=mean`, { fair_over: "starts" }));
  assert.equal(asked.kind, "fair");
  assert.equal(asked.query, `${race}&fair_over=starts`);
  const key = (query, view) => keyOf(now(query, view));
  assert.equal(key(race), key("s=bowl&o=gd&gd.lr=0.5&three=0&map=fair&map_zoom=1,2,3,4"));
  assert.notEqual(key(race), key(race, { fair_budget: "16" }));
  assert.notEqual(key(race), key(`${race}&gd.weight_decay=0.1`));
  assert.notEqual(key(race), key("s=bowl&o=gd,adam&gd.lr=0.1"));
});
