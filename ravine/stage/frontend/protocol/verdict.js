/** Word the verdict on a run as the server does. Pure. */

/** @typedef {{kind: string, step: number, minimum: number | null, outside: boolean}} BareVerdict */

/**
 * @param {BareVerdict} found
 * @param {boolean} only  the surface has one minimum, which needs no number
 * @param {import("../types.js").Word} word
 * @param {string} lang
 * @returns {import("../types.js").Verdict}
 */
export function sayVerdict({ kind, step, minimum, outside }, only, word, lang) {
  const general = `verdict-${kind}`;
  const place = `${only ? "-only" : ""}${outside ? "-outside" : ""}`;
  const specific = `${general}${minimum === null ? "-nowhere" : place}`;
  // Most kinds have one sentence for all cases; a missing word returns its own key.
  const key = word(specific) === specific ? general : specific;
  const holes = { step: step.toLocaleString(lang), minimum: (minimum ?? 0).toLocaleString(lang) };
  return { kind, text: word(key, holes), criterion: word(`${key}-criterion`, holes) };
}
