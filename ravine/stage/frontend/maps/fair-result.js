/** What a fair race has found so far: tuned rates, costs, the performance profile. Pure. */

/** @typedef {{racer: string, surface: number, best: number | null, cost: number, spread: number[], good: number,
 *   rates: [number, number] | null, rate: number | null}} Tuned
 *   best: index of the trial, null: all failed; spread: quartiles of the best trial's cost; good: share of the trials
 *   within twice the best; rates: the lowest and highest of these; rate: the best one */
/** @typedef {{budget: number, goal: "steps" | "final" | "mean", over: "start" | "starts" | "seeds", cases: number,
 *   target: number | null, known: number | null, racers: string[], surfaces: {key: string, name: string}[],
 *   space: Record<string, [number, number]>, trials: Map<string, Float64Array>, tuned: Map<string, Tuned>}} Fair
 *   cases: starts or seeds of a trial; known: lowest known loss; trials: rates by racer; tuned: by surface and racer */

const LEAST = 1e-300; // a cost of zero, a start that has arrived already, as the smallest that can be compared

/** @type {(surface: number, racer: string) => string} */
const nameOf = (surface, racer) => `${surface} ${racer}`;

/**
 * @param {import("../protocol/map-answer.js").MapHead} head
 * @returns {Fair}
 */
export function emptyFair({ axes, racers, target, told }) {
  const { budget, goal, over, cases, known, surfaces, space } = told;
  const trials = new Map(axes.map(({ racer, values }) => [racer, values]));
  const asked = { budget, goal, over, cases, target, known, racers, surfaces, space };
  return { ...asked, trials, tuned: new Map() };
}

/** @type {(fair: Fair, cells: import("../protocol/map-answer.js").MapCells) => void} */
export function fillFair({ tuned, trials }, { racer, told }) {
  const { surface, best, cost, spread, good, rates } = told;
  const rate = best === null ? null : (trials.get(racer)?.[best] ?? null);
  tuned.set(nameOf(surface, racer), {
    ...{ racer, surface, best, good, rates, rate },
    cost: cost ?? Infinity,
    spread: spread.map((/** @type {number | null} */ each) => each ?? Infinity),
  });
}

/** @type {(fair: Fair, surface: number, racer: string) => Tuned | null} */
export function tunedOf({ tuned }, surface, racer) {
  return tuned.get(nameOf(surface, racer)) ?? null;
}

/**
 * The surfaces on which all racers have been tuned.
 * @param {Fair} fair
 */
export function finished(fair) {
  return fair.surfaces
    .map((_, surface) => surface)
    .filter((surface) => fair.racers.every((racer) => tunedOf(fair, surface, racer)));
}

/**
 * Cost of each racer on each finished surface divided by the best racer's, at least 1; infinite where it failed.
 * @param {Fair} fair
 * @returns {Map<string, number[]>}
 */
export function ratiosOf(fair) {
  const costs = (/** @type {number} */ surface) =>
    fair.racers.map((racer) => Math.max(tunedOf(fair, surface, racer)?.cost ?? Infinity, LEAST));
  const rows = finished(fair).map(costs);
  return new Map(
    fair.racers.map((racer, i) => [
      racer,
      rows.map((row) => (Number.isFinite(row[i]) ? row[i] / Math.min(...row) : Infinity)),
    ]),
  );
}

/**
 * Share of the surfaces on which a racer needs at most `factor` times the best cost.
 * Source: Dolan and Moré, Mathematical Programming 91 (2002).
 * @type {(ratios: number[], factor: number) => number}
 */
export function profileAt(ratios, factor) {
  return ratios.filter((ratio) => ratio <= factor).length / ratios.length;
}

/**
 * Corners of the profile's steps from factor 1 to `most`.
 * @type {(ratios: number[], most: number) => [factor: number, share: number][]}
 */
export function stairs(ratios, most) {
  /** @type {[number, number][]} */
  const corners = [[1, profileAt(ratios, 1)]];
  for (const factor of [...new Set(ratios)].sort((a, b) => a - b)) {
    if (factor <= 1 || factor > most) continue;
    corners.push([factor, corners[corners.length - 1][1]], [factor, profileAt(ratios, factor)]);
  }
  corners.push([most, corners[corners.length - 1][1]]);
  return corners;
}

/**
 * The right end of the axis: a little beyond the largest factor that somebody needs.
 * @param {Iterable<number[]>} all
 */
export function mostOf(all) {
  const finite = [...all].flat().filter(Number.isFinite);
  return Math.min(Math.max(10, ...finite.map((ratio) => 1.3 * ratio)), 1e6);
}
