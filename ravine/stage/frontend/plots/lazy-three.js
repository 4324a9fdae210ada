/** Create the 3-D plot when it is first visible, after the 2-D plots and the page's controls. */

import { whenIdle } from "../page/observe.js";
import { createThree } from "./three.js";

/** @typedef {import("./three.js").Content} Content */

/**
 * @param {import("../types.js").Graph} graph
 * @param {() => void} failed
 * @param {Promise<void>} [settled]  resolves when the page has time for it
 */
export function createLazyThree(graph, failed, settled) {
  /** @type {ReturnType<typeof createThree> | null} */
  let three = null;
  let opening = false;
  let closed = false;
  /** @type {Content | null} */
  let latest = null;
  /** @type {import("./three-layout.js").Camera | null} */
  let asked = null;

  return {
    near: false,
    /** @returns {import("./three-layout.js").Camera | null}  null: as the page places it */
    get camera() {
      return three ? three.camera : asked;
    },
    set camera(camera) {
      asked = camera;
      if (three) three.camera = camera;
    },
    /**
     * @param {any} plotly
     * @param {Content} content
     * @param {number} rest  ms between two drawings
     */
    show(plotly, content, rest) {
      latest = content;
      three?.show(content, rest);
      if (three || opening || !this.near) return;
      opening = true;
      whenIdle(settled, () => {
        if (closed) return;
        plotly.registerThree?.(); // the full plotly.js has it already
        three = createThree(plotly, graph, failed);
        three.camera = asked;
        three.show(/** @type {Content} */ (latest), rest);
      });
    },
    resize() {
      three?.resize();
    },
    close() {
      closed = true;
      three?.close();
    },
  };
}
