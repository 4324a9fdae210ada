/** Handle of the start on the contour plot, moved by dragging or arrow keys. */

import { h, name } from "../page/dom.js";
import { roundWithin, short } from "../page/format.js";
import { toAxis, transformOf } from "../plots/canvas.js";

/** @typedef {[number, number]} Point */
/** @typedef {import("../types.js").Surface} Surface */

/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {import("../types.js").Graph} graph
 * @param {() => Surface | undefined} surface
 * @param {(start: Point, final: boolean) => void} moved
 */
export function createStart(graph, surface, moved) {
  const element = h("button", { type: "button", class: "rv-handle", hidden: true });
  /** @type {Point} */
  let start = [0, 0];
  let dragging = false;
  let stepped = false;
  let shown = { place: "", text: "" };

  /** @param {PointerEvent} event */
  function follow(event) {
    const view = transformOf(graph);
    const here = surface();
    if (!view || !here) return;
    const frame = graph.getBoundingClientRect();
    const within = (
      /** @type {number} */ value,
      /** @type {number} */ from,
      /** @type {number} */ size,
    ) => Math.min(Math.max(value, from), from + size);
    const x = within(event.clientX - frame.left, view.left, view.width);
    const y = within(event.clientY - frame.top, view.top, view.height);
    start = roundStart(toAxis(view, x, y), here, graph);
    moved(start, false);
  }

  function release() {
    if (!dragging) return;
    dragging = false;
    element.classList.remove("rv-dragging");
    if (stepped) moved(start, true);
    stepped = false;
  }

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    element.classList.add("rv-dragging");
    dragging = true;
  });
  element.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    stepped = true;
    follow(event);
  });
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("lostpointercapture", release);
  element.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    const here = surface();
    if (!arrow || !here || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const share = event.shiftKey ? 0.001 : 0.01;
    const [x, y] = spansOf(graph, here).map((span, axis) =>
      nextStop(start[axis], arrow[axis], share * span),
    );
    start = roundStart([x, y], here, graph);
    moved(start, !event.repeat);
    stepped = event.repeat;
  });
  element.addEventListener("keyup", () => {
    if (stepped && !dragging) moved(start, true);
    if (!dragging) stepped = false;
  });

  return {
    element,
    get dragging() {
      return dragging;
    },
    /**
     * @param {Point} newStart
     * @param {import("../types.js").Word} word
     */
    show(newStart, word) {
      start = newStart;
      const view = transformOf(graph);
      if (!view) return;
      const [x, y] = [start[0] * view.mx + view.bx, start[1] * view.my + view.by];
      const [dx, dy] = [x - view.left, y - view.top];
      element.hidden = !(dx >= -1 && dx <= view.width + 1 && dy >= -1 && dy <= view.height + 1);
      if (element.hidden) return;
      const place = `translate(${x}px, ${y}px)`;
      const [across, up] = surface()?.axes ?? ["x", "y"];
      const holes = { across, up, x: short(start[0]), y: short(start[1]) };
      const text = word("start-handle", holes);
      if (place === shown.place && text === shown.text) return;
      shown = { place, text };
      element.style.transform = place;
      name(element, text);
    },
  };
}

/**
 * The next multiple of `stride` in a direction, so that zero is reached exactly from anywhere.
 * @param {number} value
 * @param {number} direction  −1, 0 or 1
 * @param {number} stride
 */
export function nextStop(value, direction, stride) {
  if (!direction) return value;
  const place = (direction * value) / stride;
  return direction * stride * (Math.floor(place + 1e-6) + 1) + 0; // never minus zero
}

/**
 * Width and height by which starts are rounded: those of the window if that is smaller than the domain.
 * @param {import("../types.js").Graph} graph
 * @param {Surface} surface
 * @returns {Point}
 */
function spansOf(graph, { domain: [[left, right], [bottom, top]] }) {
  const view = transformOf(graph);
  const width = view ? view.width / view.mx : Infinity;
  const height = view ? -view.height / view.my : Infinity;
  return [Math.min(right - left, width), Math.min(top - bottom, height)];
}

/** @type {(point: Point, surface: Surface, graph: import("../types.js").Graph) => Point} */
export function roundStart([x, y], surface, graph) {
  const [width, height] = spansOf(graph, surface);
  return [roundWithin(x, width), roundWithin(y, height)];
}
