/** Plotly figures of the contour plot and the loss chart, without anything that moves. */

import { short } from "../page/format.js";
import { COARSE } from "./chart.js";
import { createLadder } from "./levels.js";
import { decadeTicks, stripTicks } from "./loss-ticks.js";

/** @typedef {import("./scale.js").HeightScale} HeightScale */
/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {ReturnType<typeof import("./tick-labels.js").axisTicks>} Labelled */

const LOSS_MARGIN = { l: 64, r: 10, t: 8, b: 40 };

/**
 * Room for the axes of the contour plot.
 * @param {number} scale  of letters
 */
export function contourMargin(scale) {
  return { l: 54 * scale, r: 62 * scale, t: 8, b: 42 * scale };
}

/** @param {Theme} theme */
function frame(theme) {
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: 12 * theme.scale, color: theme.muted },
    showlegend: false,
    hovermode: "closest",
    clickanywhere: true,
    // On touch screens a drag scrolls the page.
    dragmode: matchMedia(COARSE).matches ? false : "zoom",
  };
}

/** @param {Theme} theme */
function axis(theme) {
  return {
    ticks: "outside",
    ticklen: 4,
    tickcolor: theme.grid,
    linecolor: theme.grid,
    gridcolor: theme.grid,
    zeroline: false,
    title: { standoff: 6, font: { size: 12 * theme.scale } },
  };
}

/**
 * @param {Surface} surface
 * @param {HeightScale} scale
 */
export function heights(surface, scale) {
  const rows = [];
  for (let row = 0; row < surface.ny; row += 1) {
    const line = surface.z.subarray(row * surface.nx, (row + 1) * surface.nx);
    rows.push(Float64Array.from(line, (z) => (Number.isFinite(z) ? scale.of(z) : NaN)));
  }
  return rows;
}

/** @param {Surface} surface */
export function gridAxes(surface) {
  const [x, y] = surface.domain;
  return { x: linspace(x, surface.nx), y: linspace(y, surface.ny) };
}

/**
 * @param {[number, number]} ends
 * @param {number} count
 */
function linspace([low, high], count) {
  const gap = count > 1 ? (high - low) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => low + i * gap);
}

/**
 * @param {Surface} surface
 * @param {HeightScale} scale
 * @param {Theme} theme
 * @param {{x: Labelled, y: Labelled, title: string, mean: (sides: [number, number]) => string}} ticks
 *   title: of the heights; mean: says that they are means
 */
export function contourSpec(surface, scale, theme, ticks) {
  const colorscale = surface.colorscale[theme.dark ? "dark" : "light"];
  const ladder = createLadder(scale, surface.levels[scale.kind]);
  const { count } = ladder;
  const note = [surface.mean && ticks.mean(surface.mean), ladder.note && ticks.title + ladder.note]
    .filter(Boolean)
    .join(" · ");
  const trace = {
    type: "contour",
    ...gridAxes(surface),
    z: heights(surface, scale).map((row) => row.map(ladder.of)),
    zmin: 0,
    zmax: count + 1,
    autocontour: false,
    contours: { start: 1, end: Math.max(count, 1), size: 1 },
    colorscale: count ? ladder.colours(colorscale) : colorscale,
    line: { width: 0.5, color: theme.dark ? "rgba(255,255,255,.2)" : "rgba(20,25,35,.24)" },
    hoverinfo: "skip",
    colorbar: colorBar(ladder.ticks, theme),
  };
  const named = (/** @type {string} */ text, /** @type {Labelled} */ labelled) => ({
    ...axis(theme),
    title: { ...axis(theme).title, text: text + labelled.note },
    ...{ showgrid: false, constrain: "domain" },
    ...ticksOf(labelled.ticks),
  });
  const layout = {
    ...frame(theme),
    margin: contourMargin(theme.scale),
    // A map that is narrower than its cell stands beside its colour bar.
    xaxis: { ...named(surface.axes[0], ticks.x), constraintoward: "right" },
    yaxis: { ...named(surface.axes[1], ticks.y), scaleanchor: "x" },
    annotations: note ? [noteOfBar(note, theme)] : [],
  };
  return { traces: [trace], layout };
}

/**
 * That heights are means, and over how large rectangles.
 * @param {[number, number]} sides
 * @param {import("../types.js").Word} word
 */
export function meanOf([across, up], word) {
  return word("map-mean", { width: short(across, 2), height: short(up, 2) });
}

/**
 * What the numbers beside the colour bar have in common, at its foot.
 * @param {string} note
 * @param {Theme} theme
 */
function noteOfBar(note, theme) {
  return {
    text: escapeMarkup(note),
    ...{ x: 1, y: 0, xref: "paper", yref: "paper", xanchor: "right", yanchor: "top" },
    ...{ xshift: contourMargin(theme.scale).r - 2, yshift: -24, showarrow: false },
    font: { size: 11 * theme.scale, color: theme.muted },
  };
}

