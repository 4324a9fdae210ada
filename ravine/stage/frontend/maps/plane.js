/** A plane of two settings of a racer: what comes of each pair, the best pair, what theory says, the present one. */

import { merged } from "../player/preview.js";
import { lossFloor } from "../plots/scale.js";
import { shades } from "../plots/shades.js";
import { disc, ring, star } from "../plots/shapes.js";
import { WORDS } from "../sweep/sweep-picture.js";
import { placeOf } from "./axis.js";
import { packedColour } from "./colours.js";
import { paintImage } from "./image.js";
import { percent, valueText, written } from "./numbers.js";
import {
  COLUMNS,
  DIVERGED,
  floorOf,
  MISSED,
  outcomeIn,
  rangeOf,
  shadeOf,
  summaryOf,
} from "./plane-cells.js";
import { createPlaneLegend } from "./plane-legend.js";
import { chosenAxes, chosenRacer, presentValue, settingPatch } from "./settings.js";

/** @typedef {import("./grid-map.js").Content} Content */
/** @typedef {import("./grid-map.js").Kind} MapKind */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {{goal: Shown["view"]["map_goal"], floor: number, range: import("./plane-cells.js").Range,
 *   summary: import("./plane-cells.js").Summary}} Scale */

const SHADES = 256;

/** @returns {MapKind} */
export function createPlane() {
  const legend = createPlaneLegend();
  /** @type {Scale | null} */
  let scale = null;

  /** @type {(now: Shown, content: Content) => Grid} */
  const gridOf = (_now, { grids }) => /** @type {Grid} */ (grids.values().next().value);

  return {
    kind: "plane",
    columns: COLUMNS,
    legend: legend.element,
    aside: null,
    gridOf,
    can: (now) => !!chosenAxes(now, chosenRacer(now, "plane")),
    missing: (now) => (chosenRacer(now, "plane") ? "maps-one-setting" : "maps-no-racers"),
    names(now) {
      const axes = chosenAxes(now, chosenRacer(now, "plane"));
      return [chosenRacer(now, "plane")?.key ?? "", axes?.x.name ?? "", axes?.y.name ?? ""];
    },
    bounds(now) {
      const axes = chosenAxes(now, chosenRacer(now, "plane"));
      if (!axes) return null;
      const [x0, x1, y0, y1] = [axes.x, axes.y].flatMap(boundsOf);
      return [x0, x1, y0, y1];
    },
    titles(now, { axes }) {
      const found = chosenAxes(now, chosenRacer(now, "plane"));
      const label = (/** @type {string} */ name) =>
        [found?.x, found?.y].find((each) => each?.name === name)?.label ?? name;
      return { x: label(axes.x.name), y: label(axes.y.name) };
    },

    paint(now, content, canvas, plain) {
      const grid = gridOf(now, content);
      const goal = now.view.map_goal;
      const { surface, runs } = now.base;
      const floor = floorOf(grid, goal, surface.lowest ?? lossFloor(surface, runs));
      const range = rangeOf(grid, goal, floor, runs[0]?.losses[0] ?? NaN);
      scale = { goal, floor, range, summary: summaryOf(grid, goal) };
      const colours = shades(surface.colorscale[now.theme.dark ? "dark" : "light"], SHADES).map(
        packedColour,
      );
      const missed = packedColour(plain.missed);
      const shown = scale;
      paintImage(
        canvas,
        grid,
        (cell) => {
          const shade = shadeOf(grid, cell, shown, SHADES);
          return shade === DIVERGED ? 0 : shade === MISSED ? missed : colours[shade];
        },
        plain,
      );
      legend.show(now, content, shown, plain);
    },

    over(now, content) {
      return (g, view) => {
        drawLimit(g, view, now, content);
        drawFastest(g, view, now, content);
        drawBest(g, view, now, scale, gridOf(now, content));
      };
    },

    here(now, { axes, head }) {
      const run = chosenRacer(now, "plane");
      if (!run || head.racer !== run.key) return { key: "", over() {} };
      const values = [axes.x, axes.y].map(({ name }) => presentValue(now, run, name));
      const [x, y] = [placeOf(axes.x, values[0]), placeOf(axes.y, values[1])];
      return {
        key: JSON.stringify([values, run.color]),
        over: (g, view) => drawHere(g, view, [x, y], now, run),
      };
    },

    patch(_now, { axes, head }, { row, column }) {
      const [x, y] = [
        settingPatch(head.racer, axes.x.name, axes.x.values[column]),
        settingPatch(head.racer, axes.y.name, axes.y.values[row]),
      ];
      return merged(x, y);
    },

    said(now, content, { row, column }, cell) {
      const { axes } = content;
      const titles = this.titles(now, content);
      const holes = {
        ...{ across: titles.x, up: titles.y },
        ...{ x: valueText(axes.x.values, column), y: valueText(axes.y.values, row) },
      };
      const value =
        cell < 0 ? now.word("maps-unknown") : outcomeText(now, gridOf(now, content), cell);
      return now.word("maps-cell", { ...holes, value });
    },

    facts(now, content) {
      const grid = gridOf(now, content);
      return [
        ...bestFact(this, now, content, scale),
        ...hereFact(this, now, content, grid),
        ...shareFacts(now, scale),
      ];
    },
  };
}

/** @type {(setting: import("../types.js").Declared) => [number, number]} */
function boundsOf({ low, high, scale }) {
  return [scale === "log" && !(low > 0) ? high * 1e-8 : low, high];
}

