/** The contour plot: at home as the server sampled the surface, closer or farther as this browser samples the window. */

import { whenIdle } from "../page/observe.js";
import { createSurfaceUnits } from "../page/surface-unit.js";
import { createChart } from "./chart.js";
import { contourMargin, contourSpec } from "./plots.js";
import { refined } from "./refined.js";
import { extent, heightScale } from "./scale.js";
import { axisTicks } from "./tick-labels.js";
import { surfaceIn } from "./window.js";

/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{surface: Surface, theme: Theme, scale: import("./scale.js").HeightScale, title: string,
 *   mean: (sides: [number, number]) => string, samples: number}} Content
 *   title: of the heights; mean: says that they are means; samples: number of them in the data, 0 without data */

const [ACROSS, UPRIGHT] = [62, 40]; // px for a tick, in letters of the usual size
const [LETTER, BESIDE] = [7, 8]; // px: width of such a letter, and from the map to its colour bar

/**
 * @param {any} plotly
 * @param {import("../types.js").Graph} graph
 * @param {() => void} redraw  called when the axes move
 * @param {{load: import("../slice/slice.js").Load | null, settled?: Promise<void>}} ports
 *   settled: the page has time for what can wait
 */
export function createContourMap(plotly, graph, redraw, { load, settled }) {
  const chart = createChart(plotly, graph, redraw, () => shown && lay(shown));
  const units = createSurfaceUnits(load, () => shown && lay(shown));
  /** @type {Content | null} */
  let shown = null;
  let spread = 0; // of the losses in sight
  /** @type {ReturnType<typeof seen> | null} */
  let sampled = null;

  /**
   * The surface in the ranges in sight; the server's own while its module has not come.
   * @param {Content} content
   * @param {import("./chart.js").Ranges} ranges
   * @param {boolean} closer  false: the whole domain
   */
  function seen({ surface, scale, samples }, { x, y }, closer) {
    const unit = units.get(surface.module);
    const p = surface.parameters;
    const look = (/** @type {number} */ at, /** @type {number} */ up) =>
      /** @type {NonNullable<typeof unit>} */ (unit).valueAndGradient(at, up, p)[0];
    if (unit && !closer) return { surface: refined(surface, look, samples, scale), scale };
    const drawn = unit && surfaceIn(surface, look, samples, [x, y], scale.kind);
    return drawn ? { surface: drawn, scale: heightScale(drawn, scale.kind) } : { surface, scale };
  }

  /** @param {Content} content */
  function lay(content) {
    shown = content;
    const { surface, theme, scale, title, mean } = content;
    const [x, y] = surface.domain;
    const sight = [surface.key, x, y].join();
    const ranges = chart.inSight(sight, { x, y });
    const closer = chart.zoomed() && ranges.x !== x;
    if (closer) units.fetch(surface.module);
    else whenIdle(settled, () => units.fetch(surface.module));
    const window = [closer && [ranges.x, ranges.y], !!units.get(surface.module)];
    const [width, height] = [graph.clientWidth, graph.clientHeight];
    const room = [
      Math.round(width / (ACROSS * theme.scale)),
      Math.round(height / (UPRIGHT * theme.scale)),
    ];
    const key = [surface.part, scale.kind, theme.key, title, window, room].join();
    return chart.lay(key, sight, { x, y }, () => {
      const drawn = seen(content, ranges, closer);
      sampled = drawn;
      const [low, high] = extent(drawn.surface.z);
      spread = high - low;
      const ticks = ticksIn(ranges, [width, height], theme.scale);
      return contourSpec(drawn.surface, drawn.scale, theme, { ...ticks, title, mean });
    });
  }

  return {
    ...chart,
    get home() {
      return chart.home;
    },
    lay,
    /** The surface as it is drawn: sampled for what is in sight. */
    get sampled() {
      return sampled;
    },
    /** Width and height of the window, and how much the losses in it differ: what numbers must tell apart. */
    spans() {
      const { x, y } = chart.current();
      return { x: x[1] - x[0], y: y[1] - y[0], loss: spread };
    },
  };
}

/**
 * @param {import("./chart.js").Ranges} ranges
 * @param {[width: number, height: number]} size
 * @param {number} letters  their size; 1 is the usual one
 */
export function ticksIn({ x, y }, [width, height], letters) {
  const { l, r, t, b } = contourMargin(letters);
  // A map keeps its proportions, so one of its sides may be shorter than the plot has room for.
  const scale = Math.min((width - l - r) / (x[1] - x[0]), (height - t - b) / (y[1] - y[0]));
  const across = axisTicks(x[0], x[1], ((x[1] - x[0]) * scale) / (ACROSS * letters));
  // The last label may not lie on the colour bar.
  const clear = across.ticks.filter(
    ({ at, text }) => (x[1] - at) * scale > (text.length * LETTER * letters) / 2 - BESIDE,
  );
  return {
    x: { ...across, ticks: clear },
    y: axisTicks(y[0], y[1], ((y[1] - y[0]) * scale) / (UPRIGHT * letters)),
  };
}
