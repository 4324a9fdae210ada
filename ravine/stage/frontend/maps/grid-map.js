/**
 * A map of cells: asks for it, draws it as its cells come, shows the cell under the pointer as a race, and makes it the
 * race when it is clicked. What the cells mean is the kind's.
 */

import { h, write } from "../page/dom.js";
import { timers } from "../player/clock.js";
import { createThrottledText } from "../player/throttled-text.js";
import { createMapSource } from "../protocol/map-source.js";
import { createCalm } from "./calm.js";
import { plainColours } from "./colours.js";
import { createField } from "./field.js";
import { cellIn, emptyGrid, fillGrid } from "./grid.js";
import { createProgress } from "./progress.js";
import { inner, placesOf, rectangleAt, rectangleOf, textOf } from "./rectangle.js";
import { keyOf, questionOf } from "./settings.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {import("../protocol/map-answer.js").MapHead} MapHead */
/** @typedef {import("../protocol/map-answer.js").MapAxis} MapAxis */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./field.js").Cell} Cell */
/** @typedef {{head: MapHead, axes: {x: MapAxis, y: MapAxis}, grids: Map<string, Grid>, of: string}} Content
 *   grids: by racer; of: what a zoom of the map leaves as it is */
/** @typedef {{over: (g: CanvasRenderingContext2D, view: Transform) => void, key: string}} Marks  key: of what is drawn */
/**
 * @typedef {object} Kind
 * @property {"plane" | "basins"} kind
 * @property {Record<string, "float64" | "int32" | "int16">} columns  numbers of each cell
 * @property {HTMLElement} legend
 * @property {HTMLElement | null} aside  what stands beside the picture
 * @property {(now: Shown, content: Content) => Grid} gridOf  the one that is drawn large
 * @property {(now: Shown) => boolean} can  whether there is such a map of the race
 * @property {(now: Shown) => string} missing  key of a sentence, where there is none
 * @property {(now: Shown) => string[]} names  racer and axes, which a zoom leaves as they are
 * @property {(now: Shown) => import("./rectangle.js").Rectangle | null} bounds  of what can be zoomed to
 * @property {(now: Shown, content: Content) => {x: string, y: string}} titles  of the axes
 * @property {(now: Shown, content: Content, canvas: HTMLCanvasElement, plain: import("./colours.js").Plain) => void} paint
 *   the cells, and the legend
 * @property {(now: Shown, content: Content) => Marks["over"]} over  draws what stands still
 * @property {(now: Shown, content: Content) => Marks} here  where the present race is
 * @property {(now: Shown, content: Content, cell: Cell) => Change} patch  makes a cell the race
 * @property {(now: Shown, content: Content, place: Cell, cell: number) => string} said  what a cell says; -1: unknown
 * @property {(now: Shown, content: Content) => string[]} facts  what the picture says, in words
 */

const PAINT_EVERY = 90; // ms; cells come faster than they can be looked at
const SPOKEN_EVERY = 350; // ms

/**
 * @param {Kind} kind
 * @param {{ask: import("../protocol/map-source.js").Ask, preview: (patch: Change | null) => void, redraw: () => void,
 *   change: (patch: Change, final?: boolean) => void}} act
 */
