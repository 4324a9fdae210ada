/** A whole picture of a race, at any size: panels, legend, caption; for a canvas or as SVG, for one step or many. */

import { raceCurves } from "../plots/race-curves.js";
import { arrange, ENTRY, padOf, rowsOf, suitableHeight } from "./arrange.js";
import { entriesOf, entryWidth, footOf, paintEntry, paintFoot, paintTitle } from "./captions.js";
import { lossPanel, mapPanel, threePanel } from "./panels.js";

/** @typedef {import("./arrange.js").Panel} Panel */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{x: [number, number], y: [number, number]}} Ranges */
/**
 * @typedef {object} Content  what the page shows now
 * @property {import("../types.js").Scene} scene
 * @property {import("../types.js").View} view
 * @property {import("../types.js").Word} word
 * @property {import("../types.js").Ghost | null} ghost
 * @property {{contour: Ranges | null, loss: Ranges | null} | null} ranges  of zoomed plots
 * @property {import("../plots/three-layout.js").Camera | null} camera  null: as the page places it
 * @property {string} link  whole address
 * @property {boolean} [covered]  nothing beyond the step is drawn
 * @property {{surface: import("../types.js").Surface, scale: import("../plots/scale.js").HeightScale} | null} [map]
 *   the surface as it is sampled for what is in sight
 * @property {{at: number, lines: number[][], minimum: any} | null} [batch]  contours of the batch at a place of playback
 */
/**
 * @typedef {object} Sheet
 * @property {number} width  px of the file
 * @property {number} [height]  without it, what suits the contents
 * @property {number} scale  of letters and lines; 1: as on a page
 * @property {Theme} theme
 * @property {Panel[]} panels
 * @property {boolean} legend
 * @property {boolean} caption
 */
/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{width: number, height: number, paint: (pen: Pen, step: number) => void}} Figure */

const ORDER = /** @type {const} */ (["map", "three", "loss"]);
const MOST_ROWS = 4; // of a legend with all settings; longer ones have the rates alone
const MAKERS = { map: mapPanel, three: threePanel, loss: lossPanel };

/**
 * @param {Content} content
 * @param {Sheet} sheet
 * @param {Pen} [ruler]  measures letters
 * @returns {Figure}
 */
export function createFigure(content, sheet, ruler = measuring()) {
  const theme = { ...sheet.theme, scale: 1 };
  const panels = ORDER.filter((panel) => sheet.panels.includes(panel));
  const curves = raceCurves(content);
  const width = sheet.width / sheet.scale;
  const inner = width - 2 * padOf({ width, height: (sheet.height ?? sheet.width) / sheet.scale });
  const measured = (/** @type {boolean} */ brief) =>
    entriesOf(content, curves.runs, sheet, brief).map((entry) => ({
      ...{ entry, width: entryWidth(ruler, entry, theme, Infinity) },
    }));
  const all = measured(false);
  const long =
    rowsOf(
      all.map((one) => one.width),
      inner,
    ).height >
    MOST_ROWS * ENTRY.height;
  const legend = long || all.some((one) => one.width > inner) ? measured(true) : all;
  const entries = legend.map(({ entry }) => entry);
  const lines = sheet.caption ? footOf(ruler, content.link, theme, inner) : [];
  const { x, y } = content.ranges?.contour ?? rangesOf(content);
  const parts = {
    ...{ panels, title: sheet.caption, foot: lines.length },
    aspect: (x[1] - x[0]) / (y[1] - y[0]),
    entries: legend.map((one) => Math.min(one.width, inner)),
  };
  const height = sheet.height ? sheet.height / sheet.scale : suitableHeight(width, parts);
  const places = arrange({ width, height }, parts);
  const drawings = panels.map((panel) => {
    const place = /** @type {import("./arrange.js").Rect} */ (places.panels[panel]);
    return { place, ...MAKERS[panel](content, curves, theme, place) };
  });

  /** @param {Pen} pen */
  function paintStill(pen) {
    pen.fillStyle = theme.background;
    pen.fillRect(0, 0, width, height);
    for (const { place, still } of drawings) at(pen, place, () => still(pen));
    for (const [i, entry] of entries.entries()) paintEntry(pen, entry, theme, places.entries[i]);
    if (places.title) paintTitle(pen, content, theme, places.title, null);
    if (places.foot) paintFoot(pen, lines, theme, places.foot);
  }

  const pixels = { width: Math.round(sheet.width), height: Math.round(height * sheet.scale) };
  const kept = keeper(pixels, sheet.scale, paintStill);
  return {
    ...pixels,
    paint(pen, step) {
      pen.save();
      const picture = pen.canvas && kept();
      if (picture) pen.drawImage(picture, 0, 0);
      pen.scale(sheet.scale, sheet.scale);
      if (!picture) paintStill(pen);
      for (const { place, moving } of drawings) at(pen, place, () => moving(pen, step));
      if (places.title) paintTitle(pen, content, theme, places.title, step);
      pen.restore();
    },
  };
}

/** @param {Content} content */
function rangesOf({ scene }) {
  const [x, y] = scene.surface.domain;
  return { x, y };
}

/** @type {(pen: Pen, place: {x: number, y: number}, draw: () => void) => void} */
function at(pen, { x, y }, draw) {
  pen.save();
  pen.translate(x, y);
  draw();
  pen.restore();
}

/**
 * What does not move, drawn once for all steps.
 * @param {{width: number, height: number}} pixels
 * @param {number} scale
 * @param {(pen: Pen) => void} draw
 */
function keeper(pixels, scale, draw) {
  /** @type {HTMLCanvasElement | null} */
  let canvas = null;
  return () => {
    if (canvas) return canvas;
    canvas = document.createElement("canvas");
    Object.assign(canvas, pixels);
    const pen = /** @type {Pen} */ (canvas.getContext("2d"));
    pen.scale(scale, scale);
    draw(pen);
    return canvas;
  };
}

function measuring() {
  return /** @type {Pen} */ (document.createElement("canvas").getContext("2d"));
}
