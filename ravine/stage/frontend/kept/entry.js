/** Check a kept race: other programs can write the browser's storage and the files that visitors add. Pure. */

/** @typedef {import("../types.js").Kept} Kept */

export const LONGEST_NAME = 80;
const LONGEST_QUERY = 24_000; // more than any race takes, and within what the server answers
const LARGEST_PICTURE = 120_000; // characters
const PICTURE = /^data:image\/(?:png|webp|jpeg);base64,[\w+/]+={0,2}$/;
const QUERY = /^[\x21\x22\x24-\x7e]+$/; // as it is written in an address
// Of the page, not of the race: a file from elsewhere may not lock or hide anything.
const PAGE_KEYS = ["hide", "lock", "play", "projector", "embed", "embed_options", "lang"];
const LESSON_KEYS = ["l", "scene", "answer", "p"];

/**
 * The kept race that `raw` describes; null if it is none.
 * @param {unknown} raw  anything that JSON can hold
 * @returns {Kept | null}
 */
export function entryOf(raw) {
  if (typeof raw !== "object" || raw === null) return null;
  const { name, query, picture, when } = /** @type {Record<string, unknown>} */ (raw);
  const called = typeof name === "string" ? nameOf(name) : "";
  const race = typeof query === "string" ? raceOf(query) : "";
  if (!called || !race || !isPicture(picture)) return null;
  const at = typeof when === "number" && Number.isFinite(when) ? when : 0;
  return { name: called, query: race, picture: /** @type {string} */ (picture), when: at };
}

/**
 * A name as it is shown: on one line, without what no eye sees.
 * @param {string} text
 */
export function nameOf(text) {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return [...line].slice(0, LONGEST_NAME).join("").trim();
}

/**
 * The part of a query that decides the race; empty if it describes none.
 * @param {string} query
 */
export function raceOf(query) {
  if (query.length > LONGEST_QUERY || !QUERY.test(query)) return "";
  const given = new URLSearchParams(query);
  if (!given.get("s")) return "";
  const others = [...PAGE_KEYS, ...LESSON_KEYS].filter((key) => given.has(key));
  if (!others.length) return query.replace(/^\?/, "");
  for (const key of others) given.delete(key);
  return given.toString();
}

/** @param {unknown} picture  empty: the browser could make none */
function isPicture(picture) {
  if (typeof picture !== "string" || picture.length > LARGEST_PICTURE) return false;
  return picture === "" || PICTURE.test(picture);
}
