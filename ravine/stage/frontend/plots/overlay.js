/**
 * Draw paths, trails and heads of all runs over one graph.
 *
 * Without a graphics card, redrawing a canvas takes many milliseconds and moving an element almost none. So heads
 * are elements that move every frame; the paper (marks, whole paths, trails so far) receives new bits of trail as
 * often as the machine manages; the ink above it is for arrows and the hovered point only.
 */

import { beginFrame, CPU, pixelRatio, sizeOf, transformOf } from "./canvas.js";
import { createHeads } from "./heads.js";
import { createPaper } from "./paper.js";
import { nearest } from "./polyline.js";
import { ring } from "./shapes.js";
import { createLines, drawHead, headsOf, isNear } from "./whole.js";

/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {import("../types.js").Hit} Hit */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Series} Series */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {{run: Run, series: Series, key: string}} Curve  key changes with the series */
/** @typedef {NonNullable<ReturnType<typeof import("./polyline.js").headAt>>} Head */
/** @typedef {{g: CanvasRenderingContext2D, view: Transform, theme: Theme, heads: Map<string, Head>,
 *   step: number}} Frame */
/** @typedef {{curves: Curve[], ghosts?: Curve[], step: number, pace: number, theme: Theme, hit: Hit | null,
 *   key: string, covered?: boolean, dragged?: Set<string> | null, last?: (frame: Frame) => void, under?: (frame: Frame) => void, over?: (frame: Frame) => void,
 *   top?: (frame: Frame) => void}} Picture
 *   ghosts: of a kept race, whole and below the others; covered: nothing beyond the step is drawn; pace: ms between new bits of trail; key: of what `under` draws; dragged: runs dragged while playback is paused,
 *   whose heads are drawn last, on the paper; top: drawn above the heads */

/**
 * @param {Pick<import("../page/layout.js").Plot, "graph" | "paper" | "ink" | "box">} plot
 * @param {string} [upright]  name of the y axis
 */
export function createOverlay({ graph, paper, ink, box }, upright = "yaxis") {
  const heads = createHeads(box);
  const lineOf = createLines();
  const sheet = createPaper(graph, paper, lineOf);

  /** @type {(picture: Picture, view: Transform, headsByKey: Map<string, Head>, ratio: number) => void} */
  function drawInk(picture, view, headsByKey, ratio) {
    ink.hidden = !picture.over && !picture.top && !picture.hit;
    if (ink.hidden) return;
    const g = beginFrame(ink, sizeOf(graph), view, { ratio, clear: true, settings: CPU });
    const frame = { g, view, theme: picture.theme, heads: headsByKey, step: picture.step };
    picture.over?.(frame);
    drawHit(frame, picture);
    picture.top?.(frame);
    ink.classList.toggle("rv-top", !!picture.top);
    g.restore();
  }

  return {
    /** @param {Picture} picture */
    draw(picture) {
      const view = transformOf(graph, upright);
      if (!view) return;
      const ratio = pixelRatio();
      const headsByKey = headsOf(picture, view);
      const { dragged, curves } = picture;
      // Moving an element makes the browser lay out all its layers; on the paper a head costs nothing.
      const last = (/** @type {Frame} */ frame) => {
        for (const { run } of curves)
          if (dragged?.has(run.key)) drawHead(frame, run, headsByKey.get(run.key));
      };
      sheet.update({ ...picture, last }, view, ratio);
      drawInk(picture, view, headsByKey, ratio);
      heads.show(picture, view, headsByKey);
    },

    /**
     * @param {Curve[]} curves
     * @param {number} x
     * @param {number} y
     * @param {number} reach  pixels
     * @returns {Hit | null}
     */
    find(curves, x, y, reach) {
      const view = transformOf(graph, upright);
      if (!view || x < view.left || x > view.left + view.width) return null;
      if (y < view.top || y > view.top + view.height) return null;
      let [best, hit] = [reach, /** @type {Hit | null} */ (null)];
      for (const curve of curves) {
        const point = nearest(lineOf(curve, view), x, y);
        if (point.index < 0 || point.distance >= best) continue;
        [best, hit] = [point.distance, { key: curve.run.key, index: point.index }];
      }
      return hit;
    },
  };
}

/** @type {(frame: Frame, picture: Picture) => void} */
function drawHit({ g, view, theme }, { curves, hit }) {
  const curve = hit && curves.find(({ run }) => run.key === hit.key);
  if (!curve || !hit) return;
  const x = curve.series.x[hit.index] * view.mx + view.bx;
  const y = curve.series.y[hit.index] * view.my + view.by;
  if (!isNear({ x, y }, view)) return;
  ring(g, x, y, 9 * theme.scale, theme.background, 5 * theme.scale);
  ring(g, x, y, 9 * theme.scale, theme.text, 2 * theme.scale);
}
