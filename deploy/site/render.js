/**
 * Markdown with formulas between dollars as HTML: a JSON list of texts on stdin, their HTML as a JSON list on stdout.
 * A text that is a pure formula is `{"formula": "..."}`.
 */

import { text } from "node:stream/consumers";
import katex from "katex";
import { Marked } from "marked";
import formulas from "marked-katex-extension";

const options = { throwOnError: true, strict: "error", output: "htmlAndMathml" };
// Beside a Korean particle, or a word joiner before it, a formula has no space.
const marked = new Marked(formulas({ ...options, nonStandard: true }));

/** @param {string | {formula: string}} given */
function html(given) {
  if (typeof given === "string") return marked.parse(given);
  return katex.renderToString(given.formula, { ...options, displayMode: true });
}

const given = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(given.map(html)));
