import assert from "node:assert/strict";
import { test } from "node:test";
import { problemOf } from "../../ravine/stage/frontend/controls/step-field.js";
import { readNumber } from "../../ravine/stage/frontend/page/read-number.js";
import { placeText } from "../../ravine/stage/frontend/player/time.js";

test("numbers are read as people type them", () => {
  const spelled = {
    250: ["250", " 250 ", "２５０", "250.", "+250", "2.5e2", "250스텝", "“250”"],
    0.995: ["0.995", "0,995", ".995", "9.95e-1", "0．995"],
    0.001: ["1e-3", "1E−3", "10^-3", "1·10^-3", "1x10^(-3)", "10⁻³"],
    [-2]: ["-2", "−2", "–2", "－2"],
  };
  for (const [value, texts] of Object.entries(spelled)) {
    for (const text of texts) assert.equal(readNumber(text), Number(value), text);
  }
  for (const text of ["", "abc", "1.2.3", "1,2,3", "--1", "0x10", "Infinity", "NaN", "1e", "<b>"]) {
    assert.equal(readNumber(text), null, text);
  }
  assert.equal(readNumber("1e999"), Infinity);
});

test("where only whole numbers are usable, a comma separates thousands", () => {
  assert.equal(readNumber("1,000", true), 1000);
  assert.equal(readNumber("10,000", true), 10000);
  assert.equal(readNumber("1,000"), 1);
  assert.equal(readNumber("2,5", true), 2.5);
});

test("a typed step that cannot be shown has its sentence", () => {
  const clock = { step: 20, last: 20, grain: 1 };
  assert.equal(problemOf(20, clock), "");
  assert.equal(problemOf(21, clock), "step-beyond");
  assert.equal(problemOf(Infinity, clock), "step-beyond");
  assert.equal(problemOf(-1, { ...clock, step: 0 }), "step-beyond");
  assert.equal(problemOf(null, clock), "step-unreadable");
  assert.equal(problemOf(19.6, clock), "step-between");
  assert.equal(problemOf(100, { step: 96, last: 640, grain: 16 }), "step-between");
  assert.equal(problemOf(1.3, { step: 0.1 * 13, last: 2, grain: 0.1 }), "");
});

test("places are whole in steps and samples, and have decimals in epochs", () => {
  assert.equal(placeText(107.6, 1), "107");
  assert.equal(placeText(1.5, 0.1), "1.50");
});
