/** Create the cells of the plots and set their height. */

import { CONTOUR_MARGIN } from "../plots/plots.js";
import { h, icon } from "./dom.js";

/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {ReturnType<typeof createPlot>} Plot */

const LOWEST = 250;
const LOWEST_WIDE = 430; // two plots stand beside the contour plot
const WIDE = 700; // as in styles/layout.css
const TALLEST = 520;

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
    samples,
    batch,
    below,
    grid,
    /** @param {[[number, number], [number, number]]} domain */
    arrange([[left, right], [bottom, top]]) {
      const { l, r, t, b } = CONTOUR_MARGIN;
      const inner = plots.contour.cell.clientWidth - l - r;
      const natural = (inner * (top - bottom)) / (right - left) + t + b;
      const tallest = document.fullscreenElement === root ? innerHeight * 0.6 : TALLEST;
      const lowest = root.clientWidth >= WIDE ? LOWEST_WIDE : LOWEST;
      const height = Math.round(Math.min(Math.max(natural, lowest), tallest));
      if (inner > 0) root.style.setProperty("--rv-height", `${height}px`);
    },
  };
}
