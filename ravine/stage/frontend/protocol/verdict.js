/** Word the verdict on a run as the server does. Pure. */

/** @typedef {{kind: string, step: number, minimum: number | null, outside: boolean}} BareVerdict */

/** @type {(found: BareVerdict, word: import("../types.js").Word, lang: string) => import("../types.js").Verdict} */
export function sayVerdict({ kind, step, minimum, outside }, word, lang) {
  const general = `verdict-${kind}`;
  const specific = `${general}${minimum === null ? "-nowhere" : outside ? "-outside" : ""}`;
  // Most kinds have one sentence for all cases; a missing word returns its own key.
  const key = word(specific) === specific ? general : specific;
  const holes = { step: step.toLocaleString(lang), minimum: (minimum ?? 0).toLocaleString(lang) };
  return { kind, text: word(key, holes), criterion: word(`${key}-criterion`, holes) };
}
