import assert from "node:assert/strict";
import { test } from "node:test";

import {
  copied,
  moved,
  nextCopy,
  racersOf,
  rangeAround,
  spread,
} from "../../ravine/stage/frontend/player/lineup.js";

const LR = { name: "lr", label: "", scale: "log", low: 1e-5, high: 10 };

test("rows of averages and twins are no racers, and a new order counts before it is shown", () => {
  const runs = ["gd", "adam", "adam@full"].map((key) => ({ key, companion: key.includes("@") }));
  assert.deepEqual(racersOf(runs, {}), ["gd", "adam"]);
  assert.deepEqual(racersOf(runs, { o: ["adam"] }), ["adam"]);
});

test("a copy has the first free number of its rule", () => {
  assert.equal(nextCopy("adam", ["adam", "gd~2"]), "adam~2");
  assert.equal(nextCopy("adam~3", ["adam", "adam~2", "adam~4"]), "adam~3");
});

test("two copies made at once are two racers", () => {
  const first = copied("adam", ["adam"], {});
  assert.deepEqual(first, { like: { "adam~2": "adam" } });
  assert.deepEqual(copied("adam", ["adam"], first), { like: { "adam~3": "adam" } });
});

test("a copy stands beside its racer in an order that is on its way", () => {
  const { o } = copied("adam", ["gd", "adam", "lion"], { o: ["lion", "adam", "gd"] });
  assert.deepEqual(o, ["lion", "adam", "adam~2", "gd"]);
});

test("a racer moves by one place and stays within the race", () => {
  assert.deepEqual(moved("b", ["a", "b", "c"], -1), ["b", "a", "c"]);
  assert.deepEqual(moved("b", ["a", "b", "c"], 1), ["a", "c", "b"]);
  assert.deepEqual(moved("c", ["a", "b", "c"], 1), ["a", "b", "c"]);
});

test("rates are spread evenly on the logarithmic scale", () => {
  assert.deepEqual(spread(LR, 0.001, 0.1), [0.001, 0.003162, 0.01, 0.03162, 0.1]);
  assert.deepEqual(spread(LR, 0.0123456, 0.5)[0], 0.0123456, "the ends stay as they were typed");
});

test("averaging rates are spread evenly in their distance from one", () => {
  const values = spread({ ...LR, scale: "decay", low: 0, high: 0.9999 }, 0, 0.9999);
  assert.deepEqual(values, [0, 0.9, 0.99, 0.999, 0.9999]);
});

test("other numbers are spread evenly, whole ones stay whole and occur once", () => {
  assert.deepEqual(
    spread({ ...LR, scale: "linear", low: 0, high: 1 }, 0, 1),
    [0, 0.25, 0.5, 0.75, 1],
  );
  assert.deepEqual(spread({ ...LR, scale: "whole", low: 1, high: 10 }, 1, 3), [1, 2, 3]);
});

test("from zero on a logarithmic scale, each is a tenth of the next", () => {
  assert.deepEqual(spread(LR, 0, 0.1), [0, 0.0001, 0.001, 0.01, 0.1]);
});

test("values are ascending and within the range", () => {
  for (const scale of ["log", "decay", "linear"]) {
    for (const [low, high] of [
      [1e-5, 0.9],
      [0.1, 0.1001],
      [0.5, 0.99999],
      [0.3, 0.30000001],
    ]) {
      const values = spread({ ...LR, scale }, low, high);
      assert.ok(
        values.every((v, i) => v >= low && v <= high && (!i || v > values[i - 1])),
        `${scale} ${values}`,
      );
    }
  }
});

test("a range to begin with holds the present value and is usable", () => {
  assert.deepEqual(rangeAround(LR, 0.05), [0.005, 0.5]);
  assert.deepEqual(rangeAround(LR, 5), [0.5, 10], "within the bounds");
  assert.deepEqual(rangeAround({ ...LR, low: 0, high: 1 }, 0), [0, 0.1]);
  assert.deepEqual(rangeAround({ ...LR, scale: "decay", low: 0, high: 0.9999 }, 0.9), [0, 0.99]);
  assert.deepEqual(rangeAround({ ...LR, scale: "linear", low: 0, high: 1 }, 0.3), [0, 1]);
  assert.deepEqual(rangeAround({ ...LR, scale: "whole", low: 1, high: 100 }, 20), [10, 40]);
});
