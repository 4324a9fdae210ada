/** Put the race that the page holds into the template of the offline page, as ravine/stage/offline.py does. */

import { ordered } from "../offline/planes.js";
import { pack } from "../protocol/payload.js";

/** @typedef {import("../types.js").Frame} Frame */
/** @typedef {import("../types.js").Scene} Scene */

const PLACE = /%([A-Z]+)%/g;
const SERVED_WORDS = /^(fair|kept|maps|range|take)-/;
const CHUNK = 8192; // bytes that are written as text at once

/** Options of a page of its own. @type {Frame} */
const FRAME = {
  ...{ hide: [], link: "", replay: 0, place: "offline", large: false, autoplay: true },
  ...{ kept: "", moment: null, predicted: 0, maps: false, ghost: null },
};

/**
 * @param {string} template
 * @param {{scene: Scene, view: import("../types.js").View, word: import("../types.js").Word,
 *   moment: import("../player/moment.js").Moment, surface: string, address: string}} content
 *   scene: the server's; surface: text of its module, empty where it has none; address: the link to this race
 * @returns {Promise<string>}  the page
 */
export async function offlinePage(template, { scene, view, word, moment, surface, address }) {
  const { header, parts } = scene;
  const page = { surface, frame: { ...FRAME, moment } };
  /** @type {Record<string, string>} */
  const texts = {
    ...wordsOf(scene, word, !!surface, address),
    PAGE: await block(new TextEncoder().encode(JSON.stringify(page))),
    RACE: await block(ordered(pack({ ...header, view }, withFewerWords(parts, header.words)))),
  };
  // All at once: a text that looks like a place remains a text.
  return template.replace(PLACE, (place, name) => texts[name] ?? place);
}

/**
 * The parts of a race, without the words of what only a page with a server has.
 * @param {Scene["parts"]} parts
 * @param {string} id  of the words
 */
function withFewerWords(parts, id) {
  const words = /** @type {import("../types.js").Part} */ (parts.get(id));
  const json = Object.entries(words.json).filter(([key]) => !SERVED_WORDS.test(key));
  return new Map([...parts, [id, { ...words, json: Object.fromEntries(json) }]]);
}

/**
 * The page's own words, by their places in the template.
 * @type {(scene: Scene, word: import("../types.js").Word, live: boolean, address: string) => Record<string, string>}
 */
function wordsOf({ header, surface, runs }, word, live, address) {
  const names = runs.filter(({ companion }) => !companion).map(({ name }) => name);
  const texts = {
    LANG: header.lang,
    TITLE: word("take-offline-title", { name: surface.name }),
    HEADING: surface.name,
    CAPTION: word("take-offline-caption", { all: names.join(" · "), steps: header.steps }),
    LIVE: word("take-offline-live"),
    ADDRESS: address,
    NOTE: live ? word("take-offline-note") : "",
  };
  const escaped = Object.entries(texts).map(([place, text]) => [place, harmless(text)]);
  return { ...Object.fromEntries(escaped), UNLINKED: address ? "" : " hidden" };
}

/** @type {Record<string, string>} */
const MARKUP = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

/** @param {string} text */
function harmless(text) {
  return text.replace(/[&<>"']/g, (sign) => MARKUP[sign]);
}

/**
 * A block of the page: letters, digits, `+`, `/` and `=`, which can end no element.
 * @param {Uint8Array} bytes
 */
async function block(bytes) {
  const packed = await compressed(bytes);
  let text = "";
  for (let i = 0; i < packed.length; i += CHUNK)
    text += String.fromCharCode(...packed.subarray(i, i + CHUNK));
  return btoa(text);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}  the same bytes where a browser cannot compress
 */
async function compressed(bytes) {
  if (!("CompressionStream" in globalThis)) return bytes;
  const whole = new Blob([/** @type {any} */ (bytes)]);
  const stream = whole.stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