export function createGridMap(kind, { ask, change, preview, redraw }) {
  const image = h("canvas");
  const spoken = h("p", { class: "rv-hidden", role: "status" });
  const readout = h("p", { class: "rv-maps-readout" });
  const note = h("p", { class: "rv-maps-note", role: "status" });
  const facts = h("ul", { class: "rv-maps-facts" });
  const text = createThrottledText();
  const field = createField({
    look,
    point,
    take(cell) {
      const { content } = source.held;
      if (shown && content) change(kind.patch(shown, content, cell));
    },
    word: () => word,
    redraw,
  });
  const source = createMapSource({
    ask,
    begin: contentOf,
    fill(content, { racer, stride, columns }) {
      const grid = content.grids.get(racer);
      if (grid) fillGrid(grid, stride, columns);
    },
    news: () => calm.ask(),
    ...timers,
  });
  const calm = createCalm(
    () => {
      if (shown) show(shown);
      redraw();
    },
    PAINT_EVERY,
    { now: () => performance.now(), ...timers },
  );
  const progress = createProgress({ halt: source.halt, resume: source.resume });
  const line = h("div", { class: "rv-maps-line" }, readout, progress.element);
  const aside = kind.aside ? [kind.aside] : [];
  const parts = [field.box, line, ...aside, note, kind.legend, facts, spoken];
  const element = h("div", { class: "rv-grid-map" }, ...parts);
  /** @type {Shown | null} */
  let shown = null;
  /** @type {import("../types.js").Word} */
  let word = (key) => key;
  let painted = "";
  let tooFine = false;
  let early = ""; // key of the map that was still being asked for when one of its cells was pointed at
  /** @type {any} */
  let due = 0;
  /** @type {any} */
  let saying = 0;

  /** @type {(head: MapHead) => Content} */
  function contentOf(head) {
    const [x, y] = head.axes;
    const racers = head.racers.length ? head.racers : [head.racer];
    const grid = () => emptyGrid(x.values.length, y.values.length, kind.columns);
    const grids = new Map(racers.map((racer) => [racer, grid()]));
    return { head, axes: { x, y }, grids, of: shown ? subjectOf(shown) : "" };
  }

  /** @param {import("./rectangle.js").Places | null} places */
  function look(places) {
    const { content } = source.held;
    if (!shown) return;
    if (!places || !content) return change({ view: { map_zoom: "" } });
    const bounds = kind.bounds(shown);
    const rectangle = rectangleAt(content.axes, inner(content.axes, places), bounds);
    tooFine = !rectangle;
    const all = rectangle?.join() === bounds?.join();
    if (rectangle) change({ view: { map_zoom: all ? "" : textOf(rectangle) } });
    show(shown);
    redraw();
  }

  /** @type {(cell: Cell | null, loud: boolean) => void} */
  function point(cell, loud) {
    const { content } = source.held;
    if (!shown || !content) return;
    if (cell) early = source.fresh ? "" : keyOf(shown, kind.kind);
    preview(cell && source.fresh ? kind.patch(shown, content, cell) : null);
    const said = cell && saidOf(shown, content, cell);
    text.say(readout, said ?? word("maps-point"));
    readout.classList.toggle("rv-maps-pointed", !!said);
    clearTimeout(saying);
    if (loud && said) saying = setTimeout(() => write(spoken, said), SPOKEN_EVERY);
  }

  /** @type {(now: Shown, content: Content, place: Cell) => string} */
  function saidOf(now, content, place) {
    return kind.said(
      now,
      content,
      place,
      cellIn(kind.gridOf(now, content), place.row, place.column),
    );
  }

  /** @param {Shown} now */
  const subjectOf = (now) => [now.base.surface.part, ...kind.names(now)].join();

  /** @param {Shown} now */
  function tell(now) {
    const { halted, failing, waiting, fresh, held } = source;
    const wanted = kind.can(now);
    const wait = progress.show(
      { wanted, halted, failing, waiting, fresh, whole: held.whole, progress: source.progress },
      word,
    );
    clearTimeout(due);
    if (wait) due = setTimeout(() => shown && tell(shown), wait);
    const sentence = wanted ? held.text : word(kind.missing(now));
    const fine = tooFine ? word("maps-finest") : "";
    write(note, [sentence, fine].filter(Boolean).join(" "));
    note.hidden = !note.textContent;
    if (!field.pointed) text.say(readout, word(held.content ? "maps-point" : "maps-loading"));
  }

  /** @param {Shown | null} now  null: it is not shown */
  function show(now) {
    if (!now) {
      if (shown) preview(null);
      shown = null;
      source.want(null);
      return;
    }
    shown = now;
    word = now.word;
    const able = kind.can(now);
    const key = able ? keyOf(now, kind.kind) : "";
    source.want(able ? questionOf(now, kind.kind) : null, key);
    draw(now);
    tell(now);
    if (early && (early !== key || source.fresh)) {
      const due = early === key;
      early = "";
      if (due) field.pointAgain();
    }
  }

  /** @param {Shown} now */
  function draw(now) {
    const drawn = kind.can(now) ? source.held.content : null;
    const rectangle = rectangleOf(now.view.map_zoom);
    const near = drawn?.of === subjectOf(now);
    const moved = drawn && near && !source.fresh && rectangle;
    field.show(drawn && pictureOf(now, drawn), moved ? placesOf(drawn.axes, rectangle) : null);
    element.classList.toggle("rv-maps-stale", !!drawn && !source.fresh && !near);
    element.classList.toggle("rv-maps-empty", !drawn);
  }

  /** @type {(now: Shown, content: Content) => import("./field.js").Picture} */
  function pictureOf(now, content) {
    return {
      key: painted,
      ...{ axes: content.axes, image, theme: now.theme, plain: plainColours(now.theme) },
      titles: kind.titles(now, content),
      over: kind.over(now, content),
    };
  }

  /** @type {(now: Shown, content: Content) => void} */
  function paintCells(now, content) {
    const { map_goal, map_of } = now.view;
    const key = [
      source.version,
      map_goal,
      map_of,
      now.theme.key,
      now.base.header.words,
      now.base.surface.part,
    ].join();
    if (key === painted) return;
    painted = key;
    kind.paint(now, content, image, plainColours(now.theme));
  }

  return {
    element,
    show,
    zoom: field.zoom,
    paint() {
      const { content } = source.held;
      if (!shown || !content || !kind.can(shown)) return field.paint(() => {}, "");
      paintCells(shown, content);
      draw(shown);
      const here = kind.here(shown, content);
      field.paint(here.over, here.key);
      const told = kind.facts(shown, content);
      if (facts.children.length !== told.length) facts.replaceChildren(...told.map(() => h("li")));
      for (const [i, fact] of told.entries()) text.say(facts.children[i], fact);
      // Read by tests.
      Object.assign(element, { held: source.held, fresh: source.fresh, view: field.view() });
    },
    close() {
      for (const timer of [due, saying]) clearTimeout(timer);
      calm.close();
      source.close();
      field.close();
      text.close();
    },
  };
}
