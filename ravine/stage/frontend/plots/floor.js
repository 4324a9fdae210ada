/** Label the bottom of the loss chart's log axis: a line for losses without a logarithm, or how far curves go on. */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { transformOf } from "./canvas.js";

/** @typedef {{place: number | null, deepest: number}} Depth
 *   in powers of ten; place: where the lowest loss and everything below it is drawn, null if there is
 *   none; deepest: the lowest point drawn */

/** @param {{box: HTMLElement, graph: import("../types.js").Graph}} plot  the loss chart */
export function createFloor({ box, graph }) {
  const text = h("span", { class: "rv-floor-text" });
  const element = h("p", { class: "rv-floor", hidden: true }, text);
  box.append(element);
  let shown = "";

  return {
    /**
     * @param {Depth | null} depth  null: the axis is linear
     * @param {boolean} zoomed  by hand: then it is obvious that lines go on outside
     * @param {import("../types.js").Word} word
     */
    paint(depth, zoomed, word) {
      const view = depth && transformOf(graph);
      const note = view && depth && noteOf(depth, view, zoomed, word);
      element.hidden = !note;
      if (!view || !note) return;
      write(text, note.text);
      element.classList.toggle("rv-ruled", note.ruled);
      const place = `left:${view.left}px;width:${view.width}px;top:${note.y.toFixed(2)}px`;
      if (place !== shown) element.setAttribute("style", place);
      shown = place;
    },
  };
}

/**
 * Text and pixel of the label; null if everything is visible.
 * @param {Depth} depth
 * @param {import("../types.js").Transform} view
 * @param {boolean} zoomed
 * @param {import("../types.js").Word} word
 */
export function noteOf({ place, deepest }, { my, by, top, height }, zoomed, word) {
  const [end, y] = [top + height, place === null ? NaN : place * my + by];
  if (y >= top && y <= end) return { y, ruled: true, text: word("loss-floor") };
  const bottom = (end - by) / my;
  if (zoomed || !(deepest < bottom)) return null;
  const value = short(10 ** bottom, 2).replaceAll("-", "−");
  return { y: end, ruled: false, text: word("loss-deeper", { value }) };
}

/**
 * A curve with losses that have no logarithm on the line that stands for them.
 * @param {import("./overlay.js").Curve} curve
 * @param {number | null} place  of the line
 */
export function withFloor(curve, place) {
  if (place === null || !curve.series.y.includes(-Infinity)) return curve;
  const y = curve.series.y.map((loss) => (loss === -Infinity ? place : loss));
  return { ...curve, series: { x: curve.series.x, y }, key: `${curve.key} ${place}` };
}
