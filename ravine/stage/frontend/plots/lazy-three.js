/** Create the 3-D plot when it is first visible, after the 2-D plots and the page's controls. */

import { whenIdle } from "../page/observe.js";
import { createPaintedThree, hasWebGL } from "./painted-three.js";

/** @typedef {import("./three.js").Content} Content */
/** @typedef {typeof import("./three.js").createThree} CreateThree */

/**
 * @param {import("../types.js").Graph} graph
 * @param {Promise<void>} [settled]  resolves when the page has time for it
 * @param {CreateThree} [createThree]  without it, the plot is painted wherever the page is
 */
export function createLazyThree(graph, settled, createThree) {
  /** @type {ReturnType<CreateThree> | ReturnType<typeof createPaintedThree> | null} */
  let three = null;
  let opening = false;
  let closed = false;
  /** @type {Content | null} */
  let latest = null;
  /** @type {import("./three-layout.js").Camera | null} */
  let asked = null;

  /**
   * @param {NonNullable<typeof three>} plot
   * @param {number} rest
   */
  function begin(plot, rest) {
    three = plot;
    three.camera = asked;
    three.show(/** @type {Content} */ (latest), rest);
  }

  /** WebGL is there, but does not work. */
  function failed() {
    if (closed) return;
    asked = three?.camera ?? asked;
    three?.close();
    begin(createPaintedThree(graph), 0);
  }

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
        if (!createThree || !hasWebGL()) return begin(createPaintedThree(graph), rest);
        plotly.registerThree?.(); // the full plotly.js has it already
        begin(createThree(plotly, graph, failed), rest);
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
