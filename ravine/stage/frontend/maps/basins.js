/** Basins of attraction: for every start the minimum that a racer comes to, and how fast; the racers beside each other. */

import { h, write } from "../page/dom.js";
import { cross, disc, labelledDisc, ring } from "../plots/shapes.js";
import { placeOf } from "./axis.js";
import { COLUMNS, DIVERGED, SADDLE, sharesOf, slowness, UNFINISHED } from "./basin-cells.js";
import { minimumColour, packedColour, shaded, textOf } from "./colours.js";
import { paintImage } from "./image.js";
import { percent, valueText, written } from "./numbers.js";
import { item, lined, sign } from "./plane-legend.js";
import { chosenRacer, racersOf } from "./settings.js";

/** @typedef {import("./grid-map.js").Content} Content */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("./basin-cells.js").Share} Share */

const REACH = 1e6; // of starts
const LISTED = 12; // minima in the legend, the largest basins
const TOLD = 3; // in the words below a small picture

/**
 * @param {(racer: string) => void} choose  shows this racer's basins large
 * @returns {import("./grid-map.js").Kind}
 */
export function createBasins(choose) {
  const items = h("ul", { class: "rv-maps-items" });
  const legend = h("div", { class: "rv-maps-legend" }, items);
  const aside = h("ul", { class: "rv-maps-racers" });
  /** @type {Map<string, ReturnType<typeof createSmall>>} */
  const smalls = new Map();
  /** @type {Map<string, Share[]>} */
  let shares = new Map();

  /** @type {(now: Shown, content: Content) => Grid} */
  function gridOf(now, { grids }) {
    const { key = "" } = chosenRacer(now, "basins") ?? {};
    return grids.get(key) ?? /** @type {Grid} */ (grids.values().next().value);
  }

  /** @type {(now: Shown, content: Content, plain: import("./colours.js").Plain) => void} */
  function showSmalls(now, { grids }, plain) {
    const large = chosenRacer(now, "basins")?.key;
    const others = racersOf(now.base).filter(({ key }) => grids.has(key));
    const elements = others.map((run) => {
      const small = smalls.get(run.key) ?? createSmall(() => choose(run.key));
      smalls.set(run.key, small);
      const grid = /** @type {Grid} */ (grids.get(run.key));
      paint(small.canvas, now, grid, plain);
      small.show(run.name, run.key === large, told(now, shares.get(run.key) ?? []));
      return small.element;
    });
    aside.hidden = others.length < 2;
    if (
      elements.some((element, i) => aside.children[i] !== element) ||
      aside.children.length !== elements.length
    )
      aside.replaceChildren(...elements);
  }

  return {
    kind: "basins",
    columns: COLUMNS,
    legend,
    aside,
    gridOf,
    can: (now) => !!chosenRacer(now, "basins"),
    missing: () => "maps-no-racers",
    names: () => ["", "x", "y"],
    bounds: () => [-REACH, REACH, -REACH, REACH],
    titles: ({ base: { surface } }) => ({ x: surface.axes[0], y: surface.axes[1] }),

    paint(now, content, canvas, plain) {
      paint(canvas, now, gridOf(now, content), plain);
      shares = new Map([...content.grids].map(([key, grid]) => [key, sharesOf(grid)]));
      showSmalls(now, content, plain);
      const { key = "" } = chosenRacer(now, "basins") ?? {};
      items.replaceChildren(...legendOf(now, content, shares.get(key) ?? [], plain));
    },

    over(now, { axes, head }) {
      return (g, view) => {
        const { theme } = now;
        for (const [i, [x, y]] of head.minima.entries()) {
          const [px, py] = [
            view.bx + view.mx * placeOf(axes.x, x),
            view.by + view.my * placeOf(axes.y, y),
          ];
          if (!Number.isFinite(px + py)) continue;
          disc(g, px, py, 9 * theme.scale, theme.background);
          labelledDisc(
            g,
            px,
            py,
            7.5 * theme.scale,
            hex(minimumColour(i + 1)),
            String(i + 1),
            theme.font,
          );
        }
      };
    },

    here(now, { axes }) {
      const [x, y] = now.changes.start ?? now.base.header.start;
      const place = [placeOf(axes.x, x), placeOf(axes.y, y)];
      return {
        key: JSON.stringify([x, y]),
        over(g, view) {
          const { background, text, scale } = now.theme;
          const [px, py] = [view.bx + view.mx * place[0], view.by + view.my * place[1]];
          if (!Number.isFinite(px + py)) return;
          ring(g, px, py, 9 * scale, background, 5 * scale);
          ring(g, px, py, 9 * scale, text, 2 * scale);
          cross(g, px, py, 3.5 * scale, background, 4 * scale);
          cross(g, px, py, 3.5 * scale, text, 1.8 * scale);
        },
      };
    },

    patch: (_now, { axes }, { row, column }) => ({
      start: [axes.x.values[column], axes.y.values[row]],
    }),

    said(now, content, { row, column }, cell) {
      const { axes } = content;
      const [across, up] = now.base.surface.axes;
      const holes = {
        across,
        up,
        x: valueText(axes.x.values, column),
        y: valueText(axes.y.values, row),
      };
      const value = cell < 0 ? now.word("maps-unknown") : endText(now, gridOf(now, content), cell);
      return now.word("maps-cell", { ...holes, value });
    },

    facts(now, content) {
      const run = chosenRacer(now, "basins");
      const [x, y] = now.changes.start ?? now.base.header.start;
      const { axes } = content;
      const grid = gridOf(now, content);
      const [column, row] = [Math.round(placeOf(axes.x, x)), Math.round(placeOf(axes.y, y))];
      const inside = column >= 0 && column < grid.width && row >= 0 && row < grid.height;
      const at = row * grid.width + column;
      const cell = inside && grid.stride[at] ? grid.nearest[at] : -1;
      const yours = inside
        ? now.word("maps-yours", { cell: this.said(now, content, { row, column }, cell) })
        : now.word("maps-outside");
      const all = told(now, shares.get(run?.key ?? "") ?? [], Infinity);
      return [`${run?.name ?? ""}: ${all}`, yours];
    },
  };
}