/** @type {(now: Shown, grid: Grid, cell: number) => string} */
function outcomeText({ view: { map_goal: goal }, word }, grid, cell) {
  const outcome = outcomeIn(grid, cell, goal);
  const { final, stopped } = grid.columns;
  if (outcome === Infinity) {
    if (stopped[cell] < 0) return word("sweep-diverged");
    return word("maps-diverged-at", { step: stopped[cell] });
  }
  const number = (/** @type {number} */ value) => written(value, 6);
  const last = number(final[cell]);
  if (Number.isNaN(outcome)) return word("maps-missed", { loss: last });
  if (goal === "steps") return word("maps-arrived", { steps: outcome, loss: last });
  const name = word(WORDS[goal]);
  return goal === "final"
    ? `${name} ${last}`
    : `${name} ${number(outcome)}, ${word(WORDS.final)} ${last}`;
}

/** @type {(kind: MapKind, now: Shown, content: Content, scale: Scale | null) => string[]} */
function bestFact(kind, now, content, scale) {
  const best = scale?.summary.best ?? -1;
  if (best < 0) return [now.word("maps-no-best")];
  const { width } = kind.gridOf(now, content);
  const place = { row: Math.floor(best / width), column: best % width };
  return [now.word("maps-best", { cell: kind.said(now, content, place, best) })];
}

/** @type {(kind: MapKind, now: Shown, content: Content, grid: Grid) => string[]} */
function hereFact(kind, now, content, grid) {
  const run = chosenRacer(now, "plane");
  const { axes } = content;
  if (!run || content.head.racer !== run.key) return [];
  const [column, row] = [axes.x, axes.y].map((axis) =>
    Math.round(placeOf(axis, presentValue(now, run, axis.name))),
  );
  const inside = column >= 0 && column < grid.width && row >= 0 && row < grid.height;
  if (!inside) return [now.word("maps-outside")];
  const at = row * grid.width + column;
  const cell = grid.stride[at] ? grid.nearest[at] : -1;
  return [now.word("maps-yours", { cell: kind.said(now, content, { row, column }, cell) })];
}

/** @type {(now: Shown, scale: Scale | null) => string[]} */
function shareFacts({ word }, scale) {
  if (!scale?.summary.count) return [];
  const { diverged, missed } = scale.summary;
  const facts = [word("maps-diverged-share", { share: percent(diverged) })];
  return scale.goal === "steps"
    ? [...facts, word("maps-missed-share", { share: percent(missed) })]
    : facts;
}

/** @type {(g: CanvasRenderingContext2D, view: import("../types.js").Transform, now: Shown, content: Content) => void} */
function drawLimit(g, view, { theme }, { axes, head }) {
  const { limit } = head;
  const upright = axes.x.name === "lr"; // its axis is across
  if (!limit || (!upright && axes.y.name !== "lr")) return;
  const [rates, other] = upright ? [axes.x, axes.y] : [axes.y, axes.x];
  for (const [color, width] of /** @type {const} */ ([
    [theme.background, 4],
    [theme.text, 1.8],
  ])) {
    g.strokeStyle = color;
    g.lineWidth = width * theme.scale;
    g.setLineDash(width < 4 ? [6 * theme.scale, 4 * theme.scale] : []);
    g.beginPath();
    for (let k = 0; k < other.values.length; k += 1) {
      const place = placeOf(rates, limit[k]);
      const far = Math.min(Math.max(place, -rates.values.length), 2 * rates.values.length);
      const [x, y] = upright ? [far, k] : [k, far];
      if (Number.isFinite(far)) g.lineTo(view.bx + view.mx * x, view.by + view.my * y);
    }
    g.stroke();
  }
  g.setLineDash([]);
}

/** @type {(g: CanvasRenderingContext2D, view: import("../types.js").Transform, now: Shown, content: Content) => void} */
function drawFastest(g, view, { theme }, { axes, head }) {
  const { fastest } = head;
  const values = [axes.x, axes.y].map(({ name }) => fastest?.[name]);
  if (values[0] === undefined || values[1] === undefined) return;
  const [x, y] = [placeOf(axes.x, values[0]), placeOf(axes.y, values[1])];
  const [px, py, size] = [view.bx + view.mx * x, view.by + view.my * y, 7 * theme.scale];
  for (const [color, width] of /** @type {const} */ ([
    [theme.background, 5],
    [theme.text, 2],
  ])) {
    g.strokeStyle = color;
    g.lineWidth = width * theme.scale;
    g.beginPath();
    for (const [dx, dy] of [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ])
      g.lineTo(px + dx * size, py + dy * size);
    g.closePath();
    g.stroke();
  }
}

/** @type {(g: CanvasRenderingContext2D, view: import("../types.js").Transform, now: Shown, scale: Scale | null, grid: Grid) => void} */
function drawBest(g, view, { theme }, scale, { width }) {
  const best = scale?.summary.best ?? -1;
  if (best < 0) return;
  const [x, y] = [view.bx + view.mx * (best % width), view.by + view.my * Math.floor(best / width)];
  star(g, x, y, 10.5 * theme.scale, theme.background);
  star(g, x, y, 7.5 * theme.scale, theme.text);
}

/** @type {(g: CanvasRenderingContext2D, view: import("../types.js").Transform, place: [number, number], now: Shown, run: import("../types.js").Run) => void} */
function drawHere(g, view, [x, y], { theme }, { color }) {
  const inside = (
    /** @type {number} */ at,
    /** @type {number} */ from,
    /** @type {number} */ size,
  ) => Math.min(Math.max(at, from), from + size);
  const [px, py] = [
    inside(view.bx + view.mx * x, view.left, view.width),
    inside(view.by + view.my * y, view.top, view.height),
  ];
  disc(g, px, py, 9 * theme.scale, theme.background);
  ring(g, px, py, 7.5 * theme.scale, theme.text, 1.6 * theme.scale);
  disc(g, px, py, 5.2 * theme.scale, color);
}
