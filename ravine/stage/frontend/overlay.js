/** Paths, trails and heads of all runs over one graph. */

import { beginFrame, transformKey, transformOf } from "./canvas.js";
import { boxOf, clipSegment, headAt, nearest, polyline } from "./polyline.js";

/** @typedef {import("./types.js").Graph} Graph */
/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Series} Series */
/** @typedef {import("./types.js").Theme} Theme */
/** @typedef {import("./types.js").Transform} Transform */
/** @typedef {{run: Run, series: Series, key: string}} Curve  key changes when the series does */
/** @typedef {NonNullable<ReturnType<typeof headAt>>} Head */
/** @typedef {{g: CanvasRenderingContext2D, view: Transform, theme: Theme, heads: Map<string, Head>,
 *   step: number}} Frame */
/** @typedef {{curves: Curve[], step: number, theme: Theme, hit: Hit | null,
 *   under?: (frame: Frame) => void, over?: (frame: Frame) => void}} Picture */

const TRAIL = 2.2;
const HALO = 4.6;

/**
 * @param {Graph} graph
 * @param {HTMLCanvasElement} canvas
 */
export function createOverlay(graph, canvas) {
  /** @type {Map<string, {key: string, line: import("./polyline.js").Polyline, whole: Path2D}>} */
  const shapes = new Map();

  /**
   * @param {Curve} curve
   * @param {Transform} view
   * @param {string} viewKey
   */
  function shapeOf(curve, view, viewKey) {
    const key = `${curve.key}|${viewKey}`;
    let shape = shapes.get(curve.run.key);
    if (shape?.key !== key) {
      const line = polyline(curve.series, view);
      shape = { key, line, whole: pathUpTo(line, Infinity) };
      shapes.set(curve.run.key, shape);
    }
    return shape;
  }

  return {
    /**
     * @param {Picture} picture
     * @param {HTMLCanvasElement} [target]  another canvas (a saved picture)
     * @param {number} [ratio]
     */
    draw(picture, target = canvas, ratio = devicePixelRatio || 1) {
      const view = transformOf(graph);
      if (!view) return;
      const viewKey = transformKey(view);
      const g = beginFrame(target, graph, view, ratio);
      /** @type {Map<string, Head>} */
      const heads = new Map();
      const frame = { g, view, theme: picture.theme, heads, step: picture.step };
      picture.under?.(frame);
      drawWhole(g, picture.curves, (curve) => shapeOf(curve, view, viewKey).whole);
      for (const curve of picture.curves) {
        const head = headAt(curve.run, curve.series, view, picture.step);
        if (head) heads.set(curve.run.key, head);
        drawTrail(frame, curve, shapeOf(curve, view, viewKey).line, head);
      }
      picture.over?.(frame);
      for (const { run } of picture.curves) drawHead(frame, run, heads.get(run.key));
      drawHit(frame, picture);
      g.restore();
    },

    /**
     * @param {Curve[]} curves
     * @param {number} x
     * @param {number} y
     * @param {number} reach  pixels
     * @returns {Hit | null}
     */
    find(curves, x, y, reach) {
      const view = transformOf(graph);
      if (!view || x < view.left || x > view.left + view.width) return null;
      if (y < view.top || y > view.top + view.height) return null;
      let [best, hit] = [reach, /** @type {Hit | null} */ (null)];
      for (const curve of curves) {
        const found = nearest(shapeOf(curve, view, transformKey(view)).line, x, y);
        if (found.index < 0 || found.distance >= best) continue;
        [best, hit] = [found.distance, { key: curve.run.key, index: found.index }];
      }
      return hit;
    },
  };
}

/**
 * @param {import("./polyline.js").Polyline} line
 * @param {number} index
 */
function pathUpTo(line, index) {
  const path = new Path2D();
  for (let i = 0; i < line.x.length && line.at[i] <= index; i += 1) {
    if (line.pen[i]) path.lineTo(line.x[i], line.y[i]);
    else path.moveTo(line.x[i], line.y[i]);
  }
  return path;
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Curve[]} curves
 * @param {(curve: Curve) => Path2D} whole
 */
function drawWhole(g, curves, whole) {
  g.globalAlpha = 0.4;
  g.lineWidth = 1.2;
  for (const curve of curves) {
    g.strokeStyle = curve.run.color;
    g.stroke(whole(curve));
  }
  g.globalAlpha = 1;
}

/**
 * @param {Frame} frame
 * @param {Curve} curve
 * @param {import("./polyline.js").Polyline} line
 * @param {Head | null} head
 */
function drawTrail({ g, view, theme }, curve, line, head) {
  const path = pathUpTo(line, head ? head.index : curve.run.last);
  if (head) {
    const cut = clipSegment(head.fromX, head.fromY, head.x, head.y, boxOf(view));
    if (cut) {
      path.moveTo(cut[0], cut[1]);
      path.lineTo(cut[2], cut[3]);
    }
  }
  g.strokeStyle = theme.background;
  g.globalAlpha = 0.55;
  g.lineWidth = HALO;
  g.stroke(path);
  g.globalAlpha = 1;
  g.strokeStyle = curve.run.color;
  g.lineWidth = TRAIL;
  g.stroke(path);
}

/**
 * @param {Frame} frame
 * @param {Run} run
 * @param {Head | undefined} head
 */
function drawHead({ g, view, theme }, run, head) {
  if (!head || !near(head, view)) return;
  if (run.diverged && head.over) {
    cross(g, head.x, head.y, 5, theme.background, 5);
    cross(g, head.x, head.y, 5, run.color, 2.4);
    return;
  }
  disc(g, head.x, head.y, 6.6, theme.background);
  disc(g, head.x, head.y, 5, run.color);
  disc(g, head.x, head.y, 1.5, theme.background);
}

/**
 * @param {Frame} frame
 * @param {Picture} picture
 */
function drawHit({ g, view, theme }, { curves, hit }) {
  const curve = hit && curves.find(({ run }) => run.key === hit.key);
  if (!curve || !hit) return;
  const x = curve.series.x[hit.index] * view.mx + view.bx;
  const y = curve.series.y[hit.index] * view.my + view.by;
  if (!near({ x, y }, view)) return;
  for (const [color, width] of /** @type {const} */ ([
    [theme.background, 5],
    [theme.text, 2],
  ])) {
    g.beginPath();
    g.arc(x, y, 9, 0, 2 * Math.PI);
    g.strokeStyle = color;
    g.lineWidth = width;
    g.stroke();
  }
}

/**
 * @param {{x: number, y: number}} point
 * @param {Transform} view
 */
function near({ x, y }, view) {
  const edge = 20;
  return (
    x > view.left - edge &&
    x < view.left + view.width + edge &&
    y > view.top - edge &&
    y < view.top + view.height + edge
  );
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} color
 */
export function disc(g, x, y, radius, color) {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  g.fillStyle = color;
  g.fill();
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string} color
 * @param {number} width
 */
export function cross(g, x, y, size, color, width) {
  g.beginPath();
  g.moveTo(x - size, y - size);
  g.lineTo(x + size, y + size);
  g.moveTo(x + size, y - size);
  g.lineTo(x - size, y + size);
  g.strokeStyle = color;
  g.lineWidth = width;
  g.stroke();
}
