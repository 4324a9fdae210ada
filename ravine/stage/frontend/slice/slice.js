/**
 * Plot the loss along a line through one optimizer's point, and where its step lands. The browser evaluates the
 * surface by the module that the server wrote from its declaration.
 */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { offerRuns } from "../page/run-select.js";
import { createSurfaceUnits } from "../page/surface-unit.js";
import { createThrottledText } from "../player/throttled-text.js";
import { locate, stepAt } from "../protocol/payload.js";
import { drawSlice } from "./slice-drawing.js";
import { along, heightsOf, landingOf, lineAt, reachOf, settle } from "./slice-line.js";
import { directionName, distanceIn, sentencesOf } from "./slice-words.js";

/** @typedef {import("./slice-line.js").Pair} Pair */
/** @typedef {import("./slice-line.js").Unit} Unit */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").View} View */
/** @typedef {(address: string) => Promise<Unit>} Load */
/** @typedef {{scene: Scene, view: View, theme: import("../types.js").Theme,
 *   word: import("../types.js").Word}} Shown */

/** @type {import("../types.js").Along[]} */
const DIRECTIONS = ["gradient", "x", "y"];
const LEGEND = {
  loss: "loss",
  parabola: "slice-parabola",
  here: "slice-here",
  landing: "slice-landing",
};
const DRAW_EVERY = 40; // ms; without a graphics card, drawing a canvas would delay the heads
const SMALL = 1e-4; // relative to the loss; smaller changes are shown as differences from the current loss

/**
 * @param {HTMLElement} cell
 * @param {{load: Load | null, change: (patch: import("../types.js").Change) => void,
 *   redraw: () => void}} act
 */
