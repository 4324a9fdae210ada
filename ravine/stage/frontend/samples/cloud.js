/** Plots of the gradients of all samples, the batch's marked, with both means; and of their angle over the steps. */

import { h } from "../page/dom.js";
import { createPanel } from "../plots/panel.js";
import { steadyRange } from "../plots/scale.js";
import { disc } from "../plots/shapes.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {[number, number]} Pair */
/** @typedef {{gradients: Float64Array, members: ArrayLike<number> | null, batch: Pair, full: Pair}} Cloud */

const MANY = 600;

/** @param {() => void} redraw */
export function createCloud(redraw) {
  const panel = createPanel("cloud", redraw);
  const strip = createPanel("cosine", redraw);
  const box = h("div", { class: "rv-cloud-boxes" }, panel.box, strip.box);
  /** @type {Pair | null} */
  let across = null;
  /** @type {Pair | null} */
  let up = null;
  let sight = "";
  let [laid, stripped] = ["", ""];

  /**
   * @param {Cloud} cloud
   * @param {string} key
   */
  function reach({ gradients }, key) {
    if (sight !== key) [sight, across, up] = [key, null, null];
    across = steadyRange(across, extent(gradients, 0));
    up = steadyRange(up, extent(gradients, 1));
    return { x: across, y: up };
  }

  return {
    box,
    /**
     * @param {Cloud} cloud
     * @param {string} key  changes with the point and the data
     * @param {[string, string]} titles
     * @param {Theme} theme
     */
    draw(cloud, key, titles, theme) {
      if (!panel.ready) return;
      const axes = { ...reach(cloud, key), titles };
      const now = [axes.x, axes.y, titles, theme.key, panel.size].join("|");
      if (now !== laid) panel.drawBack(axes, theme, (g, view) => origin(g, view, theme));
      laid = now;
      panel.drawFront(axes, (g, view) => {
        const { gradients, members, batch, full } = cloud;
        g.globalAlpha = 0.45;
        dots(g, view, gradients, null, gradients.length > 2 * MANY ? 1.3 : 2.2, theme.muted);
        g.globalAlpha = 1;
        if (members) dots(g, view, gradients, members, 3.4, theme.primary);
        arrow(g, view, full, theme.text, theme.background);
        if (members) arrow(g, view, batch, theme.primary, theme.background);
      });
    },

    /**
     * @param {import("../types.js").Numbers | null} cosines  by step
     * @param {(index: number) => number} timeOf
     * @param {number} now  position of playback, in the same unit
     * @param {{key: string, last: number, titles: [string, string], theme: Theme}} how
     */
    drawStrip(cosines, timeOf, now, { key, last, titles, theme }) {
      strip.box.hidden = !cosines;
      if (!cosines || !strip.ready) return;
      const axes = {
        x: /** @type {Pair} */ ([0, Math.max(last, 1e-9)]),
        y: /** @type {Pair} */ ([-1.1, 1.1]),
        titles,
      };
      const wanted = [key, last, titles, theme.key, strip.size].join("|");
      if (wanted !== stripped) {
        strip.drawBack(axes, theme, (g, view) => {
          g.globalAlpha = cosines.length > MANY ? 0.5 : 0.8;
          for (let i = 0; i < cosines.length; i += 1) {
            if (Number.isNaN(cosines[i])) continue;
            const x = timeOf(i) * view.mx + view.bx;
            disc(
              g,
              x,
              cosines[i] * view.my + view.by,
              cosines.length > MANY ? 1.1 : 1.8,
              theme.primary,
            );
          }
        });
      }
      stripped = wanted;
      strip.drawFront(axes, (g, view) => {
        const x = now * view.mx + view.bx;
        g.strokeStyle = theme.text;
        g.lineWidth = 1;
        g.beginPath();
        g.moveTo(x, view.top);
        g.lineTo(x, view.top + view.height);
        g.stroke();
      });
    },
    close() {
      panel.close();
      strip.close();
    },
  };
}

/**
 * Range of all finite gradients and the origin.
 * @type {(gradients: Float64Array, axis: number) => Pair}
 */
function extent(gradients, axis) {
  let [low, high] = [0, 0];
  for (let i = axis; i < gradients.length; i += 2) {
    if (!Number.isFinite(gradients[i])) continue;
    low = Math.min(low, gradients[i]);
    high = Math.max(high, gradients[i]);
  }
  const pad = (high - low) * 0.06 || 1;
  return [low - pad, high + pad];
}

/** @type {(g: CanvasRenderingContext2D, view: Transform, theme: Theme) => void} */
function origin(g, view, theme) {
  g.strokeStyle = theme.muted;
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(view.bx, view.top);
  g.lineTo(view.bx, view.top + view.height);
  g.moveTo(view.left, view.by);
  g.lineTo(view.left + view.width, view.by);
  g.stroke();
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Transform} view
 * @param {Float64Array} gradients
 * @param {ArrayLike<number> | null} members
 * @param {number} radius
 * @param {string} color
 */
function dots(g, view, gradients, members, radius, color) {
  const count = members ? members.length : gradients.length / 2;
  for (let k = 0; k < count; k += 1) {
    const i = members ? members[k] : k;
    const [x, y] = [gradients[2 * i] * view.mx + view.bx, gradients[2 * i + 1] * view.my + view.by];
    if (Number.isFinite(x + y)) disc(g, x, y, radius, color);
  }
}

/**
 * Arrow from the origin.
 * @param {CanvasRenderingContext2D} g
 * @param {Transform} view
 * @param {Pair} gradient
 * @param {string} color
 * @param {string} halo
 */
function arrow(g, view, [gx, gy], color, halo) {
  const [dx, dy] = [gx * view.mx, gy * view.my];
  const length = Math.hypot(dx, dy);
  if (!Number.isFinite(length) || length < 1) return disc(g, view.bx, view.by, 3, color);
  const [ux, uy] = [dx / length, dy / length];
  const barb = Math.min(9, length / 2);
  const [x, y] = [view.bx + dx, view.by + dy];
  for (const [ink, width] of /** @type {const} */ ([
    [halo, 5],
    [color, 2.4],
  ])) {
    g.strokeStyle = ink;
    g.lineWidth = width;
    g.lineCap = "round";
    g.beginPath();
    g.moveTo(view.bx, view.by);
    g.lineTo(x, y);
    g.moveTo(x - barb * (ux - 0.5 * uy), y - barb * (uy + 0.5 * ux));
    g.lineTo(x, y);
    g.lineTo(x - barb * (ux + 0.5 * uy), y - barb * (uy - 0.5 * ux));
    g.stroke();
  }
}