/** @type {(canvas: HTMLCanvasElement, now: Shown, grid: Grid, plain: import("./colours.js").Plain) => void} */
function paint(canvas, { base }, grid, plain) {
  const { ended, steps } = grid.columns;
  const [missed, saddle] = [packedColour(plain.missed), packedColour(plain.saddle)];
  const most = base.header.steps;
  paintImage(
    canvas,
    grid,
    (cell) => {
      const end = ended[cell];
      if (end > 0) return packedColour(shaded(minimumColour(end), slowness(steps[cell], most)));
      return end === DIVERGED ? 0 : end === SADDLE ? saddle : missed;
    },
    plain,
  );
}

/** @type {(now: Shown, content: Content, shares: Share[], plain: import("./colours.js").Plain) => HTMLElement[]} */
function legendOf({ word }, { head }, shares, plain) {
  const minima = shares.filter(({ ended }) => ended > 0);
  const largest = new Set([...minima].sort((a, b) => b.share - a.share).slice(0, LISTED));
  const listed = minima.filter((each) => largest.has(each));
  const rest = minima
    .filter((each) => !largest.has(each))
    .reduce((sum, { share }) => sum + share, 0);
  const shareOf = (/** @type {number} */ ended) =>
    percent(shares.find((each) => each.ended === ended)?.share ?? 0);
  return [
    ...listed.map(({ ended, share }) => {
      const [x, y] = head.minima[ended - 1] ?? [NaN, NaN];
      const holes = { number: ended, x: written(x, 3), y: written(y, 3), share: percent(share) };
      return item(textOf(minimumColour(ended)), word("maps-legend-minimum", holes));
    }),
    ...(rest
      ? [
          sign(
            "…",
            word("maps-legend-others", {
              count: minima.length - listed.length,
              share: percent(rest),
            }),
          ),
        ]
      : []),
    item(textOf(plain.missed), word("maps-legend-unfinished", { share: shareOf(UNFINISHED) })),
    item(textOf(plain.saddle), word("maps-legend-saddle", { share: shareOf(SADDLE) })),
    item(lined(plain), word("maps-legend-diverged", { share: shareOf(DIVERGED) })),
    sign("◐", word("maps-legend-slow")),
    sign("⊗", word("maps-legend-start")),
  ];
}

/** @type {(now: Shown, grid: Grid, cell: number) => string} */
function endText({ word }, grid, cell) {
  const { ended, steps } = grid.columns;
  if (ended[cell] > 0) {
    const holes = { number: ended[cell], steps: steps[cell] };
    return word(steps[cell] < 0 ? "maps-ended" : "maps-ended-after", holes);
  }
  return word(
    { [DIVERGED]: "sweep-diverged", [SADDLE]: "maps-at-saddle" }[ended[cell]] ?? "maps-unfinished",
  );
}

/** @type {(now: Shown, shares: Share[], most?: number) => string} */
function told({ word }, shares, most = TOLD) {
  const sorted = [...shares].sort((a, b) => b.share - a.share).slice(0, most);
  const names = /** @type {Record<number, string>} */ ({
    ...{ [UNFINISHED]: word("maps-unfinished"), [SADDLE]: word("maps-at-saddle") },
    ...{ [DIVERGED]: word("sweep-diverged") },
  });
  return sorted
    .map(({ ended, share }) =>
      word("maps-part", {
        name: names[ended] ?? word("maps-minimum", { number: ended }),
        share: percent(share),
      }),
    )
    .join(" · ");
}

/** @param {() => void} choose */
function createSmall(choose) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const name = h("strong");
  const words = h("span");
  const button = h("button", { type: "button", class: "rv-maps-small" }, canvas, name, words);
  button.addEventListener("click", choose);
  const element = h("li", {}, button);
  return {
    element,
    canvas,
    /** @type {(text: string, chosen: boolean, told: string) => void} */
    show(text, chosen, told) {
      write(name, text);
      write(words, told);
      button.setAttribute("aria-pressed", String(chosen));
    },
  };
}

/** @param {import("./colours.js").Colour} colour */
function hex(colour) {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
