/** Tooltip that explains a verdict or a point of a path. */

import { h } from "./dom.js";

/** @param {HTMLElement} root */
export function createTip(root) {
  const element = h("div", {
    class: "rv-tip",
    role: "tooltip",
    id: `rv-tip-${unique()}`,
    hidden: true,
  });
  root.append(element);
  /** @type {Element | null} */
  let owner = null;

  /**
   * @param {number} x  pixels within the root
   * @param {number} y
   * @param {number} gap
   */
  function place(x, y, gap) {
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.min(Math.max(x - width / 2, 4), root.clientWidth - width - 4);
    const above = y - gap - height;
    element.style.left = `${Math.max(left, 4)}px`;
    element.style.top = `${above > 0 ? above : y + gap}px`;
  }

  return {
    id: element.id,
    /**
     * @param {Element} at
     * @param {(Node | string)[]} content
     */
    explain(at, content) {
      owner = at;
      element.replaceChildren(...content);
      element.hidden = false;
      const [box, frame] = [at.getBoundingClientRect(), root.getBoundingClientRect()];
      place(box.left + box.width / 2 - frame.left, box.top - frame.top, 8);
    },
    /**
     * @param {number} x  in the window
     * @param {number} y
     * @param {(Node | string)[]} content
     */
    point(x, y, content) {
      owner = null;
      element.replaceChildren(...content);
      element.hidden = false;
      const frame = root.getBoundingClientRect();
      place(x - frame.left, y - frame.top, 18);
    },
    /** @param {Element | null} [of]  hide only if it explains this element */
    hide(of = null) {
      if (of === owner) element.hidden = true;
    },
    get owner() {
      return element.hidden ? null : owner;
    },
  };
}

let tips = 0;
function unique() {
  tips += 1;
  return tips;
}
