/** The 3-D plot comes into being when it is first wanted and in sight, after what is 2-D and the page's own controls. */

import { createThree } from "./three.js";

/** @typedef {import("./three.js").Content} Content */

// Its shaders hold the page for as long as all the rest takes; playback alone leaves no long pause.
const LATEST = 1000; // ms

/**
 * @param {import("../types.js").Graph} graph
 * @param {() => void} failed
 * @param {Promise<void>} settled  when its turn has come
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
     * @param {number} rest  ms to leave between two drawings
     */
    show(plotly, content, rest) {
      latest = content;
      three?.show(content, rest);
      if (three || opening || !this.near) return;
      opening = true;
      settled.then(() =>
        whenIdle(() => {
          if (closed) return;
          plotly.registerThree?.(); // the whole plotly.js has it from the start
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
