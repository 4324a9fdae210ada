/** Line patterns, which tell runs apart where colours do not suffice. */

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
 * @param {number[]} dash
 */
export function createSwatch(dash) {
  const svg = document.createElementNS(SVG, "svg");
  const width = LONG + HIGH;
  set(svg, { class: "rv-swatch", viewBox: `0 0 ${width} ${HIGH}`, "aria-hidden": "true" });
  const line = document.createElementNS(SVG, "line");
  const middle = HIGH / 2;
  set(line, { x1: 0, y1: middle, x2: LONG + 2, y2: middle, "stroke-dasharray": dash.join(" ") });
  const head = document.createElementNS(SVG, "circle");
  set(head, { cx: LONG + middle, cy: middle, r: 4 });
  svg.append(line, head);
  return svg;
}

/** @type {(element: Element, attributes: Record<string, string | number>) => void} */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
