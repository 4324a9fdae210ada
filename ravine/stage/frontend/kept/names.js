/** Name a race that is kept: surface, racers, batch, and what sets it apart from the race that has this name. Pure. */

import { short } from "../page/format.js";
import { unlike } from "./list.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Word} Word */

const FEW = 2; // racers that are named one by one
/** @type {Record<string, string>} */
const CALLED = { steps: "kept-steps", seed: "kept-seed", start: "kept-start" };

/** @type {(scene: Scene, list: Kept[], word: Word) => string} */
export function suggestedName(scene, list, word) {
  const name = [scene.surface.name, racersOf(scene, word), batchOf(scene, word)]
    .filter(Boolean)
    .join(" · ");
  const same = list.find((kept) => kept.name === name);
  const apart = same && differenceOf(scene, same.query, word);
  return unlike(apart ? `${name} · ${apart}` : name, list);
}

/** @type {(scene: Scene, word: Word) => string} */
function racersOf({ runs, header }, word) {
  const shown = runs.filter(({ key, companion }) => !companion && !header.view.off.includes(key));
  if (shown.length <= FEW) return shown.map(({ name }) => name).join(", ");
  return word("kept-racers", { count: shown.length });
}

/** @type {(scene: Scene, word: Word) => string} */
function batchOf({ header: { samples } }, word) {
  return samples && !samples.whole ? word("kept-batch", { size: samples.batch }) : "";
}

/**
 * The first setting that two races do not share, with its value in this one.
 * @type {(scene: Scene, other: string, word: Word) => string}
 */
function differenceOf(scene, other, word) {
  const before = new URLSearchParams(other);
  for (const [key, value] of new URLSearchParams(scene.header.query)) {
    if (before.get(key) === value) continue;
    const called = settingOf(scene, key, word);
    if (called) return `${called} = ${written(value)}`;
  }
  return "";
}

/** @type {(scene: Scene, key: string, word: Word) => string} name of a setting; empty for what does not change a race */
function settingOf({ surface, runs }, key, word) {
  if (CALLED[key]) return word(CALLED[key]);
  const [owner, ...rest] = key.split(".");
  if (!rest.length) return "";
  if (owner === "s") return surface.named?.[rest[0]] ?? rest[0];
  return `${runs.find(({ key: run }) => run === owner)?.name ?? owner} ${rest.join(" ")}`;
}

/** @param {string} value */
function written(value) {
  const numbers = value.split(",").map(Number);
  return numbers.some(Number.isNaN) ? value : numbers.map((number) => short(number, 4)).join(", ");
}
