/** Line patterns, which tell runs apart where colours do not suffice. */

import { inkOn } from "./shapes.js";

const SVG = "http://www.w3.org/2000/svg";
const LONG = 20; // px of line in the legend
const HIGH = 12;

/**
 * The nearest of Plotly's named patterns; its 3-D plots take no others.
 * @param {number[]} dash
 */
export function plotlyDash([stroke, , second]) {
  if (stroke === undefined) return "solid";
  if (second !== undefined) return "dashdot";
  if (stroke <= 3) return "dot";
  return stroke > 10 ? "longdash" : "dash";
}

/**
 * Legend symbol of a run: a piece of its line and its head. The style sheet makes hidden runs hollow and thin, so
 * that the difference does not depend on colour.
 * @param {Pick<import("../types.js").Run, "color" | "dash" | "mark">} run
 */
export function createSwatch({ color, dash, mark }) {
  const svg = document.createElementNS(SVG, "svg");
  const width = LONG + HIGH;
  // Where there is less room, the line is shorter: a smaller head could not hold its number.
  const crop = { viewBox: `0 0 ${width} ${HIGH}`, preserveAspectRatio: "xMaxYMid slice" };
  set(svg, { class: "rv-swatch", "aria-hidden": "true", ...crop });
  const line = document.createElementNS(SVG, "line");
  const middle = HIGH / 2;
  set(line, { x1: 0, y1: middle, x2: LONG + 2, y2: middle, "stroke-dasharray": dash.join(" ") });
  const head = document.createElementNS(SVG, "circle");
  set(head, { cx: LONG + middle, cy: middle, r: mark ? middle - 0.8 : 4 });
  svg.append(line, head);
  if (mark) svg.append(label(mark, color, LONG + middle, middle));
  return svg;
}

/** @type {(text: string, color: string, x: number, y: number) => Element} */
function label(text, color, x, y) {
  const label = document.createElementNS(SVG, "text");
  const size = text.length > 1 ? 7 : 9;
  set(label, { x, y: y + 0.36 * size, "font-size": size });
  label.style.setProperty("--rv-ink", inkOn(color));
  label.textContent = text;
  return label;
}

/** @type {(element: Element, attributes: Record<string, string | number>) => void} */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
