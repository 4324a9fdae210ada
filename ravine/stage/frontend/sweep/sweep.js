/**
 * Plot the outcome of each racer against its learning rate, with marks at the present rates; a click or a drag gives a
 * racer another rate. Or a range test: the loss of one run against its rising rate.
 */

import { DEFAULT_VIEW } from "../controls/toolbar.js";
import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { beginFrame, CPU, pixelRatio } from "../plots/canvas.js";
import { lossFloor } from "../plots/scale.js";
import { createRange } from "./range.js";
import { nearestAt, nearestRacer, OBJECTIVES } from "./sweep-curve.js";
import { drawPresent, drawSweep, pixelOf, viewOfSweep } from "./sweep-drawing.js";
import { createSweepList } from "./sweep-list.js";
import { lookOf, marksOf, pictureOf, rateOf, runsOf, WORDS } from "./sweep-picture.js";
import { watchSweep } from "./sweep-pointer.js";
import { createSweepSource } from "./sweep-source.js";

/** @typedef {import("./sweep-curve.js").Objective} Objective */
/** @typedef {import("./sweep-picture.js").Seen} Seen */
/** @typedef {import("./sweep-picture.js").Shown} Shown */

const RANGE = "range";
const LEAST = 120; // px
const DRAW_EVERY = 40; // ms; without a graphics card, drawing a canvas would delay the heads

/**
 * @param {HTMLElement} cell
 * @param {{ask: import("../protocol/map-source.js").Ask, redraw: () => void, field?: "sweep" | "map_goal",
 *   change: (patch: import("../types.js").Change, final?: boolean) => void}} act
 *   field: of the view, which says what of each run is shown
 */
