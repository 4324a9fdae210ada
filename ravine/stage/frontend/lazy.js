/** The 3-D plot comes into being when it is first wanted and in sight, after what is 2-D. */

import { createThree } from "./three.js";

/** @typedef {import("./three.js").Content} Content */

/**
 * @param {import("./types.js").Graph} graph
 * @param {() => void} failed
 */
export function createLazyThree(graph, failed) {
  /** @type {ReturnType<typeof createThree> | null} */
  let three = null;
  /** @type {any} */
  let opening = 0;
  /** @type {Content | null} */
  let latest = null;

  return {
    near: false,
    /**
     * @param {any} plotly
     * @param {Content} content
     * @param {number} rest  ms to leave between two drawings
     */
    show(plotly, content, rest) {
      latest = content;
      three?.show(content, rest);
      if (three || opening || !this.near) return;
      opening = setTimeout(() => {
        three = createThree(plotly, graph, failed);
        three.show(/** @type {Content} */ (latest), rest);
      }, 30);
    },
    resize() {
      three?.resize();
    },
    close() {
      clearTimeout(opening);
      three?.close();
    },
  };
}
