/** Build the engine's request from a scene and the visitor's changes. Pure. */

/** @typedef {import("../types.js").RaceRequest} RaceRequest */
/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Racer} Racer */
/** @typedef {import("../types.js").Scene} Scene */

const FULL = "@full";
const ANSWER = "@answer";

/**
 * Key of the row with the average that a racer returns.
 * @param {string} key  of the racer's own row
 */
export function averageKey(key) {
  return key + ANSWER;
}

/** @param {Change} change */
export function changesRace({ lr, set, start, batch }) {
  return !!lr || !!set || !!start || batch !== undefined;
}

/** @type {(scene: Scene, change: Change) => RaceRequest} */
export function raceRequest({ header, surface, data, runs }, change) {
  const samples = samplesWith(header, change);
  return {
    surface,
    data,
    batching: samples && !samples.whole ? samples : null,
    noise: header.noise,
    start: change.start ?? header.start,
    steps: header.steps,
    axis: header.view.axis,
    rates: header.rates,
    curvature: !!header.curvature,
    racers: runs.filter(({ key }) => !key.endsWith(ANSWER)).map((run) => racerOf(run, change)),
  };
}

/**
 * Sampling after a change of the batch size.
 * @param {import("../types.js").Header} header
 * @param {Change} change
 */
export function samplesWith({ samples }, change) {
  if (!samples || change.batch === undefined) return samples;
  const batch = Math.min(change.batch, samples.size);
  return { ...samples, batch, whole: batch === samples.size && !samples.replacement };
}

/** @type {(run: import("../types.js").Run, change: Change) => Racer} */
function racerOf({ key, racer, optimizer, values, schedule }, { lr, set = {} }) {
  const changed = Object.keys(values).map((name) => [
    name,
    set[`${racer}.${name}`] ?? values[name],
  ]);
  const rate = lr?.[racer] ?? values.lr;
  const full = key.endsWith(FULL);
  return { key, optimizer, values: { ...Object.fromEntries(changed), lr: rate }, schedule, full };
}

/**
 * Text of everything that determines a racer's run: equal texts have equal runs.
 * @param {RaceRequest} request
 * @param {Racer} racer
 */
export function fingerprintOf({ racers, data, surface, batching, noise, ...shared }, racer) {
  const chance = racer.full ? null : [batching, noise];
  return JSON.stringify([racer, shared, surface.part, chance]);
}

/**
 * The racers whose runs differ from those of the scene.
 * @param {Scene} scene
 * @param {RaceRequest} request  the scene's, with changes
 */
export function changedRacers(scene, request) {
  const before = raceRequest(scene, {});
  return request.racers.filter(
    (racer, i) => fingerprintOf(request, racer) !== fingerprintOf(before, before.racers[i]),
  );
}
