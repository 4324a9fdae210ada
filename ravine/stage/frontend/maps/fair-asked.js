/** What the server is asked for a fair race, and on what the answer depends. Pure. */

import { DEFAULT_VIEW } from "../controls/toolbar.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */

const OWN = "fair_";

/**
 * @param {Shown} now
 * @returns {import("../protocol/map-source.js").MapWish}
 */
export function questionOf({ base, view }) {
  const { query, lang, samples } = base.header;
  const pairs = new URLSearchParams(query);
  for (const [name, usual] of Object.entries(DEFAULT_VIEW)) {
    if (!name.startsWith(OWN)) continue;
    const value = /** @type {any} */ (view)[name];
    if (value === usual) pairs.delete(name);
    else pairs.set(name, value);
  }
  const file = samples?.file;
  return { query: pairs.toString(), lang, ...(file && { file }), kind: "fair" };
}

/**
 * Neither the rates of the race, which are tuned, nor how it is drawn.
 * @param {Shown} now
 */
export function keyOf(now) {
  const { query, lang, file = "" } = questionOf(now);
  const depends = (/** @type {string} */ key) =>
    !key.endsWith(".lr") && (!(key in DEFAULT_VIEW) || key.startsWith(OWN));
  return JSON.stringify([
    [...new URLSearchParams(query)].filter(([key]) => depends(key)),
    lang,
    file,
  ]);
}
