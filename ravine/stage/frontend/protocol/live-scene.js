/** Put this browser's runs into the server's scene. Pure. */

import { short } from "../page/format.js";
import { decodeRun } from "./payload.js";
import { averageKey, samplesWith } from "./race-request.js";
import { sayVerdict } from "./verdict.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Result} Result */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {{result: Result, id: string}} KnownResult  id: unique for these numbers */

/**
 * @param {Scene} scene  the server's
 * @param {Change} change  changes by the visitor
 * @param {string[]} changed  keys of the racers whose runs change with it
 * @param {Map<string, KnownResult>} results  results known so far
 * @param {import("../types.js").Word} word
 * @returns {Scene}
 */
export function liveScene(scene, change, changed, results, word) {
  const { header } = scene;
  const rows = rowsOf(changed, results);
  const only = scene.surface.minima.length === 1;
  const touched = new Set(changed.flatMap((key) => [key, averageKey(key)]));
  const runs = scene.runs.flatMap((run) => {
    if (!touched.has(run.key)) return [run];
    const known = rows.get(run.key);
    if (known === null) return []; // no average yet
    return [
      known ? liveRun(run, known, change, only, word, header.lang) : { ...run, pending: true },
    ];
  });
  const untouched = (/** @type {{key: string} | null} */ part) => part && !touched.has(part.key);
  const samples = samplesWith(header, change);
  return {
    ...scene,
    header: { ...header, start: change.start ?? header.start, samples },
    runs,
    vectors: untouched(scene.vectors) ? scene.vectors : null,
    seen: untouched(scene.seen) ? scene.seen : null,
    dragged: [...touched],
  };
}

/**
 * Known results by row; null: the row does not exist.
 * @param {string[]} changed
 * @param {Map<string, KnownResult>} results
 */
function rowsOf(changed, results) {
  /** @type {Map<string, KnownResult | null>} */
  const rows = new Map();
  for (const key of changed) {
    const known = results.get(key);
    if (!known) continue;
    const { answer } = known.result;
    rows.set(key, known);
    rows.set(averageKey(key), answer && { result: answer, id: `${known.id} answer` });
  }
  return rows;
}

/**
 * @param {Run} run  the server's
 * @param {KnownResult} results
 * @param {Change} change
 * @param {boolean} only  the surface has one minimum
 * @param {import("../types.js").Word} word
 * @param {string} lang
 * @returns {Run}
 */
function liveRun(run, { result, id }, change, only, word, lang) {
  const { steps, stride, stopped } = result;
  const value = change.lr?.[run.racer] ?? run.lr.value;
  const known = result.verdict ?? (stopped === null ? null : diverged(stopped));
  const judged = run.verdict.kind !== "averaged"; // otherwise the row of its average has the verdict
  const verdict = judged && known ? sayVerdict(known, only, word, lang) : run.verdict;
  const lr = { ...run.lr, value };
  const entry = { ...run, part: id, name: liveName(run, value), lr, steps, stride, verdict };
  const { path, loss, gradient, rate, limit, limitAt, clamp, time, curvature } = result;
  const part = {
    json: {},
    shapes: {},
    arrays: present({ path, loss, gradient, rate, limit, clamp, time }),
  };
  const redrawRuns = curvature ? { json: {}, shapes: {}, arrays: { curvature } } : undefined;
  const decoded = decodeRun({ ...entry, pending: judged && !known }, part, redrawRuns);
  return {
    ...decoded,
    limitAt,
    diverged: (judged && stopped !== null) || decoded.last < decoded.count - 1,
  };
}

/**
 * The name of a run that tells copies apart by their rates, with the rate that is dragged.
 * @param {Run} run
 * @param {number} rate
 */
function liveName({ name, live, lr }, rate) {
  return live && rate !== lr.value ? live.replace("{rate}", short(rate, 4)) : name;
}

/** @type {(step: number) => import("../types.js").BareVerdict} */
function diverged(step) {
  return { kind: "diverged", step, minimum: null, outside: false };
}

/** @param {Record<string, Float64Array | null>} arrays */
function present(arrays) {
  return /** @type {Record<string, Float64Array>} */ (
    Object.fromEntries(Object.entries(arrays).filter(([, array]) => array))
  );
}
