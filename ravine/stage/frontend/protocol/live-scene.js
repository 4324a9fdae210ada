/** A scene with runs that the browser computed in place of the server's. Pure. */

import { decodeRun } from "./payload.js";
import { averageKey, samplesWith } from "./race-request.js";
import { sayVerdict } from "./verdict.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Result} Result */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {{result: Result, id: string}} Told  id: of these very numbers */

/**
 * @param {Scene} scene  the server's
 * @param {Change} change  what the visitor changes of it
 * @param {string[]} changed  keys of the racers that run otherwise because of it
 * @param {Map<string, Told>} told  what is known of them
 * @param {import("../types.js").Word} word
 * @returns {Scene}
 */
export function liveScene(scene, change, changed, told, word) {
  const { header } = scene;
  const rows = rowsOf(changed, told);
  const touched = new Set(changed.flatMap((key) => [key, averageKey(key)]));
  const runs = scene.runs.flatMap((run) => {
    if (!touched.has(run.key)) return [run];
    const found = rows.get(run.key);
    if (found === null) return []; // it has not got as far as to answer with an average
    return [found ? liveRun(run, found, change, word, header.lang) : { ...run, pending: true }];
  });
  const shown = (/** @type {{key: string} | null} */ part) => part && !touched.has(part.key);
  const samples = samplesWith(header, change);
  return {
    ...scene,
    header: { ...header, draft: true, start: change.start ?? header.start, samples },
    runs,
    vectors: shown(scene.vectors) ? scene.vectors : null,
    seen: shown(scene.seen) ? scene.seen : null,
    slice: scene.slice && { ...scene.slice, next: shown(scene.slice) ? scene.slice.next : null },
    dragged: [...touched],
  };
}

/**
 * What is known of each row; null: that there is none.
 * @param {string[]} changed
 * @param {Map<string, Told>} told
 */
function rowsOf(changed, told) {
  /** @type {Map<string, Told | null>} */
  const rows = new Map();
  for (const key of changed) {
    const found = told.get(key);
    if (!found) continue;
    const { answer } = found.result;
    rows.set(key, found);
    rows.set(averageKey(key), answer && { result: answer, id: `${found.id} answer` });
  }
  return rows;
}

/**
 * @param {Run} run  the server's
 * @param {Told} told
 * @param {Change} change
 * @param {import("../types.js").Word} word
 * @param {string} lang
 * @returns {Run}
 */
function liveRun(run, { result, id }, change, word, lang) {
  const { steps, stride, stopped } = result;
  const value = change.lr?.[run.optimizer] ?? run.lr.value;
  const found = result.verdict ?? (stopped === null ? null : diverged(stopped));
  const judged = run.verdict.kind !== "averaged"; // else by its average, in another row
  const verdict = judged && found ? sayVerdict(found, word, lang) : run.verdict;
  const entry = { ...run, part: id, lr: { ...run.lr, value }, steps, stride, verdict };
  const { path, loss, gradient, rate, limit, limitAt, clamp, time, curvature } = result;
  const part = {
    json: {},
    shapes: {},
    arrays: given({ path, loss, gradient, rate, limit, clamp, time }),
  };
  const redrawRuns = curvature ? { json: {}, shapes: {}, arrays: { curvature } } : undefined;
  const made = decodeRun({ ...entry, pending: judged && !found }, part, redrawRuns);
  return { ...made, limitAt, diverged: (judged && stopped !== null) || made.last < made.count - 1 };
}

/**
 * @param {number} step
 * @returns {import("../types.js").BareVerdict}
 */
function diverged(step) {
  return { kind: "diverged", step, minimum: null, outside: false };
}

/** @param {Record<string, Float64Array | null>} arrays */
function given(arrays) {
  return /** @type {Record<string, Float64Array>} */ (
    Object.fromEntries(Object.entries(arrays).filter(([, array]) => array))
  );
}
