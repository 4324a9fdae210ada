import assert from "node:assert/strict";
import { test } from "node:test";
import {
  apart,
  roundWithin,
  short,
  significant,
  speaker,
  steady,
} from "../../ravine/stage/frontend/page/format.js";

test("changing numbers keep their number of digits", () => {
  const cases = [
    [0.02, "0.02000"],
    [1, "1.000"],
    [-12.34567, "−12.35"],
    [1.5e-7, "1.50e−7"],
    [-2e9, "−2.00e9"],
    [1.785e54, "1.78e54"],
    [1.7976931348623157e308, "1.80e308"],
    [1e-10, "1.00e−10"],
    [5e-324, "4.94e−324"],
    [0, "0"],
    [NaN, "NaN"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
    [null, "–"],
    [undefined, "–"],
  ];
  for (const [value, text] of cases) assert.equal(steady(value), text);
});

test("short numbers can be typed back", () => {
  assert.equal(short(0.02), "0.02");
  assert.equal(short(1e-5), "1e-5");
  for (const value of [0.001, 123456, 42.5, 2.5e-9, 1.785e54, 1e-10, 1e300])
    assert.equal(Number(short(value)), value);
});

test("two different numbers are shown with enough digits to differ", () => {
  assert.deepEqual(apart(5.00000012, 5.00000007), ["5.00000012", "5.00000007"]);
  assert.deepEqual(apart(8.7812, -6), ["8.781", "-6"]);
  assert.deepEqual(apart(0.002, 0.0019984, 3), ["0.002", "0.001998"]);
  assert.deepEqual(apart(0.25, 0.25), ["0.25", "0.25"]);
  assert.deepEqual(apart(0.123451, 0.123449, 4, steady), ["0.1235", "0.1234"]);
  assert.deepEqual(apart(1, 1 + Number.EPSILON), ["1", "1.0000000000000002"]);
  assert.deepEqual(apart(NaN, NaN), ["NaN", "NaN"]);
  for (const [first, second] of [
    [1e-9, 1.0000001e-9],
    [99999.9, 100000],
    [-3.00001, -3.00002],
  ])
    assert.equal(new Set(apart(first, second)).size, 2);
});

test("rates and starts are rounded to sensible decimals", () => {
  assert.equal(significant(0.0123456, 3), 0.0123);
  assert.equal(roundWithin(-1.23456789, 4), -1.2346);
  assert.equal(roundWithin(1 / 3, 12), 0.333);
  assert.equal(roundWithin(123.456, 1000), 123.5);
  assert.equal(roundWithin(123456.7, 1e6), 123457);
});

test("texts are filled in; an unknown key is shown as it is", () => {
  const word = speaker({ hello: "{name}, {name}!" });
  assert.equal(word("hello", { name: "Adam" }), "Adam, Adam!");
  assert.equal(word("missing"), "missing");
});
