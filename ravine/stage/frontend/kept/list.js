/** Change a list of kept races, the newest first: no two have the same name. Pure. */

import { LONGEST_NAME, nameOf } from "./entry.js";

/** @typedef {import("../types.js").Kept} Kept */

export const MOST = 60;
const ROOM = 6; // characters for a number

/**
 * `name`, with a number if others have it.
 * @param {string} name
 * @param {Kept[]} list
 */
export function unlike(name, list) {
  const taken = new Set(list.map((kept) => kept.name));
  const begin = [...name]
    .slice(0, LONGEST_NAME - ROOM)
    .join("")
    .trim();
  for (let number = 2, wanted = name; ; number += 1) {
    if (!taken.has(wanted)) return wanted;
    wanted = `${begin} (${number})`;
  }
}

/**
 * @param {Kept[]} list
 * @param {string} name  of the race that is renamed
 * @param {string} wanted
 * @returns {Kept[]}  the same list where the wish is no name
 */
export function renamed(list, name, wanted) {
  const called = nameOf(wanted);
  if (!called || called === name) return list;
  const others = list.filter((kept) => kept.name !== name);
  return list.map((kept) =>
    kept.name === name ? { ...kept, name: unlike(called, others) } : kept,
  );
}

/** @type {(list: Kept[], name: string) => Kept[]} */
export function without(list, name) {
  return list.filter((kept) => kept.name !== name);
}

/**
 * The list with a race in a place of it; nothing changes where it is kept already.
 * @type {(list: Kept[], kept: Kept, place?: number) => Kept[]}
 */
export function withRace(list, kept, place = 0) {
  if (list.some(({ query }) => query === kept.query)) return list;
  const named = { ...kept, name: unlike(kept.name, list) };
  return [...list.slice(0, place), named, ...list.slice(place)];
}

/**
 * Add what is not kept yet, in the order of the file.
 * @param {Kept[]} list
 * @param {Kept[]} others
 * @returns {{list: Kept[], added: number, beyond: number}}  beyond: for which there is no room
 */
export function merged(list, others) {
  const known = new Set(list.map(({ query }) => query));
  /** @type {Kept[]} */
  const fresh = [];
  for (const kept of others) {
    if (known.has(kept.query)) continue;
    known.add(kept.query);
    fresh.push({ ...kept, name: unlike(kept.name, [...list, ...fresh]) });
  }
  const room = Math.max(MOST - list.length, 0);
  const added = fresh.slice(0, room);
  return { list: [...list, ...added], added: added.length, beyond: fresh.length - added.length };
}
