/** Copy the link, save a picture. */

import { copyText } from "../controls/toolbar.js";
import { clockText } from "../player/time.js";
import { download, takePicture } from "../plots/picture.js";

/**
 * @param {import("../types.js").Graph} graph
 * @param {{plotly: () => any, state: () => import("../player/state.js").State, link: () => string,
 *   say: (word: string) => void,
 *   paintOn: (canvas: HTMLCanvasElement, ratio: number) => void,
 *   clock: import("../player/time.js").Reading}} from
 */
export function createTakeaway(graph, from) {
  return {
    async copy() {
      const copied = await copyText(`${location.origin}${location.pathname}?${from.link()}`);
      from.say(copied ? "copied" : "copy-failed");
    },

    async picture() {
      const { scene, view, theme, ghost, word } = from.state();
      if (!scene || !from.plotly()) return;
      const legend = {
        title: `${scene.surface.name}, ${clockText(from.clock)}`,
        runs: scene.runs.filter((run) => !view.off.includes(run.key)),
        ghost: ghost && word("ghost-of", { name: ghost.name }),
        theme,
      };
      const blob = await takePicture(from.plotly(), graph, from.paintOn, legend);
      if (blob) download(blob, `ravine-${scene.surface.key}.png`);
    },
  };
}
