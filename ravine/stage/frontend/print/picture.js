/** Make a picture of a race: PNG or SVG. */

import { createSvgPen } from "../flat/svg-pen.js";
import { createFigure } from "./figure.js";
import { withNotes } from "./png.js";

/** @typedef {import("./figure.js").Content} Content */
/** @typedef {import("./figure.js").Sheet} Sheet */

export const SCREEN = 96; // dpi

/**
 * @param {Content} content
 * @param {Sheet & {dpi?: number}} sheet
 * @param {number} step
 * @returns {Promise<Blob>}
 */
export async function savePng(content, sheet, step) {
  const canvas = await painted(content, sheet, step);
  /** @type {Blob | null} */
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("the browser makes no picture of this size");
  const png = new Uint8Array(await blob.arrayBuffer());
  const dpi = sheet.dpi ?? SCREEN;
  const notes = { Title: content.scene.surface.name, Source: content.link };
  return new Blob([withNotes(png, { dpi, notes })], { type: "image/png" });
}

/**
 * @param {Content} content
 * @param {Sheet} sheet
 * @param {number} step
 * @returns {Promise<Blob>}
 */
export async function saveSvg(content, sheet, step) {
  await lettersReady(sheet);
  const { width, height, paint } = createFigure(content, sheet);
  const ruler = document.createElement("canvas").getContext("2d");
  const title = content.scene.surface.name;
  const about = content.link;
  const pen = createSvgPen(
    { width, height, title, about },
    /** @type {CanvasRenderingContext2D} */ (ruler),
  );
  paint(/** @type {any} */ (pen), step);
  return new Blob([pen.text()], { type: "image/svg+xml" });
}

/**
 * @param {Content} content
 * @param {Sheet} sheet
 * @param {number} step
 * @param {HTMLCanvasElement} [canvas]
 */
export async function painted(content, sheet, step, canvas = document.createElement("canvas")) {
  await lettersReady(sheet);
  const { width, height, paint } = createFigure(content, sheet);
  Object.assign(canvas, { width, height });
  paint(/** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")), step);
  return canvas;
}

/**
 * A canvas does not wait for letters that the page has not shown yet.
 * @param {Sheet} sheet
 */
export async function lettersReady({ theme }) {
  await Promise.allSettled(
    [400, 600, 700].map((weight) => document.fonts.load(`${weight} 12px ${theme.font}`)),
  );
}