export function createSweep(cell, { ask, change, redraw, field = "sweep" }) {
  const select = h("select", { class: "rv-select", label: "sweep-of" });
  for (const value of OBJECTIVES) select.append(h("option", { value, say: WORDS[value] }));
  if (field === "sweep") select.append(h("option", { value: RANGE, say: "sweep-range" }));
  const back = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const front = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h("div", { class: "rv-sweep-box" }, back, front);
  const note = h("p", { class: "rv-sweep-note", role: "status" });
  const list = createSweepList();
  const range = createRange(change);
  const target = h("p", { class: "rv-sweep-target" });
  const about = h("p", { class: "rv-sweep-about", id: "rv-sweep-about" });
  const head = h("div", { class: "rv-sweep-head" }, h("span", { say: "sweep" }), select);
  const side = h(
    "div",
    { class: "rv-sweep-side" },
    note,
    list.element,
    range.element,
    target,
    about,
  );
  const body = h("div", { class: "rv-sweep-body" }, head, box, side);
  cell.append(body);
  cell.setAttribute("aria-describedby", about.id);
  select.addEventListener("change", () =>
    change({ view: { [field]: /** @type {Objective | typeof RANGE} */ (select.value) } }),
  );

  const source = createSweepSource({
    ask,
    view: Object.keys(DEFAULT_VIEW),
    news: () => {
      if (shown) show(shown);
      redraw();
    },
    later: (run, ms) => setTimeout(run, ms),
    cancel: clearTimeout,
  });
  /** @type {Shown | null} */
  let shown = null;
  /** @type {import("./sweep-drawing.js").Picture | null} */
  let picture = null;
  /** @type {[width: number, height: number]} */
  let size = [0, 0];
  let [look, drawn, marked] = ["", "", ""];
  let last = 0;
  /** @type {any} */
  let owed = 0;
  const sizes = new ResizeObserver(() => {
    size = [box.clientWidth, box.clientHeight];
    redraw();
  });
  sizes.observe(box);

  /**
   * @param {Shown} now
   * @returns {Seen}
   */
  function seenOf(now) {
    const runs = runsOf(now.scene, now.view.off);
    const {
      sweep,
      source: { fresh },
    } = source;
    return {
      ...now,
      objective: ranged() ? "final" : /** @type {Objective} */ (now.view[field] || "final"),
      curves: [...sweep.curves.values()].filter(({ racer }) => runs.has(racer)),
      floor: now.view.loss === "log" ? lossFloor(now.base.surface, now.base.runs) : 0,
      ...{ target: sweep.target, fresh },
    };
  }

  const ranged = () => shown?.view[field] === RANGE;

  /** @param {Seen} now */
  function tell({ objective, word }) {
    if (ranged()) return tellRange(word);
    const {
      sweep,
      source: { waiting, failing, fresh },
    } = source;
    const coming = waiting || sweep.text || word(failing ? "sweep-failed" : "sweep-loading");
    const state = sweep.whole && fresh ? sweep.text : coming;
    write(note, state);
    note.hidden = !state;
    const goal = objective === "steps" ? sweep.target : null;
    target.hidden = goal === null;
    if (goal !== null) write(target, word("sweep-target", { loss: short(goal, 4) }));
    write(about, `${word("sweep-about")} ${word("sweep-limit")} ${word("sweep-click")}`);
  }

  /** @param {import("../types.js").Word} word */
  function tellRange(word) {
    target.hidden = true;
    note.hidden = !!picture;
    if (!picture) write(note, word("range-none"));
    write(about, `${word("range-about")} ${word("range-click")}`);
  }

  /** @param {Shown | null} now  null: it is not shown */
  function show(now) {
    shown = now?.view[field] ? now : null;
    cell.hidden = !shown;
    if (!shown || !now) return source.want(null);
    const { query, lang, samples } = now.base.header;
    const file = samples?.file;
    source.want(ranged() ? null : { query, lang, ...(file && { file }) });
    if (select.value !== now.view[field]) select.value = now.view[field];
    const seen = seenOf(now);
    list.element.hidden = ranged();
    range.element.hidden = !ranged();
    outline(seen);
    body.classList.toggle("rv-bare", ranged() && !picture);
    tell(seen);
    (ranged() ? range : list).show(seen);
    marked = "";
  }

  /**
   * The picture, where it is another one.
   * @param {Seen} seen
   * @param {number} [until]  step up to which a range test is shown
   */
  function outline(seen, until = Infinity) {
    const state = ranged() ? `${range.look(seen)} ${until}` : source.source.version;
    const newLook = `${state} ${lookOf(seen)}`;
    if (newLook === look) return;
    if (ranged()) picture = range.picture(seen, until);
    else picture = seen.curves.length ? pictureOf(seen) : null;
    look = newLook;
  }

  /**
   * @param {Seen} now
   * @param {import("../types.js").Transform} view
   * @param {import("./sweep-drawing.js").Picture} shape
   */
  function drawBack({ theme }, view, shape) {
    const key = JSON.stringify([look, size, theme.key]);
    if (key === drawn) return;
    drawn = key;
    const g = beginFrame(back, size, view, { ratio: pixelRatio(), clear: true, settings: CPU });
    g.restore(); // axes lie outside the plotting area
    drawSweep(g, view, shape, theme);
  }

  watchSweep(box, {
    find(x, y) {
      if (!picture || !shown) return null;
      const now = shown;
      const view = viewOfSweep(size, picture, now.theme.scale);
      const { sunk, lines } = picture;
      const seen = seenOf(now);
      const rate = (/** @type {string} */ key) =>
        ranged() ? range.rateOf(seen, key) : rateOf(now, key);
      const racers = lines.map(({ key, points }) => ({ racer: key, points, rate: rate(key) }));
      const pixel = {
        x: (/** @type {number} */ rate) => view.bx + view.mx * rate,
        y: (/** @type {number} */ height) => Math.max(pixelOf(view, height, sunk), view.top),
      };
      return nearestRacer(racers, { x, y }, pixel);
    },
    take(racer, x, final) {
      if (!picture || !shown) return;
      const view = viewOfSweep(size, picture, shown.theme.scale);
      const decade = (x - view.bx) / view.mx;
      if (ranged()) {
        range.pick(seenOf(shown), racer, decade);
        redraw();
        return;
      }
      const curve = source.sweep.curves.get(racer);
      // A rate of the curve: what comes of it is then what the curve says, to the last bit.
      const at = curve ? nearestAt(curve, 10 ** decade) : -1;
      if (curve && at >= 0) change({ lr: { [racer]: curve.rates[at] } }, final);
    },
  });

  return {
    show,

    /**
     * @param {number} step
     * @param {number} pace  ms between other drawings
     * @param {boolean} covered  whether the outcome of the race is not to be shown
     */
    paint(step, pace, covered) {
      if (!shown) return;
      const time = performance.now();
      clearTimeout(owed);
      const rest = pace ? last + Math.max(DRAW_EVERY, 2 * pace) - time : 0;
      if (rest > 0) {
        owed = setTimeout(redraw, rest);
        return;
      }
      last = time;
      const now = seenOf(shown);
      // What has not been played yet is not shown.
      if (ranged()) outline(now, covered ? step : Infinity);
      const room = Math.min(...size) >= LEAST;
      back.hidden = front.hidden = !picture || !room;
      if (!picture || !room) return;
      const view = viewOfSweep(size, picture, now.theme.scale);
      drawBack(now, view, picture);
      const marks = ranged() ? range.marks(now, step, covered) : marksOf(now, step, covered);
      const state = JSON.stringify([marks, drawn]);
      if (state === marked) return;
      marked = state;
      const g = beginFrame(front, size, view, { ratio: pixelRatio(), clear: true, settings: CPU });
      g.restore();
      drawPresent(g, view, marks, picture.sunk, now.theme);
      if (ranged()) range.cover(now, covered);
      else list.count(now, covered);
      // Read by tests.
      Object.assign(cell, { sweep: source.sweep, marks, view, fresh: now.fresh });
    },

    close() {
      clearTimeout(owed);
      source.source.close();
      list.close();
      sizes.disconnect();
    },
  };
}
