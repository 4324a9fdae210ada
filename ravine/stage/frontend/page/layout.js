/** Create the cells of the plots and set their height. */

import { contourMargin } from "../plots/plots.js";
import { h, icon } from "./dom.js";

/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {ReturnType<typeof createPlot>} Plot */

const WIDE = 600; // as in styles/layout.css
const LOWEST = 300;
const LOWEST_ALONE = 250; // no other plot stands beside it
const TALLEST_ALONE = 520;
const AMPLE = 430; // for two plots on top of each other beside it
const ENOUGH = 360; // more, and rows of the board come into sight instead
const ROWS = 4; // of the board, in sight with the plots
const FEWEST_ROWS = 2; // where that would make the plots too small
const MOST_ROWS = 10; // in sight in full screen
const SPARE = 8; // px left at the lower edge of the window

/** @typedef {{natural: number, wide: boolean, full: boolean, scale?: number, room: (rows: number) => number}} Space
 *   natural: height that fits the width; wide: others stand beside it; full: nothing of the window may be left empty;
 *   scale: of letters; room: height that the window leaves when so many rows of the board are in sight, too */

/**
 * Height of the contour plot.
 * @param {Space} space
 */
export function heightOf({ natural, wide, full, scale = 1, room }) {
  if (!wide) return Math.round(within(natural, LOWEST_ALONE, TALLEST_ALONE));
  if (full) return Math.floor(Math.max(room(MOST_ROWS), LOWEST_ALONE)); // with the slice
  const most = Math.max(room(ROWS), Math.min(room(FEWEST_ROWS), ENOUGH * Math.sqrt(scale)), LOWEST);
  return Math.floor(within(natural, Math.min(AMPLE, most), most));
}

/**
 * Height of the contour plot beside a map; the losses have the rest.
 * @param {number} natural
 * @param {HTMLElement} maps
 */
function heightBeside(natural, maps) {
  return Math.round(within(natural, 180, Math.max(0.55 * maps.clientHeight, 180)));
}

const LARGEST_MAP = 900;

/**
 * Height of the map's picture: as much of the window as the map's own controls, and a row of the board, leave.
 * @type {(root: HTMLElement, maps: HTMLElement) => void}
 */
function arrangeMaps(root, maps) {
  const room = innerHeight - topOf(root) - 210;
  const height = within(Math.min(maps.clientWidth, room), LOWEST, LARGEST_MAP);
  root.style.setProperty("--rv-map-height", `${Math.round(height)}px`);
}

/** @type {(value: number, low: number, high: number) => number} */
function within(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** @param {string} kind */
function createPlot(kind) {
  const graph = /** @type {Graph} */ (/** @type {unknown} */ (h("div", { class: "rv-graph" })));
  const paper = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const ink = h("canvas", { class: "rv-canvas", "aria-hidden": "true" });
  const box = h("div", { class: "rv-box" }, graph, paper, ink);
  const cell = h("section", { class: `rv-cell rv-${kind}`, label: `${kind}-plot` }, box);
  return { cell, box, graph, paper, ink };
}

/**
 * @param {Plot} plot
 * @param {(factor: number) => void} zoom  0: reset
 */
export function addZoom(plot, zoom) {
  const tools = h("div", { class: "rv-zoom" });
  for (const [label, picture, factor] of /** @type {const} */ ([
    ["zoom-in", "plus", 0.6],
    ["zoom-out", "minus", 1 / 0.6],
    ["zoom-reset", "reset", 0],
  ])) {
    const button = h("button", { type: "button", class: "rv-button", label }, icon(picture));
    button.addEventListener("click", () => zoom(factor));
    tools.append(button);
  }
  plot.box.append(tools);
}

/** @param {HTMLElement} root */
export function createLayout(root) {
  const plots = {
    contour: createPlot("contour"),
    loss: createPlot("loss"),
    three: createPlot("three"),
  };
  const slice = h("section", { class: "rv-cell rv-slice", label: "slice-plot", hidden: true });
  const sweep = h("section", { class: "rv-cell rv-sweep", label: "sweep-plot", hidden: true });
  const maps = h("section", { class: "rv-cell rv-maps", label: "maps-race", hidden: true });
  const samples = h("section", {
    class: "rv-cell rv-samples",
    label: "sample-plots",
    hidden: true,
  });
  const batch = h("canvas", { class: "rv-canvas", "aria-hidden": "true", hidden: true });
  plots.contour.paper.before(batch);
  const below = h("div", { class: "rv-below" });
  plots.three.paper.remove();
  plots.three.ink.remove();
  const probe = h("span", { class: "rv-probe", "aria-hidden": "true" });
  const grid = h("div", { class: "rv-grid" });
  root.replaceChildren(probe, grid);

  return {
    ...plots,
    slice,
    sweep,
    maps,
    samples,
    batch,
    below,
    grid,
    /**
     * Give the plots their height; call it when the other parts show what they have to.
     * @param {[[number, number], [number, number]]} domain
     * @param {number} scale  of letters
     */
    arrange([[left, right], [bottom, top]], scale) {
      if (!maps.hidden) arrangeMaps(root, maps);
      const { l, r, t, b } = contourMargin(scale);
      const inner = plots.contour.cell.clientWidth - l - r;
      if (inner <= 0) return;
      const natural = (inner * (top - bottom)) / (right - left) + t + b;
      const full = document.fullscreenElement === root;
      const rest = grid.offsetHeight - plots.contour.box.offsetHeight;
      const free = innerHeight - topOf(root) - rest - (full ? topOf(root) : SPARE);
      const room = (/** @type {number} */ rows) => free + beyond(grid, rows, full);
      const wide = root.clientWidth >= WIDE;
      const beside = !maps.hidden && wide;
      const height = beside
        ? heightBeside(natural, maps)
        : heightOf({ natural, wide, full, scale, room });
      root.style.setProperty("--rv-height", `${height}px`);
    },
  };
}

/**
 * Pixels from the upper edge of the window when nothing is scrolled; of what stands far below it, when it is scrolled to.
 * @param {HTMLElement} root
 */
function topOf(root) {
  let top = root.getBoundingClientRect().top + parseFloat(getComputedStyle(root).paddingTop);
  for (let around = root.parentElement; around; around = around.parentElement)
    top += around.scrollTop;
  return top < innerHeight / 2 ? top : SPARE;
}

/**
 * Height of what need not be in sight together with the plots: samples, and all rows of the board but the first ones.
 * @param {HTMLElement} grid
 * @param {number} rows  that are in sight
 * @param {boolean} full  whether only rows that there are take up room
 * @returns {number}  negative: so much is left for rows to come, so that the plots keep their height
 */
function beyond(grid, rows, full) {
  const heights = [...grid.querySelectorAll("tbody tr")].map((row) => row.clientHeight);
  const [first = 0] = heights;
  const missing = full ? 0 : Math.max(rows - heights.length, 0) * first;
  const samples = /** @type {HTMLElement | null} */ (grid.querySelector(".rv-samples"));
  return sum(heights.slice(rows)) - missing + (full ? 0 : (samples?.offsetHeight ?? 0));
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((whole, value) => whole + value, 0);
}
