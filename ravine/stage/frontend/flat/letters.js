/** Write the texts of a plot: labels that end in a raised power, titles along an axis. */

/** @typedef {import("./pen.js").Pen} Pen */
/** @typedef {{size: number, family: string, color: string}} Font */

export const PAD = 0.2; // of a letter, from a tick to its label
export const MIDDLE = 0.35; // of a letter, from the middle of a number to the line that it stands on
const RAISED = { size: 0.7, up: 0.6 }; // of a power: its letters, and its place above the line in such letters

/** @type {(pen: Pen, font: Font, size?: number) => void} */
export function setFont(pen, { size, family, color }, times = 1) {
  pen.font = `${size * times}px ${family}`;
  pen.fillStyle = color;
  pen.textBaseline = "alphabetic";
}

/**
 * @param {Pen} pen
 * @param {import("./ticks.js").Tick} tick
 * @param {Font} font
 */
export function widthOf(pen, { text, power, large = 1 }, font) {
  setFont(pen, font, large);
  const width = pen.measureText(text).width;
  if (!power) return width;
  setFont(pen, font, large * RAISED.size);
  return width + pen.measureText(power).width;
}

/**
 * @param {Pen} pen
 * @param {import("./ticks.js").Tick} tick
 * @param {Font} font
 * @param {number} left
 * @param {number} line  on which the letters stand
 */
export function write(pen, { text, power, large = 1 }, font, left, line) {
  pen.textAlign = "left";
  setFont(pen, font, large);
  pen.fillText(text, left, line);
  if (!power) return;
  const after = left + pen.measureText(text).width;
  setFont(pen, font, large * RAISED.size);
  pen.fillText(power, after, line - RAISED.up * RAISED.size * font.size * large);
}

/**
 * How far a font's letters reach below their line.
 * @type {(pen: Pen, font: Font) => number}
 */
export function depthOf(pen, font) {
  setFont(pen, font);
  return pen.measureText("0").fontBoundingBoxDescent ?? 0.3 * font.size;
}

/**
 * The text that markup stands for: plots.js escapes its titles.
 * @param {string} markup
 */
export function plain(markup) {
  return markup.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
