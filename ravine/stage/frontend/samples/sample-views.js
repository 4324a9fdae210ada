/** Views of a surface over data: the data, the contours of the step's batch, gradients of single samples.
 * All are computed here, from the samples and the surface's module.
 */

import { h } from "../page/dom.js";
import { apart, short, steady } from "../page/format.js";
import { offerRuns } from "../page/run-select.js";
import { createSurfaceUnits } from "../page/surface-unit.js";
import { createThrottledText } from "../player/throttled-text.js";
import {
  beginFrame,
  CPU,
  pixelRatio,
  sizeOf,
  toAxis,
  transformKey,
  transformOf,
} from "../plots/canvas.js";
import { locate, stepAt, timeAt } from "../protocol/payload.js";
import { gridOf, linesOf, minimumOf } from "./batch-map.js";
import { createBatchOrder } from "./batch-order.js";
import { paintMap } from "./batch-paint.js";
import { createCloud } from "./cloud.js";
import { createFit } from "./fit.js";
import { cosine, gradientsOf, meanGradient } from "./gradients.js";
import { chosen, meanOf } from "./mean.js";

/** @typedef {import("./mean.js").Unit} Unit */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../slice/slice.js").Shown} Shown */
/** @typedef {[number, number]} Pair */
/** @typedef {{run: Run, index: number, step: number, members: Uint16Array | null, weights: Pair}} Now
 *   the step about to be made; members: null if it uses all samples */

const FINE = 65; // points along an axis of the batch's grid
const COARSE = 33;
const LARGE = 512; // samples of a batch; larger ones use the coarse grid

/**
 * @param {ReturnType<typeof import("../page/layout.js").createLayout>} layout
 * @param {{load: ((address: string) => Promise<Unit>) | null, redraw: () => void,
 *   change: (patch: import("../types.js").Change) => void}} act
 */
