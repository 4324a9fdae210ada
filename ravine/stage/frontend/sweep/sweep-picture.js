/** What the rate sweep shows of a race and its curves: axes, lines, present rates. Pure. */

import { short } from "../page/format.js";
import { locate } from "../protocol/payload.js";
import { heightOf, nearestAt, outcomeAt, outcomeOf, pointsOf, rangeOf } from "./sweep-curve.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./sweep-curve.js").Curve} Curve */
/** @typedef {{scene: Scene, base: Scene, view: import("../types.js").View, theme: import("../types.js").Theme,
 *   changes: import("../types.js").Change, word: import("../types.js").Word}} Shown
 *   base: the server's scene, of which curves are asked for */
/** @typedef {Shown & {objective: import("./sweep-curve.js").Objective, curves: Curve[], floor: number,
 *   target: number | null, fresh: boolean}} Seen
 *   curves: of the racers that are drawn; floor: zero of the loss axis; target: loss that counts as arrived;
 *   fresh: the curves belong to the base */

// Changes after which the curves are those of another race.
const OTHERS = /** @type {const} */ ([
  "set",
  "start",
  "batch",
  "seed",
  "steps",
  "o",
  "like",
  "fan",
]);

/** Words for what a sweep shows of each run. */
export const WORDS = {
  final: "sweep-final",
  best: "sweep-best",
  mean: "sweep-mean",
  steps: "sweep-steps",
};

/**
 * The run of each racer that is drawn: where a method returns an average of its weights, the average's.
 * @param {Scene} scene
 * @param {string[]} off
 */
export function runsOf({ runs }, off) {
  /** @type {Map<string, Run>} */
  const found = new Map();
  for (const run of runs) if (!run.companion && !off.includes(run.key)) found.set(run.key, run);
  for (const run of runs) {
    const [racer, kind] = run.key.split("@");
    if (kind === "answer" && found.has(racer)) found.set(racer, run);
  }
  return found;
}

/**
 * The racer's own row.
 * @type {(scene: Scene, racer: string) => Run}
 */
export function rowOf({ runs }, racer) {
  return /** @type {Run} */ (runs.find(({ key }) => key === racer));
}

/** @type {(now: Shown, racer: string) => number} */
export function rateOf({ scene, changes }, racer) {
  return changes.lr?.[racer] ?? rowOf(scene, racer)?.lr.value ?? NaN;
}

/**
 * What comes of the present rate: of the run on the page, or else of the nearest one in the curve.
 * @param {Seen} now
 * @param {Curve} curve
 * @returns {number | null}  null: not known
 */
export function presentOf(now, curve) {
  const { scene, objective, target, fresh } = now;
  const rate = rateOf(now, curve.racer);
  const run = runsOf(scene, []).get(curve.racer);
  const own = run?.lr.value === rate ? outcomeOf(run, objective, target) : null;
  if (own !== null) return own;
  const at = fresh ? nearestAt(curve, rate) : -1;
  return at < 0 ? null : outcomeAt(curve, at, objective);
}

/** @type {(now: Seen) => boolean} whether the curves are those of another race */
function isStale({ fresh, changes }) {
  return !fresh || OTHERS.some((name) => changes[name] !== undefined);
}

/**
 * Text of everything that the picture depends on beside the curves: while a rate is dragged it stays.
 * @param {Seen} now
 */
export function lookOf(now) {
  const { scene, base, view, objective, curves, floor } = now;
  const looks = curves.map(({ racer }) => {
    const { color, dash, mark } = rowOf(scene, racer);
    return [racer, color, dash, mark];
  });
  const { steps, words } = scene.header;
  const first = base.runs[0]?.losses[0];
  return JSON.stringify([objective, view.loss, floor, first, steps, words, isStale(now), looks]);
}

/**
 * @param {Seen} now
 * @returns {import("./sweep-drawing.js").Picture}
 */
export function pictureOf(now) {
  const { scene, base, view, word, objective, curves, floor } = now;
  const log = objective !== "steps" && view.loss === "log";
  const lines = curves.map((curve) => {
    const { color, dash, mark } = rowOf(scene, curve.racer);
    const points = pointsOf(curve, objective, view.loss, floor);
    return { key: curve.racer, color, dash, mark, points };
  });
  const first = heightOf(base.runs[0]?.losses[0] ?? NaN, "final", view.loss, floor);
  const start = objective === "steps" ? scene.header.steps : first;
  const { range, sunk } = rangeOf(
    lines.map(({ points }) => points),
    start,
    log,
  );
  const ends = curves.flatMap(({ rates }) => [rates[0], rates[rates.length - 1]]).map(Math.log10);
  return {
    x: [Math.min(...ends), Math.max(...ends)],
    y: objective === "steps" ? [Math.min(range[0], 0), range[1]] : range,
    ...{ log, sunk, lines },
    stale: isStale(now),
    titles: {
      rate: word("rate"),
      outcome: word(WORDS[objective]) + above(log ? floor : 0, word),
      gap: word(objective === "steps" ? "sweep-missed" : "sweep-diverged"),
    },
  };
}

/** @type {(floor: number, word: import("../types.js").Word) => string} from which loss the axis counts */
export function above(floor, word) {
  if (!floor) return "";
  return ` (${word("loss-above", { lowest: short(floor, 4).replace("-", "−") })})`;
}

/**
 * @param {Seen} now
 * @param {number} step
 * @param {boolean} covered
 * @returns {import("./sweep-drawing.js").Mark[]}
 */
export function marksOf(now, step, covered) {
  return now.curves.map((curve) => {
    const run = rowOf(now.scene, curve.racer);
    const { index, over } = locate(run, step);
    const at = over ? run.count - 1 : index;
    const limit = run.limits?.[at] ?? run.limitAt?.(at) ?? null;
    const outcome = presentOf(now, curve);
    return {
      ...{ key: curve.racer, color: run.color, mark: run.mark, covered },
      x: Math.log10(rateOf(now, curve.racer)),
      y: outcome === null ? null : heightOf(outcome, now.objective, now.view.loss, now.floor),
      limit: limit !== null && limit > 0 && limit < Infinity ? Math.log10(limit) : null,
    };
  });
}
