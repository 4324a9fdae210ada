/** The curves of a race in its plots, and what is drawn below and above them: on the page, in pictures, in films. */

import { cachedCurve } from "../player/series.js";
import { drawCurvatureRings } from "./curvature-rings.js";
import { drawExits } from "./exits.js";
import { withFloor } from "./floor.js";
import { commonFloor, ghostCurves } from "./ghost.js";
import { depthOf } from "./loss-range.js";
import { drawArrows, drawMarks } from "./marks.js";
import { lossSeries, pathSeries, rateSeries } from "./polyline.js";
import { lossFloor, rateAxis } from "./scale.js";
import { drawBands, drawEnds, outerLines } from "./seed-bands.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").View} View */
/** @typedef {{scene: Scene, view: View, ghost: import("../types.js").Ghost | null}} Race */
/** @typedef {ReturnType<typeof raceCurves>} Curves */

/** @param {Race} race */
export function raceCurves({ scene, view, ghost }) {
  const runs = scene.runs.filter((run) => !view.off.includes(run.key));
  // Includes those of an earlier race, so that the axis does not jump.
  const allBands = scene.bands.filter(({ key }) => !view.off.includes(key));
  const log = view.loss === "log";
  const lowest = commonFloor(scene.surface, ghost, lossFloor(scene.surface, runs));
  const floor = log ? lowest : 0;
  const ghosts = ghostCurves(ghost, scene.surface, view.loss, lowest);
  const losses = runs.map((run) =>
    cachedCurve(run, `${view.loss} ${floor}`, () => lossSeries(run, view.loss, floor, -Infinity)),
  );
  // Everything on the loss axis; -Infinity: no logarithm.
  const ends = [
    ...[...losses, ...ghosts.losses].map(({ series, run }) => ({
      y: series.y,
      diverged: run.diverged,
    })),
    ...outerLines(allBands, view.loss, floor),
  ];
  const depth = log ? depthOf(ends) : null;
  const place = depth?.place ?? null;
  return {
    ...{ runs, ends, floor, depth, last: ghosts.last, ghosts: ghosts.paths },
    bands: allBands.filter(({ key }) => !scene.dragged?.includes(key)),
    paths: runs.map((run) => cachedCurve(run, "path", () => pathSeries(run))),
    losses: losses.map((curve) => withFloor(curve, place)),
    ghostLosses: ghosts.losses.map((curve) => withFloor(curve, place)),
  };
}

/**
 * Effective learning rates, of the runs that have a schedule.
 * @param {import("../types.js").Run[]} runs
 */
export function rateCurves(runs) {
  const scheduled = runs.filter((run) => run.rates);
  const kind = rateAxis(scheduled.map((run) => run.rates));
  const curves = scheduled.map((run) =>
    cachedCurve(run, `rate ${kind}`, () => rateSeries(run, kind)),
  );
  return { kind, curves };
}

/**
 * @param {Race} race
 * @param {Curves} curves
 * @param {ReturnType<typeof import("./vectors.js").createVectors>} inspect
 */
export function pathLayers({ scene, view }, curves, inspect) {
  const { runs, bands, paths } = curves;
  const rings = (view.curvature && scene.header.curvature?.amount) || 0; // loss that they stand for
  const { vectors } = scene;
  const inspected = vectors && paths.find(({ run }) => run.key === vectors.key);
  const over = (/** @type {Frame} */ frame) => {
    if (rings) drawCurvatureRings(frame, runs, rings);
    if (view.arrow) drawArrows(frame, runs);
  };
  return {
    under: (/** @type {Frame} */ frame) => {
      if (view.marks) drawMarks(frame, scene.surface);
      if (view.ends && bands.length) drawEnds(frame, bands);
    },
    over: view.arrow || rings ? over : undefined,
    top: inspected
      ? (/** @type {Frame} */ frame) => inspect(frame, inspected.run, vectors)
      : undefined,
  };
}

/**
 * @param {Race} race
 * @param {Curves} curves
 * @param {boolean} covered  nothing beyond the step is drawn
 */
export function lossLayers({ view }, { bands, losses, ghostLosses, floor, depth }, covered) {
  return {
    under: (/** @type {Frame} */ frame) => {
      if (covered) return;
      drawExits(frame, [...ghostLosses, ...losses]);
      drawBands(frame, bands, view.loss, floor, depth?.place ?? NaN);
    },
  };
}
