/**
 * Draw on a 2-D context what Plotly draws of the specs that plots.js makes, in the same places: for pictures, films and
 * pages without Plotly.
 */

import { paintBands, paintBar } from "./bands.js";
import { frameOf } from "./frame.js";
import { depthOf, MIDDLE, PAD, plain, setFont, widthOf, write } from "./letters.js";
import { ticksOf } from "./ticks.js";

/** @typedef {import("./frame.js").FlatAxis} FlatAxis */
/** @typedef {import("./letters.js").Font} Font */
/** @typedef {import("./pen.js").Pen} Pen */
/** @typedef {{axis: any, flat: FlatAxis, font: Font, ticks: import("./ticks.js").Tick[]}} Side */

const CAPITAL = 0.7; // height of a capital
const BESIDE = 2; // px around an annotation

/**
 * @param {Pen} pen
 * @param {{traces: any[], layout: any}} spec  with the ranges of all axes
 * @param {{width: number, height: number}} size  px
 * @param {import("../types.js").Theme} theme
 * @returns {{xaxis: FlatAxis, yaxis: FlatAxis, yaxis2?: FlatAxis}}
 */
export function drawGraph(pen, { traces, layout }, size, theme) {
  const { area, xaxis, yaxis, yaxis2 } = frameOf(layout, size);
  const font = { color: theme.muted, ...layout.font };
  const across = sideOf(layout.xaxis, xaxis, font, false);
  const uprights = [sideOf(layout.yaxis, yaxis, font, true)];
  if (yaxis2) uprights.push(sideOf(layout.yaxis2, yaxis2, font, true));
  pen.save();
  pen.setLineDash([]);
  for (const upright of uprights) paintGrid(pen, upright, xaxis);
  for (const trace of traces.filter(({ type }) => type === "contour")) {
    paintBands(pen, trace, xaxis, yaxis);
    if (trace.colorbar) paintBar(pen, trace, area, font);
  }
  const lowest = uprights[uprights.length - 1].flat;
  paintAcross(pen, across, lowest._offset + lowest._length);
  for (const upright of uprights) paintUpright(pen, upright, xaxis._offset);
  for (const note of layout.annotations ?? []) paintNote(pen, note, area, font);
  pen.restore();
  return { xaxis, yaxis, ...(yaxis2 && { yaxis2 }) };
}

/** @type {(axis: any, flat: FlatAxis, font: Font, upright: boolean) => Side} */
function sideOf(axis, flat, font, upright) {
  const ticks = ticksOf(axis, flat.range, flat._length, upright);
  return { axis, flat, font: { ...font, ...axis.tickfont }, ticks };
}

/**
 * A line is drawn where it fills whole pixels.
 * @param {number} place
 */
function crisp(place) {
  return Math.round(place - 0.5) + 0.5;
}

/** @type {(pen: Pen, color: string, lines: [number, number, number, number][]) => void} */
function rule(pen, color, lines) {
  if (!lines.length) return;
  pen.beginPath();
  for (const [x0, y0, x1, y1] of lines) {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  }
  pen.strokeStyle = color;
  pen.lineWidth = 1;
  pen.lineCap = "butt";
  pen.stroke();
}

/** @type {(pen: Pen, upright: Side, xaxis: FlatAxis) => void} */
function paintGrid(pen, { axis, flat, ticks }, { _offset: left, _length: width }) {
  if (axis.showgrid === false) return;
  const foot = flat._length;
  const lines = ticks
    .map(({ at }) => flat.l2p(at))
    .filter((down) => down > 1 && down < foot - 1) // not along the axis
    .map((down) => crisp(flat._offset + down))
    .map(
      (level) =>
        /** @type {[number, number, number, number]} */ ([left, level, left + width, level]),
    );
  rule(pen, axis.gridcolor, lines);
}

/** @type {(pen: Pen, across: Side, foot: number) => void} */
function paintAcross(pen, { axis, flat, font, ticks }, foot) {
  const [left, right] = [flat._offset, flat._offset + flat._length];
  const line = crisp(foot + 0.5);
  rule(pen, axis.linecolor, [[left - 1, line, right, line]]);
  const places = ticks.map(({ at }) => crisp(left + flat.l2p(at)));
  rule(
    pen,
    axis.tickcolor,
    places.map((x) => [x, foot + 1, x, foot + 1 + axis.ticklen]),
  );
  const labels = foot + 1 + axis.ticklen + PAD * font.size + font.size;
  for (const tick of ticks)
    write(pen, tick, font, left + flat.l2p(tick.at) - widthOf(pen, tick, font) / 2, labels);
  const { text, standoff = 0, font: own } = axis.title ?? {};
  if (!text) return;
  const title = { ...font, ...own };
  const deep = labels + depthOf(pen, font) - 0.5 + standoff + CAPITAL * title.size;
  setFont(pen, title);
  pen.textAlign = "center";
  pen.fillText(plain(text), (left + right) / 2, deep);
}

/** @type {(pen: Pen, upright: Side, left: number) => void} */
function paintUpright(pen, { axis, flat, font, ticks }, left) {
  const [top, foot] = [flat._offset, flat._offset + flat._length];
  const line = crisp(left - 0.5);
  rule(pen, axis.linecolor, [[line, top, line, foot]]);
  const levels = ticks.map(({ at }) => crisp(top + flat.l2p(at)));
  rule(
    pen,
    axis.tickcolor,
    levels.map((y) => [left - 1, y, left - 1 - axis.ticklen, y]),
  );
  const end = left - 1 - axis.ticklen - PAD * font.size;
  let widest = 0;
  for (const tick of ticks) {
    const width = widthOf(pen, tick, font);
    widest = Math.max(widest, width);
    const letters = font.size * (tick.large ?? 1);
    write(pen, tick, font, end - width, top + flat.l2p(tick.at) + MIDDLE * letters);
  }
  const { text, standoff = 0, font: own } = axis.title ?? {};
  if (!text) return;
  const title = { ...font, ...own };
  pen.save();
  pen.translate(end - widest - standoff - depthOf(pen, title) + 0.3, (top + foot) / 2);
  pen.rotate(-Math.PI / 2);
  setFont(pen, title);
  pen.textAlign = "center";
  pen.fillText(plain(text), 0, 0);
  pen.restore();
}

/** @type {(pen: Pen, note: any, area: import("./frame.js").Area, font: Font) => void} */
function paintNote(
  pen,
  { text, x, y, xanchor, yanchor, xshift = 0, yshift = 0, font: own },
  area,
  font,
) {
  const letters = { ...font, ...own };
  const deep = depthOf(pen, letters);
  const [right, down] = [
    area.left + x * area.width + xshift,
    area.top + (1 - y) * area.height - yshift,
  ];
  const line = yanchor === "bottom" ? down - BESIDE - deep : down + BESIDE + letters.size;
  setFont(pen, letters);
  pen.textAlign = xanchor;
  pen.fillText(plain(text), xanchor === "right" ? right - BESIDE : right + BESIDE, line);
}
