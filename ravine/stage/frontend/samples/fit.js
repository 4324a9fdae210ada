/** Plot of the data and of the model's prediction at each run's weights. */

import { createPanel } from "../plots/panel.js";
import { disc, ring } from "../plots/shapes.js";

/** @typedef {import("../types.js").DataSet} DataSet */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{weights: [number, number], color: string, width: number, dash: number[]}} Curve */

const POINTS = 161;
const MANY = 600;

/** @param {() => void} redraw */
export function createFit(redraw) {
  const panel = createPanel("fit", redraw);
  let laid = "";
  /** @type {import("../plots/axes.js").Axes} */
  let axes = { x: [0, 1], y: [0, 1], titles: ["", ""] };

  /** @type {(data: DataSet, key: string, theme: Theme) => void} */
  function lay(data, key, theme) {
    const now = [key, theme.key, panel.size].join("|");
    if (now === laid) return;
    laid = now;
    axes = {
      x: padded(data.a, 0.04),
      y: padded(data.b, 0.12),
      titles: [data.x.name, data.y.name],
      units: { x: data.x, y: data.y },
    };
    panel.drawBack(axes, theme, (g, view) => {
      g.globalAlpha = data.a.length > MANY ? 0.35 : 0.5;
      const radius = data.a.length > MANY ? 1.5 : 2.6;
      for (let i = 0; i < data.a.length; i += 1) {
        disc(g, data.a[i] * view.mx + view.bx, data.b[i] * view.my + view.by, radius, theme.muted);
      }
    });
  }

  return {
    box: panel.box,
    /**
     * @param {DataSet} data
     * @param {string} key  changes with the data
     * @param {(w1: number, w2: number, a: number) => number} predict
     * @param {Curve[]} curves
     * @param {ArrayLike<number> | null} members
     * @param {Theme} theme
     */
    draw(data, key, predict, curves, members, theme) {
      if (!panel.ready) return;
      lay(data, key, theme);
      panel.drawFront(axes, (g, view) => {
        for (let k = 0; members && k < members.length; k += 1) {
          const [x, y] = [
            data.a[members[k]] * view.mx + view.bx,
            data.b[members[k]] * view.my + view.by,
          ];
          disc(g, x, y, 4, theme.primary);
          ring(g, x, y, 4, theme.background, 1);
        }
        for (const curve of curves) drawCurve(g, view, axes.x, predict, curve);
      });
    },
    close: panel.close,
  };
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {import("../types.js").Transform} view
 * @param {[number, number]} range
 * @param {(w1: number, w2: number, a: number) => number} predict
 * @param {Curve} curve
 */
function drawCurve(g, view, [low, high], predict, { weights: [w1, w2], color, width, dash }) {
  g.beginPath();
  let pen = false;
  for (let i = 0; i < POINTS; i += 1) {
    const a = low + ((high - low) * i) / (POINTS - 1);
    const y = predict(w1, w2, a) * view.my + view.by;
    // A canvas fails at coordinates of millions of pixels.
    const drawn = Math.abs(y) < 1e6;
    if (drawn && pen) g.lineTo(a * view.mx + view.bx, y);
    else if (drawn) g.moveTo(a * view.mx + view.bx, y);
    pen = drawn;
  }
  g.strokeStyle = color;
  g.lineWidth = width;
  g.setLineDash(dash);
  g.stroke();
  g.setLineDash([]);
}

/** @type {(column: Float64Array, share: number) => [number, number]} */
function padded(column, share) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of column) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const pad = (high - low || 1) * share;
  return [low - pad, high + pad];
}
