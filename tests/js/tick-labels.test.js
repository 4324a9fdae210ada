import assert from "node:assert/strict";
import { test } from "node:test";
import { digitsIn } from "../../ravine/stage/frontend/plots/hover.js";
import { axisTicks, labelsOf } from "../../ravine/stage/frontend/plots/tick-labels.js";

const CENTRES = [0, 1, -2.805118, 0.0898420131, 512.123456, -1e-4, 3e7];
const WIDTHS = [4, 1, 1e-2, 1e-3, 1e-5, 1e-6, 1e-9];

/** The number that a label stands for, as a reader adds up label and note. */
function read(text, note) {
  const number = (words) => Number(words.replaceAll("−", "-").replaceAll(" ", ""));
  const [, sign, offset, power] =
    note.match(/^(?: ([+−]) ([\d.e−]+))?(?: \(×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)\))?$/) ?? assert.fail(note);
  const exponent = Array.from(power ?? "⁰", (mark) =>
    mark === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(mark),
  ).join("");
  const shift = offset ? number(offset) * (sign === "+" ? -1 : 1) : 0;
  return shift + number(text) * 10 ** Number(exponent);
}

test("ticks can be told apart, are short, and stand where label and note say, at any depth", () => {
  for (const centre of CENTRES) {
    for (const width of WIDTHS) {
      if (width < 1e-14 * Math.abs(centre)) continue;
      for (const room of [3, 6, 9]) {
        const [low, high] = [centre - 0.53 * width, centre + 0.47 * width];
        const { ticks, note } = axisTicks(low, high, room);
        const texts = ticks.map(({ text }) => text);
        const what = `${centre} ± ${width}: ${texts} ${note}`;
        assert.ok(ticks.length >= 2 && ticks.length <= 2 * room + 2, what);
        assert.equal(new Set(texts).size, texts.length, what);
        assert.ok(Math.max(...texts.map((text) => text.length)) <= 7, what);
        for (const { at, text } of ticks) {
          assert.ok(at >= low - 1e-6 * width && at <= high + 1e-6 * width, what);
          assert.ok(Math.abs(read(text, note) - at) < 1e-3 * width, `${what}, ${text} at ${at}`);
        }
      }
    }
  }
});

test("at home and in a moderate zoom labels are plain numbers", () => {
  for (const [low, high] of [
    [-2, 2],
    [-512, 512],
    [0.9, 1.1],
    [0.248, 0.252],
  ]) {
    assert.equal(axisTicks(low, high, 5).note, "", `${low} to ${high}`);
  }
});

test("given values that differ late get labels that differ", () => {
  const base = -1.031628453489;
  const values = [1, 2, 5, 9].map((k) => base + k * 1e-11);
  const { texts, note } = labelsOf(values);
  assert.equal(new Set(texts).size, 4);
  texts.forEach((text, k) => {
    assert.ok(Math.abs(read(text, note) - values[k]) < 1e-12, `${text}${note}`);
  });
  assert.deepEqual(labelsOf([0.5, 6, 1000]), { texts: ["0.5", "6", "1000"], note: "" });
});

test("a number under the pointer has the digits that its window tells apart", () => {
  assert.equal(digitsIn(1.00002, 4, 5), 5);
  assert.ok(digitsIn(1.0000234, 1e-5, 5) >= 8);
  assert.equal(digitsIn(0, 1e-5, 4), 4);
});
