/** Create and label elements. */

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]  say: key of the text shown; label: key of the accessible name
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "say" || name === "label") element.dataset[name] = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Fill in all texts below `root`.
 * @type {(root: Element, word: import("../types.js").Word) => void}
 */
export function speak(root, word) {
  for (const element of /** @type {Iterable<HTMLElement>} */ (
    root.querySelectorAll("[data-say], [data-label]")
  )) {
    const { say, label } = element.dataset;
    if (say) element.textContent = word(say);
    if (label) name(element, word(label));
  }
}

/** @type {(element: HTMLElement, text: string) => void} */
export function name(element, text) {
  element.setAttribute("aria-label", text);
  if (element.tagName === "BUTTON" || element.tagName === "SELECT") element.title = text;
}

/**
 * Write text only if it differs: a write costs a layout.
 * @type {(element: Element, text: string) => void}
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const CROSS = "M4.2 3 8 6.8 11.8 3 13 4.2 9.2 8l3.8 3.8-1.2 1.2L8 9.2 4.2 13 3 11.8 6.8 8 3 4.2z";
/** @type {Record<string, string>} */
const ICONS = {
  play: "M5 3.2v9.6L13 8z",
  pause: "M4.5 3h2.5v10H4.5zM9 3h2.5v10H9z",
  back: "M11 3.4v9.2L5.4 8zM3.6 3.4h1.6v9.2H3.6z",
  forward: "M5 3.4v9.2L10.6 8zM10.8 3.4h1.6v9.2h-1.6z",
  loop: "M4 5.2h6.2V3l3.2 3-3.2 3V6.8H5.6v2.4H4zM12 10.8H5.8V13L2.6 10l3.2-3v2.2h4.6V6.8H12z",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7L8 4.3l1 1 1.2-1.2a1.2 1.2 0 0 1 1.7 1.7L9.5 8.2a1.2 1.2 0 0 1-1.7 0zM9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7L8 11.7l-1-1-1.2 1.2a1.2 1.2 0 0 1-1.7-1.7l2.4-2.4a1.2 1.2 0 0 1 1.7 0z",
  full: "M2.5 2.5h4v1.4H3.9v2.6H2.5zM9.5 2.5h4v4h-1.4V3.9H9.5zM2.5 9.5h1.4v2.6h2.6v1.4h-4zM12.1 9.5h1.4v4h-4v-1.4h2.6z",
  download: "M7.3 2h1.4v6.2l2.2-2.2 1 1L8 10.9 4.1 7l1-1 2.2 2.2zM3 12.2h10v1.4H3z",
  plus: "M7.3 3h1.4v4.3H13v1.4H8.7V13H7.3V8.7H3V7.3h4.3z",
  minus: "M3 7.3h10v1.4H3z",
  more: "M3.4 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zM8 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zM12.6 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z",
  close: CROSS,
  bin: "M6 2h4v1.4h3.2v1.4H2.8V3.4H6zM3.8 6h8.4l-.7 8H4.5zm1.5 1.4.5 5.2h4.4l.5-5.2z",
  reset: "M8 3a5 5 0 1 1-4.8 6.4l1.4-.4A3.6 3.6 0 1 0 5 5.9l1.7 1.7H2.5V3.4L4 4.9A5 5 0 0 1 8 3z",
  converged: "M6.6 12.2 2.8 8.4l1.2-1.2 2.6 2.6L12 4.4l1.2 1.2z",
  moving: "M3 7.2h6.6L7 4.6l1.1-1.1L12.6 8l-4.5 4.5L7 11.4l2.6-2.6H3z",
  oscillating: "M2 9.6 4.6 4h1.2l3 6.4L10.4 7H14v1.6h-2.6L9.4 13H8.2l-3-6.5-1.8 3.9z",
  hovering:
    "M8 3a5 5 0 1 1-4.8 6.4l1.4-.4A3.6 3.6 0 1 0 5 5.9l1.7 1.7H2.5V3.4L4 4.9A5 5 0 0 1 8 3zM8 6.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z",
  saddle: CROSS,
  plateau: "M2 7h12v2H2z",
  maximum: "M2 12.6 8 3.4l6 9.2h-1.8L8 6.2l-4.2 6.4z",
  stopped: "M4 4h8v8H4z",
  unmoved: "M8 4.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  endless: "M2 5.4l4.4 5.2 3-3.4 4 4.4 1-.9-5-5.6-3 3.4L3.1 4.5zM10.6 13v-1.4h2V9.4H14V13z",
  averaged: "M7.2 3h1.6v6.6L11 7.4l1.1 1.1L8 12.8 3.9 8.5 5 7.4l2.2 2.2z",
  diverged: "M4 10.9 9.6 5.4H6V3.8h6.3v6.3h-1.6V6.5L5.1 12z",
  left: "M2.6 3h1.6v10H2.6zM6 7.2h4L8.4 5.6l1.1-1.1L13 8l-3.5 3.5-1.1-1.1L10 8.8H6z",
};

/** @param {string} key */
export function icon(key) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "rv-icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[key] ?? ICONS.moving);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
