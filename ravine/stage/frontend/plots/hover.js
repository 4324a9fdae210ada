/** Find and describe the point of a path under the pointer. */

import { h } from "../page/dom.js";
import { apart, short, steady } from "../page/format.js";
import { stepAt } from "../protocol/payload.js";
import { createSwatch } from "./line-style.js";

/** @typedef {import("../types.js").Hit} Hit */
/** @typedef {import("../types.js").Run} Run */

const REACH = 14;

/**
 * @param {HTMLElement} plot
 * @param {(x: number, y: number, reach: number) => Hit | null} find
 * @param {(hit: Hit | null, event: PointerEvent | null) => void} onHover
 */
export function watchPointer(plot, find, onHover) {
  let waiting = false;
  /** @type {PointerEvent | null} */
  let latest = null;

  function look() {
    waiting = false;
    if (!latest) return onHover(null, null);
    const frame = plot.getBoundingClientRect();
    const hit = find(latest.clientX - frame.left, latest.clientY - frame.top, REACH);
    onHover(hit, latest);
  }

  /** @param {PointerEvent | null} event */
  function remember(event) {
    latest = event;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(look);
  }

  plot.addEventListener("pointermove", (event) => {
    remember(event.pointerType === "touch" || event.buttons ? null : event);
  });
  plot.addEventListener("pointerleave", () => remember(null));
}

/**
 * @param {Run} run
 * @param {number} index
 * @param {import("../types.js").Word} word
 * @param {{x: number, y: number, loss: number}} spans  size of what is in sight
 */
export function describePoint(run, index, word, spans) {
  const [x, y] = [run.path[2 * index], run.path[2 * index + 1]];
  const slope = Math.hypot(run.gradient[2 * index], run.gradient[2 * index + 1]);
  const title = h("strong", {}, createSwatch(run), run.name);
  title.style.setProperty("--rv-color", run.color);
  const rows = [
    [word("step"), String(stepAt(run, index))],
    ["w", `(${short(x, digitsIn(x, spans.x, 5))}, ${short(y, digitsIn(y, spans.y, 5))})`],
    [word("loss"), steady(run.losses[index], digitsIn(run.losses[index], spans.loss, 4))],
    [word("gradient-norm"), steady(slope)],
    ...(run.rates ? [[word("rate"), steady(run.rates[index])]] : []),
    ...curvatureRows(run, index, word),
  ];
  const list = h("dl");
  for (const [term, value] of rows) list.append(h("dt", {}, term), h("dd", {}, value));
  return [title, list];
}

/**
 * Number of digits that tell a value from its neighbours in a window: a thousandth of the window counts.
 * @param {number} value
 * @param {number} span  of the window
 * @param {number} least
 */
export function digitsIn(value, span, least) {
  const digits = Math.ceil(Math.log10(Math.abs(value) / span)) + 3;
  return Number.isFinite(digits) ? Math.min(Math.max(digits, least), 17) : least;
}

/**
 * @param {Run} run
 * @param {number} index
 * @param {import("../types.js").Word} word
 */
function curvatureRows({ curvature }, index, word) {
  if (!curvature) return [];
  const [most, least] = [curvature[3 * index], curvature[3 * index + 1]];
  const [more, less] = apart(most, least, 4, steady);
  const rows = [
    [word("curvature-most"), more],
    [word("curvature-least"), less],
  ];
  return least > 0 ? [...rows, [word("condition"), steady(most / least)]] : rows;
}
