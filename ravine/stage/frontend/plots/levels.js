/**
 * Contour levels at given losses. Plotly draws contours only at equal distances, so heights are counted in levels:
 * the k-th level is at k, the ends of the plot at 0 and count + 1.
 */

import { shadeAt } from "./shades.js";
import { labelsOf } from "./tick-labels.js";

/** @typedef {import("./scale.js").HeightScale} HeightScale */
/** @typedef {import("./shades.js").Colorscale} Colorscale */

const LABELS = 7;

/**
 * @param {HeightScale} scale
 * @param {number[]} losses  of the levels, rising
 */
export function createLadder(scale, losses) {
  const rungs = [scale.low, ...losses.map(scale.of), scale.high];
  const count = losses.length;
  const every = Math.max(1, Math.ceil(count / LABELS));
  const offset = Math.floor(((count - 1) % every) / 2);
  const marked = losses.map((_, k) => k).filter((k) => k % every === offset);
  const { texts, note } = labelsOf(marked.map((k) => losses[k]));
  return {
    count,

    /**
     * Number of levels below a height, plus the share of the way to the next.
     * @param {number} height
     */
    of(height) {
      let [below, above] = [0, rungs.length - 1];
      while (above - below > 1) {
        const middle = (below + above) >> 1;
        if (rungs[middle] <= height) below = middle;
        else above = middle;
      }
      return below + (height - rungs[below]) / (rungs[above] - rungs[below]);
    },

    /**
     * Each band between two levels has the colour of its middle height.
     * @param {Colorscale} colorscale  over the heights
     * @returns {Colorscale}
     */
    colours(colorscale) {
      const whole = scale.high - scale.low;
      return Array.from({ length: count + 1 }, (_, k) => {
        const middle = (rungs[k] + rungs[k + 1]) / 2;
        return [
          count ? k / count : 0,
          `rgb(${shadeAt(colorscale, (middle - scale.low) / whole).join(",")})`,
        ];
      });
    },

    /** Losses of some levels, evenly chosen. */
    ticks: marked.map((k, i) => ({ at: k + 1, text: texts[i] })),

    /** What their labels have in common. */
    note,
  };
}
