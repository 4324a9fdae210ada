/** Draw the heads of the runs and the step cursor as elements, of which playback changes only the transform. */

import { h } from "../page/dom.js";
import { inkOn } from "./shapes.js";

/** @typedef {import("../types.js").Transform} Transform */

/** @param {HTMLElement} box */
export function createHeads(box) {
  const frame = h("div", { class: "rv-heads", "aria-hidden": "true" });
  const cursor = h("i", { class: "rv-cursor" });
  frame.append(cursor);
  box.append(frame);
  /** @type {Map<string, HTMLElement>} */
  const heads = new Map();
  let framed = "";

  /** @param {Transform} view */
  function fit({ left, top, width, height }) {
    const place = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    if (place === framed) return;
    framed = place;
    frame.setAttribute("style", place);
    box.style.setProperty("--rv-left", `${left}px`);
  }

  /**
   * @param {string} key
   * @param {boolean} ghost  below all others
   */
  function element(key, ghost) {
    let head = heads.get(key);
    if (!head) {
      head = h("i", { class: ghost ? "rv-head rv-ghost-head" : "rv-head", "data-run": key });
      heads.set(key, head);
      if (ghost) cursor.after(head);
      else frame.append(head);
    }
    return head;
  }

  /** @param {Set<string>} wanted */
  function drop(wanted) {
    for (const [key, head] of heads) {
      if (wanted.has(key)) continue;
      head.remove();
      heads.delete(key);
    }
  }

  return {
    /**
     * @param {import("./overlay.js").Picture} picture
     * @param {Transform} view
     * @param {Map<string, import("./overlay.js").Head>} places
     */
    show({ curves, ghosts = [], step, dragged }, view, places) {
      fit(view);
      drop(new Set(places.keys()));
      move(cursor, `translateX(${step * view.mx + view.bx - view.left}px)`);
      for (const curve of [...ghosts, ...curves]) {
        const { run } = curve;
        const at = places.get(run.key);
        if (!at) continue;
        const head = element(run.key, ghosts.includes(curve));
        head.classList.toggle("rv-drawn", !!dragged?.has(run.key));
        if (dragged?.has(run.key)) continue;
        dress(head, run);
        move(head, `translate(${far(at.x - view.left)}px, ${far(at.y - view.top)}px)`);
        head.classList.toggle("rv-ended", run.diverged && at.over);
      }
    },
  };
}

/** @type {(head: HTMLElement, run: import("../types.js").Run) => void} */
function dress(head, { color, mark = "" }) {
  if (head.dataset.look === color + mark) return;
  head.dataset.look = color + mark;
  head.style.setProperty("--rv-color", color);
  head.style.setProperty("--rv-ink", inkOn(color));
  head.classList.toggle("rv-marked", !!mark);
  head.textContent = mark;
}

/** @type {(element: HTMLElement, transform: string) => void} */
function move(element, transform) {
  if (transforms.get(element) === transform) return;
  transforms.set(element, transform);
  element.style.transform = transform;
}

/** @type {WeakMap<HTMLElement, string>} */
const transforms = new WeakMap();

/**
 * A diverged run's pixels exceed what CSS takes.
 * @param {number} pixel
 */
function far(pixel) {
  return Math.min(Math.max(pixel, -1e4), 1e4);
}
