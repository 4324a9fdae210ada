/**
 * Canvas of whole paths and trails. Playback only adds new bits of trail. While some runs are dragged, only they are
 * redrawn, between two cached canvases with everything below and above them.
 */

import { endOf } from "../protocol/payload.js";
import { beginFrame, CPU, sizeOf, transformKey } from "./canvas.js";
import { drawGhost } from "./ghost.js";
import { headAt } from "./polyline.js";
import { drawWhole, inkTrail } from "./trails.js";

/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("./overlay.js").Picture} Picture */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {(curve: Curve, view: Transform) => import("./polyline.js").Polyline} LineOf */
/** @typedef {{canvas: HTMLCanvasElement, key: string}} Layer */

/**
 * @param {import("../types.js").Graph} graph
 * @param {HTMLCanvasElement} canvas
 * @param {LineOf} lineOf
 */
export function createPaper(graph, canvas, lineOf) {
  let drawn = { key: "", step: 0, at: 0 };
  /** @type {{below: Layer, above: Layer} | null} */
  let layers = null;

  /**
   * @param {HTMLCanvasElement} on
   * @param {Picture} picture
   * @param {Transform} view
   * @param {number} ratio
   * @param {boolean} clear
   * @param {(frame: Frame) => void} draw
   */
  function drawOn(on, picture, view, ratio, clear, draw) {
    const g = beginFrame(on, sizeOf(graph), view, { ratio, clear, settings: CPU });
    draw({ g, view, theme: picture.theme, heads: new Map(), step: picture.step });
    g.restore();
  }

  /**
   * @param {Layer} layer
   * @param {Picture} picture  of its contents
   * @param {Transform} view
   * @param {number} ratio
   * @param {(frame: Frame) => void} draw
   */
  function renew(layer, picture, view, ratio, draw) {
    const key = keyOf(picture, graph, view, ratio, true);
    if (key === layer.key) return;
    layer.key = key;
    drawOn(layer.canvas, picture, view, ratio, true, draw);
  }

  /** @type {(picture: Picture, view: Transform, ratio: number) => void} */
  function drawDragged(picture, view, ratio) {
    layers ??= { below: createLayer(), above: createLayer() };
    const { below, above } = layers;
    const dragged = (/** @type {Curve} */ { run }) => !!picture.dragged?.has(run.key);
    const first = picture.curves.findIndex(dragged);
    const still = picture.curves.filter((curve) => !dragged(curve));
    const lower = {
      ...picture,
      curves: picture.curves.slice(0, first),
      key: `${picture.key}|${still.length}`,
    };
    const upper = { ...picture, curves: still.slice(first) };
    renew(below, { ...lower, curves: still }, view, ratio, (frame) => {
      lowest(frame, picture, lineOf);
      whole(frame, still, picture, lineOf);
      trails(frame, lower, lineOf, 0);
    });
    renew(above, upper, view, ratio, (frame) => trails(frame, upper, lineOf, 0));
    const moved = { ...picture, curves: picture.curves.filter(dragged) };
    drawOn(canvas, picture, view, ratio, true, (frame) => {
      drawLayer(frame.g, below.canvas);
      whole(frame, moved.curves, picture, lineOf);
      trails(frame, moved, lineOf, 0);
      drawLayer(frame.g, above.canvas);
      picture.last?.(frame);
    });
  }

  return {
    /**
     * Update the canvas, if something has changed and the pace allows it.
     * @param {Picture} picture
     * @param {Transform} view
     * @param {number} ratio
     */
    update(picture, view, ratio) {
      const key = keyOf(picture, graph, view, ratio, !!picture.dragged);
      const now = performance.now();
      const fresh = key !== drawn.key || picture.step < drawn.step;
      if (!fresh && picture.step === drawn.step) return;
      if (!fresh && now - drawn.at < picture.pace) return;
      const from = drawn.step;
      if (picture.dragged) drawDragged(picture, view, ratio);
      else {
        layers = null;
        drawOn(canvas, picture, view, ratio, fresh, (frame) => {
          if (fresh) drawPaper(frame, picture, lineOf);
          else trails(frame, picture, lineOf, from);
        });
      }
      drawn = { key, step: picture.step, at: now };
    },
  };
}

/**
 * Draw everything on the paper.
 * @type {(frame: Frame, picture: Picture, lineOf: LineOf) => void}
 */
export function drawPaper(frame, picture, lineOf) {
  lowest(frame, picture, lineOf);
  whole(frame, picture.curves, picture, lineOf);
  trails(frame, picture, lineOf, 0);
}

/** @type {(frame: Frame, picture: Picture, lineOf: LineOf) => void} */
function lowest(frame, picture, lineOf) {
  picture.under?.(frame);
  drawGhost(frame, picture.ghosts ?? [], (curve) => lineOf(curve, frame.view));
}

/** @type {(frame: Frame, curves: Curve[], picture: Picture, lineOf: LineOf) => void} */
function whole(frame, curves, { covered }, lineOf) {
  const { step, view } = frame;
  if (covered) return;
  // A finished trail covers the whole path.
  const onTheWay = curves.filter(({ run }) => step < endOf(run));
  drawWhole(frame, onTheWay, (curve) => lineOf(curve, view));
}

/**
 * @param {Frame} frame
 * @param {Picture} picture
 * @param {LineOf} lineOf
 * @param {number} from  step
 */
function trails(frame, picture, lineOf, from) {
  for (const curve of picture.curves) {
    const head = headAt(curve.run, curve.series, frame.view, picture.step);
    const past = headAt(curve.run, curve.series, frame.view, from);
    const line = lineOf(curve, frame.view);
    inkTrail(frame, curve.run, line, from > 0 ? past : null, head);
  }
}

/**
 * @param {Picture} picture
 * @param {import("../types.js").Graph} graph
 * @param {Transform} view
 * @param {number} ratio
 * @param {boolean} stepped  whether the key depends on the step
 */
function keyOf(picture, graph, view, ratio, stepped) {
  const drawn = [...(picture.ghosts ?? []), ...picture.curves];
  const runs = drawn.map((curve) => `${curve.key}${curve.run.color}${curve.run.dash}`);
  const step = stepped ? picture.step : -1;
  return [
    runs,
    picture.key,
    picture.theme.key,
    transformKey(view),
    sizeOf(graph),
    ratio,
    step,
    !!picture.covered,
  ].join("|");
}

/** @returns {Layer} */
function createLayer() {
  return { canvas: document.createElement("canvas"), key: "" };
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {HTMLCanvasElement} layer  of the same size
 */
function drawLayer(g, layer) {
  g.save();
  g.setTransform(1, 0, 0, 1, 0, 0);
  g.drawImage(layer, 0, 0);
  g.restore();
}
