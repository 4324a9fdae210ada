/** The two 2-D plots: a Plotly figure below, a canvas above, one step and one pointer for both. */

import { cachedCurve } from "../player/series.js";
import { lastOf } from "../player/time.js";
import { createSampleViews } from "../samples/sample-views.js";
import { createSlice } from "../slice/slice.js";
import { createChart } from "./chart.js";
import { createContourMap } from "./contour-map.js";
import { drawCurvatureRings } from "./curvature-rings.js";
import { drawExits } from "./exits.js";
import { createFloor, withFloor } from "./floor.js";
import { commonFloor, ghostCurves } from "./ghost.js";
import { depthOf, lossRange } from "./loss-range.js";
import { drawArrows, drawMarks } from "./marks.js";
import { createOverlay } from "./overlay.js";
import { closeTicks, decadeTicks, lossSpec, lossTitles, stripTicks, tickRoom } from "./plots.js";
import { lossSeries, pathSeries, rateSeries } from "./polyline.js";
import { grownRange, lossFloor, steadyRange } from "./scale.js";
import { drawBands, drawEnds, outerLines } from "./seed-bands.js";
import { createStrip } from "./strip.js";
import { createVectors } from "./vectors.js";

/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("../types.js").Hit} Hit */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Word} Word */
/** @typedef {{scene: Scene, view: View, theme: Theme, ghost: import("../types.js").Ghost | null, scale: import("./scale.js").HeightScale,
 *   word: Word}} Shown */

const LOSS_EVERY = 60; // ms, on a slow machine

/**
 * @param {any} plotly
 * @param {ReturnType<typeof import("../page/layout.js").createLayout>} layout
 * @param {() => void} redraw
 * @param {{load: import("../slice/slice.js").Load | null, settled?: Promise<void>,
 *   change: (patch: import("../types.js").Change) => void}} act
 */
