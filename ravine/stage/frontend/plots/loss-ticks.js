/** Choose the ticks of a loss chart and of the strip of learning rates below it. Pure. */

import { niceStep } from "./scale.js";
import { axisTicks } from "./tick-labels.js";

/** @typedef {ReturnType<typeof axisTicks>} Labelled */

/**
 * The strip has room for three or four labels.
 * @param {number} decades
 */
export function stripTicks(decades) {
  return decades < 1.3 ? { dtick: "D2", tickformat: "~g" } : { dtick: Math.ceil(decades / 3) };
}

/**
 * Plotly's own choice puts small 2s and 5s between the powers of ten, which read as losses of 2 and 5. Within one
 * decade too few of these may be visible: there the ticks are at equal distances of loss.
 * @param {[number, number]} range  of powers of ten
 * @param {number} [most]  ticks for which there is room
 */
export function decadeTicks([low, high], most = 7) {
  const decades = high - low;
  if (decades < 1) return { dtick: `L${niceStep((10 ** high - 10 ** low) / 6)}`, tickformat: "~g" };
  return decades < 2 ? { dtick: "D2", tickformat: "~g" } : { dtick: Math.ceil(decades / most) };
}

/**
 * Ticks of a loss chart that is zoomed into; y: null where powers of ten tell its losses apart.
 * @param {import("../types.js").Axis} kind
 * @param {import("./chart.js").Ranges} ranges
 * @param {[across: number, upright: number]} room  for so many ticks
 * @returns {{x: Labelled, y: Labelled | null}}
 */
export function closeTicks(kind, { x, y: [low, high] }, [across, upright]) {
  const steps = axisTicks(x[0], x[1], across);
  if (kind === "linear") return { x: steps, y: axisTicks(low, high, upright) };
  if (high - low >= 1) return { x: steps, y: null };
  return { x: steps, y: axisTicks(10 ** low, 10 ** high, upright) };
}