/**
 * @param {HeightScale["ticks"]} ticks
 * @param {Theme} theme
 */
function colorBar(ticks, theme) {
  return {
    thickness: 8 * theme.scale,
    thicknessmode: "pixels",
    len: 1,
    x: 1,
    xpad: 8,
    ypad: 0,
    outlinewidth: 0,
    ticklen: 3,
    tickcolor: theme.grid,
    tickfont: { size: 11 * theme.scale, color: theme.muted },
    ...ticksOf(ticks),
  };
}

/** @param {HeightScale["ticks"]} ticks */
export function ticksOf(ticks) {
  return {
    tickmode: "array",
    tickvals: ticks.map((tick) => tick.at),
    ticktext: ticks.map((tick) => tick.text.replaceAll("-", "−")),
  };
}

/**
 * @param {import("../types.js").Axis} kind
 * @param {[number, number]} range  of losses; on a log axis their powers of ten
 * @param {{step: string, loss: string, rate: string}} titles
 * @param {Theme} theme
 * @param {import("./strip.js").StripAxis | null} strip  of learning rates, below
 * @param {{height?: number, close?: {x: Labelled, y: Labelled | null} | null}} room
 *   height of the chart; close: ticks of a zoom, y: null where those of the range do
 */
export function lossSpec(kind, range, titles, theme, strip, { height = 300, close = null } = {}) {
  const title = (/** @type {string} */ text) => ({
    ...axis(theme).title,
    text: escapeMarkup(text),
  });
  const layout = {
    ...frame(theme),
    margin: { ...LOSS_MARGIN, l: LOSS_MARGIN.l * theme.scale, b: LOSS_MARGIN.b * theme.scale },
    xaxis: {
      ...axis(theme),
      title: title(titles.step + (close?.x.note ?? "")),
      ...{ showgrid: false, showline: true },
      ...(close && ticksOf(close.x.ticks)),
    },
    yaxis: {
      ...axis(theme),
      title: title(titles.loss + (close?.y?.note ?? "")),
      type: kind,
      exponentformat: "power",
      ...(kind === "log" ? decadeTicks(range, tickRoom(height, theme, !!strip)) : { nticks: 6 }),
      ...(close?.y && ticksOf(close.y.ticks)),
    },
  };
  const nothing = { type: "scatter", x: [], y: [], hoverinfo: "skip" };
  if (!strip) return { traces: [nothing], layout };
  addStrip(layout, strip, titles, theme);
  return { traces: [nothing, { ...nothing, yaxis: "y2" }], layout };
}

/**
 * Ticks for which a loss chart of this height has room.
 * @param {number} height
 * @param {Theme} theme
 * @param {boolean} striped  whether the strip of rates stands below
 */
export function tickRoom(height, { scale }, striped) {
  const inner = height - LOSS_MARGIN.t - LOSS_MARGIN.b * scale;
  const share = striped ? 1 - LOSS_BOTTOM : 1;
  return Math.min(Math.max(Math.floor((inner * share) / (18 * scale)), 2), 7);
}

/**
 * @param {import("../types.js").View["axis"]} axis
 * @param {number} floor  zero of the axis
 * @param {import("../types.js").Word} word
 */
export function lossTitles(axis, floor, word) {
  const lowest = short(floor, 4).replace("-", "−");
  return {
    step: word(axis === "steps" ? "step" : `axis-${axis}`),
    rate: word("rate"),
    loss: floor ? word("loss-above", { lowest }) : word("loss"),
  };
}

const STRIP_TOP = 0.3; // share of the height
const LOSS_BOTTOM = 0.43;

/**
 * Beside two low plots there is no room for upright titles: they stand above.
 * @param {any} layout
 * @param {import("./strip.js").StripAxis} strip
 * @param {{loss: string, rate: string}} titles
 * @param {Theme} theme
 */
function addStrip(layout, { kind, decades }, titles, theme) {
  const { title: _, ...plain } = axis(theme);
  const above = (/** @type {string} */ text, /** @type {number} */ y) => ({
    text: escapeMarkup(text),
    ...{ x: 0, y, xref: "paper", yref: "paper", xanchor: "left", yanchor: "bottom" },
    showarrow: false,
    font: { size: 12 * theme.scale },
  });
  layout.margin = { ...layout.margin, t: 10 + 12 * theme.scale };
  layout.annotations = [above(titles.loss, 1), above(titles.rate, STRIP_TOP)];
  layout.xaxis.anchor = "y2";
  Object.assign(layout.yaxis, { domain: [LOSS_BOTTOM, 1], title: { text: "" } });
  layout.yaxis2 = {
    ...plain,
    domain: [0, STRIP_TOP],
    type: kind,
    fixedrange: true,
    exponentformat: "power",
    tickfont: { size: 10 * theme.scale },
    ...(kind === "log" ? stripTicks(decades) : { nticks: 3 }),
  };
}

/**
 * Escape a title: Plotly reads markup.
 * @param {string} text
 */
export function escapeMarkup(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