export function createViews(plotly, layout, redraw, act) {
  const contour = createContourMap(plotly, layout.contour.graph, redraw, act);
  const loss = createChart(plotly, layout.loss.graph, redraw, () => shown && layLoss(shown));
  const paths = createOverlay(layout.contour);
  const losses = createOverlay(layout.loss);
  const strip = createStrip(layout.loss);
  const slice = createSlice(layout.slice, { ...act, redraw });
  const samples = createSampleViews(layout, { ...act, redraw });
  const inspect = createVectors();
  /** @type {Curve[]} */
  let pathCurves = [];
  /** @type {Curve[]} */
  let lossCurves = [];
  /** @type {Curve[]} */
  let shownLossCurves = [];
  /** @type {Curve[]} */
  let ghostLosses = [];
  let ghosts = ghostCurves(null, /** @type {any} */ (null), "linear", 0);
  /** @type {Shown | null} */
  let shown = null;
  /** @type {import("./strip.js").StripAxis | null} */
  let rates = null;
  /** @type {Set<string> | null} */
  let dragged = null;
  let floor = 0;
  const bottom = createFloor(layout.loss);
  /** @type {import("./floor.js").Depth | null} */
  let depth = null;
  /** @type {import("../types.js").Band[]} */
  let bands = [];
  /** @type {import("../types.js").Band[]} */
  let allBands = []; // includes those of an earlier race, so that the axis does not jump

  /** @param {string} key */
  const partOf = (key) => shown?.scene.header.many.find((entry) => entry.key === key)?.part;
  const floorOf = () => (shown?.view.loss === "log" ? floor : 0);
  let wholeRange = false;

  // Everything on the loss axis; -Infinity: no logarithm.
  const lossAxisCurves = () => [
    ...[...lossCurves, ...ghosts.losses].map(({ series, run }) => ({
      y: series.y,
      diverged: run.diverged,
    })),
    ...outerLines(allBands, /** @type {Shown} */ (shown).view.loss, floorOf()),
  ];

  /** @param {Shown} now */
  function prepare({ scene, view, ghost }) {
    const runs = scene.runs.filter((run) => !view.off.includes(run.key));
    allBands = scene.bands.filter(({ key }) => !view.off.includes(key));
    bands = allBands.filter(({ key }) => !scene.dragged?.includes(key));
    dragged = scene.dragged ? new Set(scene.dragged) : null;
    floor = commonFloor(scene.surface, ghost, lossFloor(scene.surface, runs));
    ghosts = ghostCurves(ghost, scene.surface, view.loss, floor);
    const from = view.loss === "log" ? floor : 0;
    pathCurves = runs.map((run) => cachedCurve(run, "path", () => pathSeries(run)));
    lossCurves = runs.map((run) =>
      cachedCurve(run, `${view.loss} ${from}`, () => lossSeries(run, view.loss, from, -Infinity)),
    );
    rates = strip.prepare(scene.header.rates, runs, (run, kind) =>
      cachedCurve(run, `rate ${kind}`, () => rateSeries(run, kind)),
    );
  }

  /** @param {Shown} now */
  function layContour({ scene: { surface, data }, theme, scale, word }) {
    return contour.lay({
      surface,
      theme,
      scale,
      title: word("loss"),
      samples: data?.a.length ?? 0,
    });
  }

  /** @param {Shown} now */
  function layLoss({ scene, view, theme, word }) {
    const data = lossAxisCurves();
    depth = view.loss === "log" ? depthOf(data) : null;
    const place = depth?.place ?? null;
    shownLossCurves = lossCurves.map((curve) => withFloor(curve, place));
    ghostLosses = ghosts.losses.map((curve) => withFloor(curve, place));
    const { axis } = scene.header.view;
    const steps = Math.max(lastOf(scene), ghosts.last, 1e-9);
    const sight = [scene.surface.key, view.loss, axis, steps].join();
    if (sight !== lossSight) wholeRange = false;
    const old = sight === lossSight && loss.home ? loss.home.y : null;
    lossSight = sight;
    const fitting = scene.dragged ? grownRange : steadyRange;
    const y = fitting(old, lossRange(data, view.loss, wholeRange));
    const titles = lossTitles(axis, view.loss === "log" ? floor : 0, word);
    const range = /** @type {[number, number]} */ ([-0.01 * steps, 1.02 * steps]);
    const home = { x: range, y, y2: rates?.range };
    const inSight = loss.inSight(sight, home);
    const height = layout.loss.box.clientHeight;
    const ticks = view.loss === "log" ? decadeTicks(inSight.y, tickRoom(height, theme)).dtick : "";
    const close = inSight === home ? null : closeTicks(view.loss, inSight, loss.room(theme.scale));
    const below = rates && [rates.kind, JSON.stringify(stripTicks(rates.decades))];
    const key = [view.loss, ticks, JSON.stringify([titles, close]), below, theme.key].join();
    return loss.lay(key, sight, home, () =>
      lossSpec(view.loss, inSight.y, titles, theme, rates, { height, close }),
    );
  }
  let lossSight = "";
  let lossAt = 0;

  /**
   * @param {number} step
   * @param {number} pace
   * @param {Hit | null} hit
   * @param {{still?: boolean, covered?: boolean}} [how]
   */
  function pathPicture(step, pace, hit, { still = false, covered = false } = {}) {
    const { scene, view, theme } = /** @type {Shown} */ (shown);
    return {
      curves: pathCurves,
      ghosts: ghosts.paths,
      step,
      pace,
      theme,
      hit,
      covered,
      dragged: still ? dragged : null,
      key: [
        scene.surface.part,
        view.marks,
        view.ends,
        ...bands.map((band) => partOf(band.key)),
      ].join(" "),
      under: (/** @type {import("./overlay.js").Frame} */ frame) => {
        if (view.marks) drawMarks(frame, scene.surface);
        if (view.ends && bands.length) drawEnds(frame, bands);
      },
      over: view.arrow || ringAmount() ? drawOver : undefined,
      top: inspected(),
    };
  }

  /** @returns {((frame: import("./overlay.js").Frame) => void) | undefined} */
  function inspected() {
    const vectors = shown?.scene.vectors;
    const curve = vectors && pathCurves.find(({ run }) => run.key === vectors.key);
    return curve ? (frame) => inspect(frame, curve.run, vectors) : undefined;
  }

  /** @returns {number}  loss that the rings stand for; 0: no rings */
  function ringAmount() {
    return (shown?.view.curvature && shown.scene.header.curvature?.amount) || 0;
  }

  /** @param {import("./overlay.js").Frame} frame */
  function drawOver(frame) {
    const runs = pathCurves.map(({ run }) => run);
    if (ringAmount()) drawCurvatureRings(frame, runs, ringAmount());
    if (shown?.view.arrow) drawArrows(frame, runs);
  }

  return {
    contour,
    loss,
    /** @param {Shown} now */
    async lay(now) {
      shown = now;
      prepare(now);
      slice.show(now);
      samples.show(now);
      await Promise.all([layContour(now), layLoss(now)]);
    },

    /**
     * Draw other runs of the scene; everything else stays.
     * @param {Shown} now
     */
    redrawRuns(now) {
      shown = now;
      prepare(now);
      slice.show(now);
      samples.show(now);
      layLoss(now);
    },

    /**
     * @param {number} step
     * @param {number} pace  ms between new bits of trail
     * @param {Hit | null} hit
     * @param {{still: boolean, covered: boolean}} how
     *   still: playback is paused; covered: nothing beyond the step is drawn
     */
    paint(step, pace, hit, how) {
      if (!shown) return;
      const { still, covered } = how;
      paths.draw(pathPicture(step, pace, hit, how));
      samples.paint(step);
      // When both plots change, the browser composites everything between them.
      const now = performance.now();
      if (now - lossAt < Math.min(pace / 2, LOSS_EVERY)) return;
      lossAt = now;
      const { theme } = shown;
      const sunk = depth?.place ?? NaN;
      const key = [floor, sunk, shown.view.loss, ...bands.map((band) => partOf(band.key))].join();
      const under = (/** @type {import("./overlay.js").Frame} */ frame) => {
        if (covered) return;
        drawExits(frame, [...ghostLosses, ...shownLossCurves]);
        drawBands(frame, bands, /** @type {Shown} */ (shown).view.loss, floorOf(), sunk);
      };
      const moving = still ? dragged : null;
      const moved = { step, pace, theme, hit, covered, dragged: moving };
      losses.draw({ ...moved, curves: shownLossCurves, ghosts: ghostLosses, key, under });
      bottom.paint(depth, loss.zoomed(), shown.word);
      strip.draw({ ...moved, key: "" });
      slice.paint(step, pace);
    },

    /**
     * @param {number} step
     * @param {HTMLCanvasElement} canvas
     * @param {number} ratio
     * @param {boolean} covered
     */
    paintOn(step, canvas, ratio, covered) {
      if (shown) paths.drawOn(pathPicture(step, 0, null, { covered }), canvas, ratio);
    },

    /** Size of what is in sight, in weights and losses. */
    spans() {
      const spans = contour.spans();
      const [low, high] = loss.current().y.map((y) => (shown?.view.loss === "log" ? 10 ** y : y));
      return loss.zoomed() ? { ...spans, loss: Math.min(spans.loss, high - low) } : spans;
    },

    /** @type {(x: number, y: number, reach: number) => Hit | null} */
    findOnContour: (x, y, reach) => paths.find(pathCurves, x, y, reach),
    /** @type {(x: number, y: number, reach: number) => Hit | null} */
    findOnLoss: (x, y, reach) =>
      losses.find(shownLossCurves, x, y, reach) ?? strip.find(x, y, reach),

    /** Double click on the loss: home, and from there everything, and back. */
    wholeLoss() {
      if (!shown) return;
      wholeRange = !loss.zoomed() && !wholeRange;
      const y = lossRange(lossAxisCurves(), shown.view.loss, wholeRange);
      const x = loss.home?.x;
      if (x) setTimeout(() => loss.setHome({ x, y })); // after Plotly's own reset
    },

    async resize() {
      await Promise.all([contour.resize(), loss.resize()]);
    },

    close() {
      contour.close();
      loss.close();
      slice.close();
      samples.close();
    },
  };
}