export function createSlice(cell, { load, change, redraw }) {
  const who = h("select", { class: "rv-select", label: "slice-of" });
  const where = h("select", { class: "rv-select", label: "slice-along" });
  for (const value of DIRECTIONS) where.append(h("option", { value }));
  const canvas = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h("div", { class: "rv-slice-box" }, canvas);
  const textElement = h("p", { class: "rv-slice-text" });
  const legend = h("ul", { class: "rv-slice-legend" });
  for (const [key, say] of Object.entries(LEGEND)) {
    legend.append(h("li", { class: `rv-key-${key}`, say }));
  }
  const head = h("div", { class: "rv-slice-head" }, h("span", { say: "slice" }), who, where);
  const side = h("div", { class: "rv-slice-side" }, legend, textElement);
  cell.append(h("div", { class: "rv-slice-body" }, head, box, side));
  who.addEventListener("change", () => change({ view: { slice_of: who.value } }));
  where.addEventListener("change", () =>
    change({ view: { slice: /** @type {any} */ (where.value) } }),
  );

  const units = createSurfaceUnits(load, redraw);
  /** @type {Shown | null} */
  let shown = null;
  /** @type {Pair | null} */
  let across = null;
  /** @type {Pair | null} */
  let up = null;
  let sight = "";
  let drawn = "";
  /** @type {[width: number, height: number]} */
  let size = [0, 0];
  let last = 0;
  /** @type {any} */
  let owed = 0;
  const text = createThrottledText();
  const sizes = new ResizeObserver(() => {
    size = [box.clientWidth, box.clientHeight];
    redraw();
  });
  sizes.observe(box);

  /** @param {Run | undefined} run */
  function offer(run) {
    offerRuns(who, shown?.scene.runs ?? [], run);
    if (run) cell.style.setProperty("--rv-color", run.color);
    if (!shown) return;
    for (const [i, direction] of DIRECTIONS.entries())
      write(where.options[i], directionName(direction, shown.scene.surface.axes, shown.word));
    where.value = shown.view.slice || "gradient";
  }

  /**
   * @param {Run | undefined} run
   * @param {number} step
   * @returns {{picture: import("./slice-drawing.js").Slice, steps: import("./slice-words.js").Steps} | string}  or key of the text shown instead
   */
  function cut(run, step) {
    const { scene, view } = /** @type {Shown} */ (shown);
    const unit = units.get(scene.surface.module);
    if (!unit) return scene.surface.module && load ? "" : "slice-missing";
    if (!run || run.count < 2) return "slice-none";
    const { index, weights, landed, next } = stepOf(run, step);
    const p = scene.surface.parameters;
    const line = index < 0 ? null : lineAt(unit, p, weights, view.slice);
    if (!line) return "slice-flat";
    const landing = landingOf(unit, p, line, landed);
    const [[left, right], [bottom, top]] = scene.surface.domain;
    across = settle(across, reachOf(line, landing, Math.hypot(right - left, top - bottom)));
    const series = along(unit, p, line, across);
    const heights = heightsOf(line, landing, series);
    const small = heights[1] - heights[0] < SMALL * Math.abs(line.value);
    up = settle(small ? null : up, heights);
    const zero = small ? line.value : 0;
    const picture = { line, landing, series, x: across, y: up, zero, color: run.color };
    return { picture, steps: { step: stepAt(run, index), next } };
  }

  /** @param {number} step */
  function draw(step) {
    const { scene, view, theme, word } = /** @type {Shown} */ (shown);
    const run = subjectOf(scene, view);
    const seen = [scene.surface.part, view.slice, run?.key].join();
    if (seen !== sight) [sight, across, up] = [seen, null, null];
    const index = run ? stepOf(run, step).index : -1;
    const ready = !!units.get(scene.surface.module);
    const key = [sight, run?.part, index, ready, theme.key, size, scene.header.words].join("|");
    if (key === drawn || !size[0]) return;
    drawn = key;
    const section = cut(run, step);
    canvas.hidden = typeof section === "string";
    if (typeof section === "string") return text.say(textElement, section && word(section));
    const { picture, steps } = section;
    const { line, landing, series, zero } = picture;
    const titles = {
      distance: distanceIn(view.slice, scene.surface.axes, word),
      loss: zero ? word("slice-above", { value: short(zero, 5).replace("-", "−") }) : word("loss"),
    };
    drawSlice(canvas, size, picture, titles, theme);
    Object.assign(cell, { picture }); // read by tests
    text.say(
      textElement,
      sentencesOf(line, landing, series, steps)
        .map(([name, holes]) => word(name, holes))
        .join(" "),
    );
  }

  return {
    /** @param {Shown} now */
    show(now) {
      shown = now;
      cell.hidden = !now.view.slice;
      if (cell.hidden) return;
      units.fetch(now.scene.surface.module);
      offer(subjectOf(now.scene, now.view));
    },

    /**
     * @param {number} step
     * @param {number} pace  ms between other drawings
     */
    paint(step, pace) {
      if (!shown?.view.slice) return;
      const now = performance.now();
      clearTimeout(owed);
      const rest = last + Math.max(DRAW_EVERY, 2 * pace) - now;
      if (rest > 0) {
        owed = setTimeout(redraw, rest);
        return;
      }
      last = now;
      draw(step);
    },

    close() {
      text.close();
      clearTimeout(owed);
      sizes.disconnect();
    },
  };
}

/**
 * The run through whose point the slice goes.
 * @type {(scene: Scene, view: View) => Run | undefined}
 */
export function subjectOf({ runs }, { slice_of: chosen, inspect, off }) {
  const known = [chosen, inspect].map((wish) => runs.find(({ key }) => key === wish));
  return known.find(Boolean) ?? runs.find(({ key }) => !off.includes(key)) ?? runs[0];
}

/**
 * The step after the last whole step, or else the last step made: start and landing point.
 * @param {Run} run
 * @param {number} step
 * @returns {{index: number, weights: Pair, landed: Pair, next: number}}  next: number of the step it leads to
 */
export function stepOf(run, step) {
  const index = Math.min(locate(run, step).index, run.count - 2);
  const pair = (/** @type {number} */ i) =>
    /** @type {Pair} */ ([run.path[2 * i], run.path[2 * i + 1]]);
  return { index, weights: pair(index), landed: pair(index + 1), next: stepAt(run, index + 1) };
}
