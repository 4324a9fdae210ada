/** What a map of a race is asked for: racer, axes, question; and what a click on a cell changes. Pure. */

import { DEFAULT_VIEW } from "../controls/toolbar.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Declared} Declared */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").View} View */
/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {"plane" | "basins"} Kind */

const BATCH = "batch";

/**
 * The rows of the racers themselves.
 * @param {import("../types.js").Scene} scene
 */
export function racersOf({ runs }) {
  return runs.filter(({ companion }) => !companion);
}

/**
 * The numbers of a racer that can be an axis.
 * @type {(now: Shown, run: Run | undefined) => Declared[]}
 */
export function settingsOf({ base, word }, run) {
  const own = (run && base.rules[run.optimizer]) ?? [];
  const { samples } = base.header;
  if (!samples || own.length === 0) return own;
  const { size } = samples;
  return [...own, { name: BATCH, label: word("batch"), scale: "whole", low: 1, high: size }];
}

/**
 * The racer of the map; of a plane one that has two numbers to vary.
 * @type {(now: Shown, kind: Kind) => Run | undefined}
 */
export function chosenRacer(now, kind) {
  const racers = racersOf(now.base);
  const named = racers.find(({ key }) => key === now.view.map_of);
  if (named || kind === "basins") return named ?? racers[0];
  return racers.find((run) => settingsOf(now, run).length > 1) ?? racers[0];
}

/**
 * The axes of a plane; null: the racer has no two numbers.
 * @type {(now: Shown, run: Run | undefined) => {x: Declared, y: Declared} | null}
 */
export function chosenAxes(now, run) {
  const settings = settingsOf(now, run);
  if (settings.length < 2) return null;
  const { map_x, map_y } = now.view;
  const find = (/** @type {string} */ name) => settings.find((each) => each.name === name);
  const x = find(map_x) ?? settings[find(map_y) === settings[0] ? 1 : 0];
  const wanted = find(map_y);
  const y = wanted && wanted !== x ? wanted : settings.find((each) => each !== x);
  return y ? { x, y } : null;
}

/**
 * What a number of a racer is now.
 * @type {(now: Shown, run: Run, name: string) => number}
 */
export function presentValue({ base, changes }, run, name) {
  if (name === BATCH) return changes.batch ?? base.header.samples?.batch ?? NaN;
  if (name === "lr") return changes.lr?.[run.key] ?? run.lr.value;
  return Number(changes.set?.[`${run.key}.${name}`] ?? run.values[name]);
}

/** @type {(racer: string, name: string, value: number) => Change} */
export function settingPatch(racer, name, value) {
  if (name === BATCH) return { batch: value };
  if (name === "lr") return { lr: { [racer]: value } };
  return { set: { [`${racer}.${name}`]: value } };
}

/**
 * The view of the question: what the page has chosen stands in it, so that the server has nothing to guess.
 * @type {(now: Shown, kind: Kind) => Partial<View>}
 */
function asked(now, kind) {
  const run = chosenRacer(now, kind);
  const { map_goal, map_size, map_zoom } = now.view;
  if (kind === "basins") return { map: kind, map_size, map_zoom };
  const axes = chosenAxes(now, run);
  return {
    ...{ map: kind, map_of: run?.key ?? "", map_x: axes?.x.name ?? "", map_y: axes?.y.name ?? "" },
    ...{ map_goal, map_size: map_size === "1024" ? "512" : map_size, map_zoom },
  };
}

/**
 * @param {Shown} now
 * @param {Kind} kind
 * @returns {{query: string, lang: string, file?: string, kind: Kind}}
 */
export function questionOf(now, kind) {
  const { query, lang, samples } = now.base.header;
  const pairs = new URLSearchParams(query);
  const view = asked(now, kind);
  // At the end, wherever they stood: the same map is the same question.
  for (const name of Object.keys(DEFAULT_VIEW).filter((key) => key.startsWith("map"))) {
    const value = /** @type {any} */ (view)[name];
    pairs.delete(name);
    if (value !== undefined && value !== /** @type {any} */ (DEFAULT_VIEW)[name])
      pairs.set(name, value);
  }
  const file = samples?.file;
  return { query: pairs.toString(), lang, ...(file && { file }), kind };
}

/**
 * Everything on which the cells depend: not the numbers that the map varies, nor who else races.
 * @param {Shown} now
 * @param {Kind} kind
 */
export function keyOf(now, kind) {
  const { query, lang, file = "" } = questionOf(now, kind);
  const view = asked(now, kind);
  const plane = kind === "plane";
  const varied = plane
    ? [view.map_x, view.map_y].map((name) => (name === BATCH ? BATCH : `${view.map_of}.${name}`))
    : ["start"];
  const others = plane
    ? racersOf(now.base)
        .map(({ key }) => key)
        .filter((key) => key !== view.map_of)
    : [];
  const depends = (/** @type {string} */ key) =>
    !varied.includes(key) &&
    (key in DEFAULT_VIEW ? key.startsWith("map") : !(plane && key === "o")) &&
    !others.includes(key.split(".")[0]);
  const pairs = [...new URLSearchParams(query)].filter(([key]) => depends(key));
  return JSON.stringify([pairs, lang, file, kind]);
}
