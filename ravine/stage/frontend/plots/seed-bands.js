/** Draw results of many seeds: quantile bands and medians of the losses, end points on the contour plot. */

import { decades } from "./polyline.js";

/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("../types.js").Axis} Axis */
/** @typedef {import("../types.js").Band} Band */

const LINES = 5; // 5, 25, 50, 75, 95 % of the seeds lie below
const PAIRS = /** @type {const} */ ([
  [0, 4, 0.13],
  [1, 3, 0.2],
]);
const DOT = 1.7;

/**
 * Line `line` of a band, in axis coordinates.
 * @param {Band} band
 * @param {number} line
 * @param {Axis} kind
 * @param {number} floor
 * @param {number} [sunk]  place of losses without a logarithm
 */
export function bandLine({ band, at }, line, kind, floor, sunk = NaN) {
  const y = new Float64Array(at.length);
  for (let i = 0; i < at.length; i += 1) {
    const loss = band[line * at.length + i];
    y[i] = kind === "log" ? decades(loss, floor, sunk) : loss;
  }
  return y;
}

/**
 * @param {Frame} frame
 * @param {Band[]} bands
 * @param {Axis} kind
 * @param {number} floor
 * @param {number} sunk  place of losses not above the floor
 */
export function drawBands({ g, view }, bands, kind, floor, sunk) {
  const [high, low] = [view.top - 9, view.top + view.height + 9];
  for (const band of bands) {
    const lines = Array.from({ length: LINES }, (_, line) =>
      bandLine(band, line, kind, floor, sunk),
    );
    const pixel = (/** @type {number} */ y) => {
      const place = y * view.my + view.by;
      // Values outside the chart are cut.
      return Number.isNaN(place) ? high : Math.min(Math.max(place, high), low);
    };
    g.fillStyle = band.color;
    for (const [bottom, top, alpha] of PAIRS) {
      g.globalAlpha = alpha;
      g.beginPath();
      for (let i = 0; i < band.at.length; i += 1)
        g.lineTo(band.at[i] * view.mx + view.bx, pixel(lines[top][i]));
      for (let i = band.at.length - 1; i >= 0; i -= 1) {
        g.lineTo(band.at[i] * view.mx + view.bx, pixel(lines[bottom][i]));
      }
      g.fill();
    }
    g.globalAlpha = 0.9;
    g.strokeStyle = band.color;
    g.lineWidth = 1.6;
    g.setLineDash([1, 3]);
    g.lineCap = "round";
    g.beginPath();
    for (let i = 0; i < band.at.length; i += 1)
      g.lineTo(band.at[i] * view.mx + view.bx, pixel(lines[2][i]));
    g.stroke();
    g.setLineDash([]);
    g.globalAlpha = 1;
  }
}

/** @type {(frame: Frame, bands: Band[]) => void} */
export function drawEnds({ g, view, theme }, bands) {
  for (const [grow, alpha] of /** @type {const} */ ([
    [0.9, 0.8],
    [0, 0.9],
  ])) {
    for (const { ends, color } of bands) {
      g.fillStyle = grow ? theme.background : color;
      g.globalAlpha = alpha;
      g.beginPath();
      for (let i = 0; i < ends.length; i += 2) {
        const [x, y] = [ends[i] * view.mx + view.bx, ends[i + 1] * view.my + view.by];
        if (!(Math.abs(x) < 1e4 && Math.abs(y) < 1e4)) continue;
        g.moveTo(x + DOT + grow, y);
        g.arc(x, y, DOT + grow, 0, 2 * Math.PI);
      }
      g.fill();
    }
  }
  g.globalAlpha = 1;
}

/**
 * The outermost lines of many seeds, which the loss axis includes.
 * @type {(bands: import("../types.js").Band[], axis: import("../types.js").Axis, floor: number) =>
 *   {y: Float64Array, diverged: boolean}[]}
 */
export function outerLines(bands, axis, floor) {
  return bands.flatMap((band) =>
    [0, 4].map((line) => ({ y: bandLine(band, line, axis, floor, -Infinity), diverged: true })),
  );
}