export function createSampleViews({ samples: cell, contour, batch: canvas }, act) {
  const { load, change, redraw } = act;
  const who = h("select", { class: "rv-select", label: "sample-of" });
  const head = h("div", { class: "rv-sample-head" }, h("span", { say: "sample-of" }), who);
  const fit = createFit(redraw);
  const cloud = createCloud(redraw);
  const fitText = h("p", { class: "rv-sample-text" });
  const cloudText = h("p", { class: "rv-sample-text" });
  const fitCell = h("section", { class: "rv-fit", label: "fit-plot" }, fit.box, fitText);
  const cloudCell = h("section", { class: "rv-cloud", label: "cloud-plot" }, cloud.box, cloudText);
  cell.append(head, h("div", { class: "rv-sample-cells" }, fitCell, cloudCell));
  who.addEventListener("change", () => change({ view: { sample_of: who.value } }));

  const units = createSurfaceUnits(load, redraw);
  /** @type {Shown | null} */
  let shown = null;
  /** @type {ReturnType<typeof createBatchOrder> | null} */
  let batchOrder = null;
  let ordered = "";
  /** @type {Pair | null} */
  let pointer = null;
  const drawn = { map: "", fit: "", cloud: "" };
  /** @type {{key: string, lines: number[][], minimum: ReturnType<typeof minimumOf>} | null} */
  let map = null;
  let mapFree = 0; // time of the next update at the earliest: maps take at most half of the time
  let updates = 0;
  const texts = createThrottledText();

  contour.box.addEventListener("pointermove", (event) => {
    const view = transformOf(contour.graph);
    if (!shown?.view.fit || !view || event.pointerType === "touch" || event.buttons) return;
    const frame = contour.graph.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const inside =
      x >= view.left && x <= view.left + view.width && y >= view.top && y <= view.top + view.height;
    pointer = inside ? /** @type {Pair} */ (toAxis(view, x, y)) : null;
    redraw();
  });
  contour.box.addEventListener("pointerleave", () => {
    pointer = null;
    redraw();
  });

  /** @returns {Run | undefined} */
  function subject() {
    if (!shown) return undefined;
    const { scene, view } = shown;
    const free = scene.runs.filter(({ key }) => !view.off.includes(key));
    const known = (/** @type {string} */ wish) => scene.runs.find(({ key }) => key === wish);
    return (
      known(view.sample_of) ?? known(scene.header.inspect?.key ?? "") ?? free[0] ?? scene.runs[0]
    );
  }

  /**
   * @param {number} at  position of playback
   * @returns {Now | null}
   */
  function nowOf(at) {
    const run = subject();
    const entry = shown?.scene.header.samples;
    if (!run || !entry || run.last < 0) return null;
    const index = Math.min(locate(run, at).index, Math.max(run.count - 2, 0));
    const step = Math.min(stepAt(run, index), Math.max(run.steps - 1, 0));
    const drawing = entry.whole || run.companion ? null : batchOrder;
    const weights = /** @type {Pair} */ ([run.path[2 * index], run.path[2 * index + 1]]);
    return { run, index, step, weights, members: drawing?.batchOf(step) ?? null };
  }

  /** @param {Now} now */
  function drawMap({ step, members }) {
    const { scene, view, theme } = /** @type {Shown} */ (shown);
    const unit = units.get(scene.surface.module);
    const transform = transformOf(contour.graph);
    canvas.hidden = !view.batch_map || !members || !unit;
    if (canvas.hidden || !members || !unit || !transform || !scene.data) return;
    const key = [
      scene.header.samples?.part,
      ordered,
      step,
      view.height,
      scene.surface.module,
    ].join();
    const start = performance.now();
    if (map?.key !== key) {
      if (start < mapFree) return void setTimeout(redraw, mapFree - start);
      const batch = chosen(scene.data, members);
      const grid = gridOf(
        unit,
        batch,
        scene.surface.domain,
        batch.a.length > LARGE ? COARSE : FINE,
      );
      map = { key, lines: linesOf(grid, view.height), minimum: minimumOf(unit, batch, grid) };
      updates += 1;
    }
    const now = [key, transformKey(transform), theme.key].join();
    if (now === drawn.map) return;
    drawn.map = now;
    const how = { ratio: pixelRatio(), clear: true, settings: CPU };
    const g = beginFrame(canvas, sizeOf(contour.graph), transform, how);
    paintMap(g, transform, map, theme);
    g.restore();
    mapFree = performance.now() + (performance.now() - start);
    Object.assign(cell, { map: { ...map, step, updates } }); // read by tests
  }

  /**
   * @param {Now} now
   * @param {number} at
   */
  function drawFit(now, at) {
    const { scene, view, theme, word } = /** @type {Shown} */ (shown);
    const unit = units.get(scene.surface.module);
    fitCell.hidden = !view.fit || !unit?.predict;
    const { data } = scene;
    if (!unit?.predict || !data || fitCell.hidden) return;
    const key = [scene.header.samples?.part, theme.key].join();
    fit.draw(data, key, unit.predict, curvesOf(now, at), now.members, theme);
    const [x, y] = pointer ?? now.weights;
    const [loss] = unit.valueAndGradient(x, y, scene.surface.parameters);
    const holes = { x: short(x, 4), y: short(y, 4), loss: steady(loss), name: now.run.name };
    if (pointer) return texts.say(fitText, word("fit-under", holes));
    if (!now.members) return texts.say(fitText, word("fit-full", { ...holes, step: now.step }));
    const batch = chosen(data, now.members);
    const [seen] = meanOf(/** @type {any} */ (unit.sample), x, y, batch);
    const [ofBatch, ofAll] = apart(seen, loss, 4, steady);
    const both = { ...holes, step: now.step, seen: ofBatch, loss: ofAll };
    texts.say(fitText, word("fit-batch", { ...both, count: now.members.length }));
  }

  /** @type {(now: Now, at: number) => import("./fit.js").Curve[]} */
  function curvesOf({ run }, at) {
    const { scene, view, theme } = /** @type {Shown} */ (shown);
    const drawnRuns = scene.runs.filter(({ key, last }) => last >= 0 && !view.off.includes(key));
    const curves = drawnRuns.map((shownRun) => {
      const { index } = locate(shownRun, at);
      const weights = /** @type {Pair} */ ([
        shownRun.path[2 * index],
        shownRun.path[2 * index + 1],
      ]);
      const width = shownRun.key === run.key ? 3 : 1.4;
      return { weights, color: shownRun.color, width, dash: shownRun.companion ? [3, 4] : [] };
    });
    curves.sort((a, b) => a.width - b.width);
    if (pointer) curves.push({ weights: pointer, color: theme.text, width: 1.8, dash: [6, 4] });
    return curves;
  }

  /** @type {(now: Now, at: number) => void} */
  function drawCloud(now, at) {
    const { scene, view, theme, word } = /** @type {Shown} */ (shown);
    const unit = units.get(scene.surface.module);
    cloudCell.hidden = !view.cloud || !unit;
    const { data } = scene;
    if (!unit?.sample || !data || cloudCell.hidden) return;
    const gradients = gradientsOf(unit.sample, now.weights, data);
    const full = meanGradient(gradients);
    const batch = now.members ? meanGradient(gradients, now.members) : full;
    const sight = [scene.header.samples?.part, now.run.key].join();
    const titles = /** @type {[string, string]} */ (["∂f/∂w₁", "∂f/∂w₂"]);
    cloud.draw({ gradients, members: now.members, batch, full }, sight, titles, theme);
    const seen = scene.seen?.key === now.run.key ? scene.seen : null;
    cloud.drawStrip(now.members ? (seen?.cosine ?? null) : null, (i) => timeAt(now.run, i), at, {
      key: [scene.header.seen?.part, scene.header.words].join(),
      last: timeAt(now.run, now.run.count - 1),
      titles: [word(`axis-${scene.header.view.axis}`), word("cosine")],
      theme,
    });
    const pair = (/** @type {Pair} */ [x, y]) =>
      `(${short(x, 3)}, ${short(y, 3)})`.replaceAll("-", "−");
    const holes = { step: now.step, name: now.run.name, full: pair(full), batch: pair(batch) };
    const angle = cosine(batch, full);
    const cosineText = Number.isNaN(angle) ? "–" : angle.toFixed(3).replace("-", "−");
    texts.say(
      cloudText,
      word(now.members ? "cloud-batch" : "cloud-full", { ...holes, cosine: cosineText }),
    );
    Object.assign(cell, { cloud: { full, batch, cosine: angle, step: now.step } });
  }

  return {
    /** @param {Shown} now */
    show(now) {
      shown = now;
      const { scene, view } = now;
      const entry = scene.header.samples;
      const cells = (view.fit && scene.data?.model) || view.cloud;
      cell.hidden = !entry || !cells || !scene.runs.length;
      canvas.hidden = !entry;
      if (!entry) return;
      const wanted = JSON.stringify([entry, scene.header.steps]);
      if (wanted !== ordered) [ordered, batchOrder, map] = [wanted, createBatchOrder(entry), null];
      units.fetch(scene.surface.module);
      offerRuns(who, scene.runs, subject());
    },

    /** The batch's contours on the map; null while there are none. */
    get batchMap() {
      return canvas.hidden ? null : map;
    },

    /** @param {number} at  position of playback */
    paint(at) {
      const now = shown?.scene.header.samples ? nowOf(at) : null;
      if (!now) {
        canvas.hidden = true;
        return;
      }
      drawMap(now);
      if (cell.hidden) return;
      drawFit(now, at);
      drawCloud(now, at);
    },

    close() {
      texts.close();
      fit.close();
      cloud.close();
    },
  };
}
