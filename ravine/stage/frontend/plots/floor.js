/** The bottom of the loss chart's log axis: what has no logarithm stands on a line, what goes on below is said. */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { transformOf } from "./canvas.js";

/** @typedef {{place: number | null, deepest: number}} Depth
 *   in powers of ten; place: where the lowest loss itself is drawn, and what is below it, null where
 *   nothing is; deepest: what is drawn lowest of all */

/** @param {{box: HTMLElement, graph: import("../types.js").Graph}} plot  of the losses */
export function createFloor({ box, graph }) {
  const text = h("span", { class: "rv-floor-text" });
  const element = h("p", { class: "rv-floor", hidden: true }, text);
  box.append(element);
  let shown = "";

  return {
    /**
     * @param {Depth | null} depth  null: the axis isn't a log one
     * @param {boolean} zoomed  by hand: then it is plain that lines go on outside
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
 * What is said at the bottom, and at which pixel; null where all that there is has its place in sight.
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
