/** The two 2-D plots: a Plotly figure below, a canvas above, one step and one pointer for both. */

import { lastOf } from "../player/time.js";
import { createSampleViews } from "../samples/sample-views.js";
import { createSlice } from "../slice/slice.js";
import { createChart } from "./chart.js";
import { createContourMap } from "./contour-map.js";
import { createFloor } from "./floor.js";
import { lossRange } from "./loss-range.js";
import { closeTicks, decadeTicks, stripTicks } from "./loss-ticks.js";
import { createOverlay } from "./overlay.js";
import { lossSpec, lossTitles, meanOf, tickRoom } from "./plots.js";
import { lossLayers, pathLayers, raceCurves } from "./race-curves.js";
import { grownRange, steadyRange } from "./scale.js";
import { createStrip } from "./strip.js";
import { createVectors } from "./vectors.js";

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
  const settleLoss = () => shown && layLoss(shown);
  const loss = createChart(plotly, layout.loss.graph, redraw, settleLoss, ticksAt);
  const paths = createOverlay(layout.contour);
  const losses = createOverlay(layout.loss);
  const strip = createStrip(layout.loss);
  const slice = createSlice(layout.slice, { ...act, redraw });
  const samples = createSampleViews(layout, { ...act, redraw });
  const inspect = createVectors();
  let curves = /** @type {import("./race-curves.js").Curves} */ (/** @type {unknown} */ (null)); // those of `shown`
  /** @type {Shown | null} */
  let shown = null;
  /** @type {import("./strip.js").StripAxis | null} */
  let rates = null;
  /** @type {Set<string> | null} */
  let dragged = null;
  const bottom = createFloor(layout.loss);

  /** @param {string} key */
  const partOf = (key) => shown?.scene.header.many.find((entry) => entry.key === key)?.part;
  let wholeRange = false;

  /** @param {Shown} now */
  function prepare(now) {
    const { scene } = now;
    dragged = scene.dragged ? new Set(scene.dragged) : null;
    curves = raceCurves(now);
    rates = strip.prepare(scene.header.rates, curves.runs);
  }

  /** @param {Shown} now */
  function layContour({ scene: { surface, data }, theme, scale, word }) {
    return contour.lay({
      surface,
      theme,
      scale,
      title: word("loss"),
      mean: (sides) => meanOf(sides, word),
      samples: data?.a.length ?? 0,
    });
  }

  /** @param {Shown} now */
  function layLoss({ scene, view, theme, word }) {
    const { axis } = scene.header.view;
    const steps = Math.max(lastOf(scene), curves.last, 1e-9);
    const sight = [scene.surface.key, view.loss, axis, steps].join();
    if (sight !== lossSight) wholeRange = false;
    const old = sight === lossSight && loss.home ? loss.home.y : null;
    lossSight = sight;
    const fitting = scene.dragged ? grownRange : steadyRange;
    const y = fitting(old, lossRange(curves.ends, view.loss, wholeRange));
    const titles = lossTitles(axis, curves.floor, word);
    const range = /** @type {[number, number]} */ ([-0.01 * steps, 1.02 * steps]);
    const home = { x: range, y, y2: rates?.range };
    const inSight = loss.inSight(sight, home);
    const ticks = view.loss === "log" ? decadesOf(inSight.y, theme).dtick : "";
    const close = inSight === home ? null : closeTicks(view.loss, inSight, loss.room(theme.scale));
    const below = rates && [rates.kind, JSON.stringify(stripTicks(rates.decades))];
    const key = [view.loss, ticks, JSON.stringify([titles, close]), below, theme.key].join();
    return loss.lay(key, sight, home, () =>
      lossSpec(view.loss, inSight.y, titles, theme, rates, {
        height: layout.loss.box.clientHeight,
        close,
      }),
    );
  }

  /** @type {(range: [number, number], theme: Theme) => {dtick: string | number, tickformat?: string}} */
  const decadesOf = (range, theme) =>
    decadeTicks(range, tickRoom(layout.loss.box.clientHeight, theme, !!rates));

  /** Ticks of the losses in a range; those of a zoom stay until it rests. @param {import("./chart.js").Ranges} ranges */
  function ticksAt({ y }) {
    const { tickmode } = layout.loss.graph._fullLayout.yaxis;
    if (shown?.view.loss !== "log" || tickmode === "array") return {};
    const { dtick, tickformat = "" } = decadesOf(y, shown.theme);
    return { "yaxis.dtick": dtick, "yaxis.tickformat": tickformat };
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
    const now = /** @type {Shown} */ (shown);
    const { scene, view, theme } = now;
    return {
      curves: curves.paths,
      ghosts: curves.ghosts,
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
        ...curves.bands.map((band) => partOf(band.key)),
      ].join(" "),
      ...pathLayers(now, curves, inspect),
    };
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
      const { depth, floor, bands } = curves;
      const sunk = depth?.place ?? NaN;
      const key = [floor, sunk, shown.view.loss, ...bands.map((band) => partOf(band.key))].join();
      const moving = still ? dragged : null;
      const moved = { step, pace, theme, hit, covered, dragged: moving };
      const drawn = { curves: curves.losses, ghosts: curves.ghostLosses };
      losses.draw({ ...moved, ...drawn, key, ...lossLayers(shown, curves, covered) });
      bottom.paint(depth, loss.zoomed(), shown.word);
      strip.draw({ ...moved, key: "" });
      slice.paint(step, pace);
    },

    /** What the plots show now, but for the race itself. */
    sight() {
      const rangesOf = (
        /** @type {{zoomed: () => boolean, current: typeof loss.current}} */ chart,
      ) => (chart.zoomed() ? chart.current() : null);
      const ranges = { contour: rangesOf(contour), loss: rangesOf(loss) };
      return { ranges, map: contour.sampled, batch: samples.batchMap };
    },

    /** Size of what is in sight, in weights and losses. */
    spans() {
      const spans = contour.spans();
      const [low, high] = loss.current().y.map((y) => (shown?.view.loss === "log" ? 10 ** y : y));
      return loss.zoomed() ? { ...spans, loss: Math.min(spans.loss, high - low) } : spans;
    },

    /** @type {(x: number, y: number, reach: number) => Hit | null} */
    findOnContour: (x, y, reach) => paths.find(curves.paths, x, y, reach),
    /** @type {(x: number, y: number, reach: number) => Hit | null} */
    findOnLoss: (x, y, reach) => losses.find(curves.losses, x, y, reach) ?? strip.find(x, y, reach),

    /** Double click on the loss: home, and from there everything, and back. */
    wholeLoss() {
      if (!shown) return;
      wholeRange = !loss.zoomed() && !wholeRange;
      const y = lossRange(curves.ends, shown.view.loss, wholeRange);
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
