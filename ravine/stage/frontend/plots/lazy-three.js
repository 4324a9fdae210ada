/** Create the 3-D plot when it is first visible, after the 2-D plots and the page's controls. */

import { createThree } from "./three.js";

/** @typedef {import("./three.js").Content} Content */

// Compiling its shaders blocks the page as long as everything else; playback leaves no long pause for it.
const LATEST = 1000; // ms

/**
 * @param {import("../types.js").Graph} graph
 * @param {() => void} failed
 * @param {Promise<void>} settled  resolves when the page has time for it
 */
export function createLazyThree(graph, failed, settled = Promise.resolve()) {
  /** @type {ReturnType<typeof createThree> | null} */
  let three = null;
  let opening = false;
  let closed = false;
  /** @type {Content | null} */
  let latest = null;

  return {
    near: false,
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
      settled.then(() =>
        whenIdle(() => {
          if (closed) return;
          plotly.registerThree?.(); // the full plotly.js has it already
          three = createThree(plotly, graph, failed);
          three.show(/** @type {Content} */ (latest), rest);
        }),
      );
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

/** @param {() => void} run */
function whenIdle(run) {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: LATEST });
  else setTimeout(run, 100);
}
