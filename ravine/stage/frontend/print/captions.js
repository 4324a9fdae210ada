/** Letters around the panels of a picture: title, legend with settings, the link at its foot. */

import { short } from "../page/format.js";
import { clockText, grainOf, lastOf } from "../player/time.js";
import { disc, labelledDisc } from "../plots/shapes.js";
import { ENTRY, FOOT, TITLE } from "./arrange.js";

/** @typedef {import("./arrange.js").Rect} Rect */
/** @typedef {import("./figure.js").Content} Content */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{name: string, settings: string, run: Pick<import("../types.js").Run, "color" | "dash" | "mark"> | null}} Entry
 *   run: null for words alone */

const LETTERS = 13;
const [LINE, HEAD] = [22, 12]; // px of a line and its head
const BESIDE = 8;
const BETWEEN = "  ";
const MOST_LINES = 4; // of a link: a longer one would outweigh the picture

/**
 * @param {Content} content
 * @param {import("../types.js").Run[]} runs
 * @param {{legend: boolean, caption: boolean}} sheet
 * @param {boolean} [brief]  of the settings only the rate and what the page's board says
 * @returns {Entry[]}
 */
export function entriesOf({ scene, ghost, word }, runs, { legend, caption }, brief = false) {
  if (!legend && !caption) return [];
  const entries = runs.map((run) => ({
    name: run.name,
    settings: caption ? settingsOf(run, brief ? [] : (scene.rules[run.optimizer] ?? [])) : "",
    run: legend ? run : null,
  }));
  if (!ghost) return entries;
  return [...entries, { name: word("ghost-of", { name: ghost.name }), settings: "", run: null }];
}

/** @type {(run: import("../types.js").Run, declared: import("../types.js").Declared[]) => string} */
function settingsOf({ lr, values, notes }, declared) {
  const others = declared
    .filter(({ name }) => name !== "lr" && values[name])
    .map(({ name, label }) => `${label} = ${short(values[name])}`);
  return [`lr = ${short(lr.value)}`, ...others, ...notes].join(", ");
}

/** @type {(pen: Pen, entry: Entry, theme: Theme, most: number) => number} its width, of at most so many px */
export function entryWidth(pen, { name, settings, run }, theme, most) {
  pen.font = `600 ${LETTERS}px ${theme.font}`;
  let width = (run ? LINE + HEAD + BESIDE : 0) + pen.measureText(name).width;
  pen.font = `${LETTERS}px ${theme.font}`;
  if (settings) width += pen.measureText(BETWEEN + settings).width;
  return Math.min(Math.ceil(width), most);
}

/** @type {(pen: Pen, entry: Entry, theme: Theme, place: Rect) => void} */
export function paintEntry(pen, { name, settings, run }, theme, { x, y, width }) {
  const middle = y + ENTRY.height / 2;
  let left = x;
  if (run) {
    paintSwatch(pen, run, theme, x, middle);
    left += LINE + HEAD + BESIDE;
  }
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  const line = middle + 0.36 * LETTERS;
  pen.font = `600 ${LETTERS}px ${theme.font}`;
  pen.fillStyle = theme.text;
  const shown = cut(pen, name, x + width - left);
  pen.fillText(shown, left, line);
  left += pen.measureText(shown).width;
  if (!settings) return;
  pen.font = `${LETTERS}px ${theme.font}`;
  pen.fillStyle = theme.muted;
  pen.fillText(cut(pen, BETWEEN + settings, x + width - left), left, line);
}

/** @type {(pen: Pen, run: NonNullable<Entry["run"]>, theme: Theme, x: number, y: number) => void} */
function paintSwatch(pen, { color, dash, mark }, theme, x, y) {
  pen.strokeStyle = color;
  pen.lineWidth = 2.4;
  pen.lineCap = dash.length ? "butt" : "round";
  pen.setLineDash(dash);
  pen.beginPath();
  pen.moveTo(x + 1, y);
  pen.lineTo(x + LINE + 2, y);
  pen.stroke();
  pen.setLineDash([]);
  const middle = x + LINE + HEAD / 2;
  if (mark) labelledDisc(pen, middle, y, HEAD / 2 + 0.5, color, mark, theme.font);
  else disc(pen, middle, y, 4.6, color);
}

/**
 * The surface, and at the right how far the race is.
 * @type {(pen: Pen, content: Content, theme: Theme, place: Rect, step: number | null) => void} step: null without it
 */
export function paintTitle(pen, { scene, word }, theme, { x, y, width }, step) {
  const { header } = scene;
  const line = y + TITLE.size;
  pen.textBaseline = "alphabetic";
  const clock = { last: lastOf(scene), grain: grainOf(scene) };
  pen.font = `${LETTERS}px ${theme.font}`;
  const named = word(header.view.axis === "steps" ? "step" : `axis-${header.view.axis}`);
  const widest = pen.measureText(`${named} ${clockText({ ...clock, step: clock.last })}`).width;
  if (step !== null) {
    pen.textAlign = "right";
    pen.fillStyle = theme.muted;
    pen.fillText(`${named} ${clockText({ ...clock, step })}`, x + width, line);
    return;
  }
  pen.textAlign = "left";
  pen.font = `600 ${TITLE.size}px ${theme.font}`;
  pen.fillStyle = theme.text;
  pen.fillText(cut(pen, scene.surface.name, width - widest - 20), x, line);
}

/**
 * @param {Pen} pen
 * @param {string} link
 * @param {Theme} theme
 * @param {number} width
 * @returns {string[]}  lines of the link, or of its address alone where it is too long
 */
export function footOf(pen, link, theme, width) {
  if (!link) return [];
  pen.font = `${FOOT.size}px ${theme.font}`;
  const lines = wrapped(pen, link, width);
  if (lines.length <= MOST_LINES) return lines;
  return [cut(pen, link.split("?")[0], width)];
}

/** @type {(pen: Pen, lines: string[], theme: Theme, place: Rect) => void} */
export function paintFoot(pen, lines, theme, { x, y }) {
  pen.font = `${FOOT.size}px ${theme.font}`;
  pen.fillStyle = theme.muted;
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  for (const [i, text] of lines.entries()) pen.fillText(text, x, y + i * FOOT.height + FOOT.size);
}

/**
 * A link may be broken anywhere, but best before a setting.
 * @type {(pen: Pen, text: string, width: number) => string[]}
 */
function wrapped(pen, text, width) {
  const lines = [];
  let line = "";
  for (const piece of text.split(/(?=&)/)) {
    if (line && pen.measureText(line + piece).width > width) {
      lines.push(line);
      line = "";
    }
    line += piece;
    while (pen.measureText(line).width > width && line.length > 1) {
      const fitting = fittingLength(pen, line, width);
      lines.push(line.slice(0, fitting));
      line = line.slice(fitting);
    }
  }
  return line ? [...lines, line] : lines;
}

/** @type {(pen: Pen, text: string, width: number) => number} */
function fittingLength(pen, text, width) {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pen.measureText(text.slice(0, middle)).width <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @type {(pen: Pen, text: string, width: number) => string} the text, with dots where it is too long */
function cut(pen, text, width) {
  if (pen.measureText(text).width <= width + 0.5) return text;
  const room = width - pen.measureText("…").width;
  return room > 0 ? `${text.slice(0, fittingLength(pen, text, room))}…` : "";
}
