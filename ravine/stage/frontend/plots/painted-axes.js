/** Draw the floor, the ticks and the names of the 3-D plot's axes on a canvas. */

import { short } from "../page/format.js";
import { meet } from "./labels.js";
import { niceStep } from "./scale.js";
import { proportions } from "./three-layout.js";

/** @typedef {import("./painted-surface.js").Pixel} Pixel */

const LABEL_AWAY = 0.1;
const NAME_AWAY = 1.28; // of the floor's half

/**
 * The floor's edges, ticks and names of both weights along the nearer ones, of the loss at the corner on the left.
 * @param {import("./three.js").Content} content
 * @param {import("./painted-surface.js").Projection} place
 */
export function axesOf({ surface, scale, theme, title }, place) {
  const size = proportions(surface.domain);
  const [hx, hy, hz] = [size.x / 2, size.y / 2, size.z / 2];
  const [domainX, domainY] = surface.domain;
  const front = place(0, -hy, -hz)[2] < place(0, hy, -hz)[2] ? -1 : 1;
  const side = place(-hx, 0, -hz)[2] < place(hx, 0, -hz)[2] ? -1 : 1;
  const corners = [
    [-hx, -hy],
    [hx, -hy],
    [hx, hy],
    [-hx, hy],
  ];
  const leftmost = corners.reduce((a, b) =>
    place(b[0], b[1], 0)[0] < place(a[0], a[1], 0)[0] ? b : a,
  );
  const out = 1 + LABEL_AWAY;
  /** @type {(text: string, at: Pixel, align?: CanvasTextAlign, large?: boolean) => Label} */
  const label = (text, [x, y], align = "center", large = false) => ({
    ...{ text: text.replaceAll("-", "−"), x, y, align },
    size: (large ? 12 : 10) * theme.scale,
  });
  /** @type {(from: Pixel, to: Pixel) => (pen: CanvasRenderingContext2D) => void} */
  const edge = (from, to) => (pen) => stroke(pen, from, to, theme.grid, 1);
  const floor = corners.map(([x, y]) => place(x, y, -hz));
  const [lx, ly] = leftmost;
  const along = (/** @type {[number, number]} */ [low, high], /** @type {number} */ half) =>
    ticks(low, high).map((at) => ({
      text: short(at, 3),
      at: 2 * half * ((at - low) / (high - low) - 0.5),
    }));
  const heightAt = (/** @type {number} */ at) =>
    size.z * ((at - scale.low) / (scale.high - scale.low) - 0.5);
  return {
    edges: [
      ...floor.map((corner, k) => edge(corner, floor[(k + 1) % 4])),
      edge(place(lx, ly, -hz), place(lx, ly, hz)),
    ],
    // Names first: a number that has no room beside them is left out.
    labels: [
      label(surface.axes[0], place(0, front * hy * NAME_AWAY, -hz), "center", true),
      label(surface.axes[1], place(side * hx * NAME_AWAY, 0, -hz), "center", true),
      label(title, place(lx * out, ly * out, hz * 1.3), "center", true),
      ...along(domainX, hx).map(({ text, at }) => label(text, place(at, front * hy * out, -hz))),
      ...along(domainY, hy).map(({ text, at }) => label(text, place(side * hx * out, at, -hz))),
      ...scale.ticks.map(({ text, at }) =>
        label(text, place(lx * out, ly * out, heightAt(at)), "right"),
      ),
    ],
  };
}

/** @typedef {{text: string, x: number, y: number, align: CanvasTextAlign, size: number}} Label */

/**
 * Write what does not lie over what is written already.
 * @type {(pen: CanvasRenderingContext2D, labels: Label[], theme: import("../types.js").Theme) => void}
 */
export function writeLabels(pen, labels, theme) {
  /** @type {import("./labels.js").Rect[]} */
  const taken = [];
  const rects = labelRects(pen, labels, theme);
  pen.fillStyle = theme.muted;
  pen.textBaseline = "middle";
  pen.strokeStyle = theme.background; // over the surface a number stays readable
  pen.lineWidth = 3;
  for (const [i, { text, x, y, align, size }] of labels.entries()) {
    if (taken.some((other) => meet(rects[i], other))) continue;
    taken.push(rects[i]);
    pen.font = `${size}px ${theme.font}`;
    pen.textAlign = align;
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  }
}

/** @type {(pen: CanvasRenderingContext2D, labels: Label[], theme: import("../types.js").Theme) => import("./labels.js").Rect[]} */
export function labelRects(pen, labels, theme) {
  return labels.map(({ text, x, y, align, size }) => {
    pen.font = `${size}px ${theme.font}`;
    const width = pen.measureText(text).width;
    const left = align === "right" ? x - width : x - width / 2;
    return { x: left - 2, y: y - size / 2, width: width + 4, height: size };
  });
}

/** @type {(pen: CanvasRenderingContext2D, from: Pixel, to: Pixel, colour: string, width: number) => void} */
export function stroke(pen, from, to, colour, width) {
  pen.beginPath();
  pen.moveTo(from[0], from[1]);
  pen.lineTo(to[0], to[1]);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

/**
 * @param {number} low
 * @param {number} high
 */
function ticks(low, high) {
  const gap = niceStep((high - low) / 4);
  const found = [];
  for (let k = Math.ceil(low / gap - 1e-9); k * gap <= high + 1e-9 * gap; k += 1)
    found.push(k * gap);
  return found;
}
