/** Draw the map, the losses and the 3-D plot of a race into rectangles of a picture. */

import { drawGraph } from "../flat/draw.js";
import { lastOf } from "../player/time.js";
import { transformOf } from "../plots/canvas.js";
import { ticksIn } from "../plots/contour-map.js";
import { noteOf } from "../plots/floor.js";
import { laidOn } from "../plots/ghost.js";
import { lossRange } from "../plots/loss-range.js";
import { closeTicks } from "../plots/loss-ticks.js";
import { paintSurface, spreadOf } from "../plots/painted-surface.js";
import { contourSpec, lossSpec, lossTitles, meanOf } from "../plots/plots.js";
import { lossLayers, pathLayers, rateCurves } from "../plots/race-curves.js";
import { heightScale, rateRange } from "../plots/scale.js";
import { meshOf } from "../plots/surface-mesh.js";
import { surfaceForSteps } from "../plots/surface-steps.js";
import { homeOf } from "../plots/three-layout.js";
import { createVectors } from "../plots/vectors.js";
import { createLines, drawWholePicture } from "../plots/whole.js";
import { paintMap } from "../samples/batch-paint.js";

/** @typedef {import("./arrange.js").Rect} Rect */
/** @typedef {import("./figure.js").Content} Content */
/** @typedef {import("../plots/race-curves.js").Curves} Curves */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../types.js").Transform} Transform */
/** @typedef {CanvasRenderingContext2D} Pen */
/**
 * @typedef {{still: (pen: Pen) => void, moving: (pen: Pen, step: number) => void}} Painting
 *   still: what no step changes; it is drawn first
 */
/** @typedef {(content: Content, curves: Curves, theme: Theme, size: {width: number, height: number}) => Painting} Maker */

const LARGEST = 1.6; // of the page's own picture
const [TICK_ACROSS, TICK_UPRIGHT] = [62, 36]; // px for a tick of a zoom

/** @type {Maker} */
export function mapPanel(content, curves, theme, size) {
  const { scene, view, word } = content;
  const { surface, scale } = content.map ?? {
    surface: scene.surface,
    scale: heightScale(scene.surface, view.height),
  };
  const [x, y] = scene.surface.domain;
  const ranges = content.ranges?.contour ?? { x, y };
  const ticks = ticksIn(ranges, [size.width, size.height], theme.scale);
  const spec = contourSpec(surface, scale, theme, {
    ...ticks,
    title: word("loss"),
    mean: (sides) => meanOf(sides, word),
  });
  withRanges(spec.layout, ranges);
  const lineOf = createLines();
  const layers = pathLayers(content, curves, createVectors());
  const plot = graphOf(spec, size, theme);
  return {
    still: plot.draw,
    moving(pen, step) {
      const area = plot.view(pen, "yaxis");
      inside(pen, area, () => {
        if (content.batch && content.batch.at === step) paintMap(pen, area, content.batch, theme);
        const { paths, ghosts } = curves;
        const covered = !!content.covered;
        const picture = { curves: paths, ghosts, step, theme, covered, ...layers };
        drawWholePicture(pen, area, picture, lineOf);
      });
    },
  };
}

/** @type {Maker} */
export function lossPanel(content, curves, theme, size) {
  const { scene, view, word } = content;
  const { axis } = scene.header.view;
  const steps = Math.max(lastOf(scene), curves.last, 1e-9);
  /** @type {import("../plots/chart.js").Ranges} */
  const home = { x: [-0.01 * steps, 1.02 * steps], y: lossRange(curves.ends, view.loss) };
  const zoom = content.ranges?.loss;
  const ranges = zoom ?? home;
  const rates = scene.header.rates ? rateCurves(curves.runs) : null;
  const range =
    rates &&
    rateRange(
      rates.curves.map(({ series }) => series),
      rates.kind,
    );
  const strip = rates && range && { kind: rates.kind, decades: range[1] - range[0], range };
  const room = /** @type {[number, number]} */ ([
    size.width / TICK_ACROSS,
    (size.height - 48) / TICK_UPRIGHT,
  ]);
  const close = zoom ? closeTicks(view.loss, ranges, room) : null;
  const titles = lossTitles(axis, curves.floor, word);
  const spec = lossSpec(view.loss, ranges.y, titles, theme, strip, { height: size.height, close });
  withRanges(spec.layout, ranges);
  if (range) /** @type {any} */ (spec.layout).yaxis2.range = range;
  const lineOf = createLines();
  const rateLine = createLines();
  const plot = graphOf(spec, size, theme);
  const covered = !!content.covered;
  return {
    still: plot.draw,
    moving(pen, step) {
      const area = plot.view(pen, "yaxis");
      const drawn = { step, theme, covered };
      inside(pen, area, () => {
        paintCursor(pen, area, step, theme);
        const layers = lossLayers(content, curves, covered);
        const lines = { curves: curves.losses, ghosts: curves.ghostLosses };
        drawWholePicture(pen, area, { ...drawn, ...lines, ...layers }, lineOf);
      });
      if (curves.depth && !covered) paintFloor(pen, curves.depth, area, !!zoom, content);
      if (!rates) return;
      const below = plot.view(pen, "yaxis2");
      inside(pen, below, () => {
        paintCursor(pen, below, step, theme);
        drawWholePicture(pen, below, { ...drawn, curves: rates.curves }, rateLine);
      });
    },
  };

  /** @type {(pen: Pen, depth: import("../plots/floor.js").Depth, area: Transform, zoomed: boolean, content: Content) => void} */
  function paintFloor(pen, depth, area, zoomed, content) {
    // The page names a button there.
    const word = (/** @type {string} */ key, /** @type {any} */ holes) =>
      content.word(key === "loss-deeper" ? "take-picture-deeper" : key, holes);
    const note = noteOf(depth, area, zoomed, word);
    if (!note) return;
    const right = area.left + area.width;
    if (note.ruled) {
      pen.strokeStyle = theme.muted;
      pen.lineWidth = 1;
      pen.setLineDash([1, 2]);
      pen.beginPath();
      pen.moveTo(area.left, note.y);
      pen.lineTo(right, note.y);
      pen.stroke();
      pen.setLineDash([]);
    }
    pen.font = `11px ${theme.font}`;
    pen.textAlign = "right";
    pen.textBaseline = "alphabetic";
    const line = note.y - (note.ruled ? 12 : 6);
    const width = pen.measureText(note.text).width;
    pen.globalAlpha = 0.82;
    pen.fillStyle = theme.background;
    pen.fillRect(right - 11 - width, line - 11, width + 6, 14);
    pen.globalAlpha = 1;
    pen.fillStyle = theme.muted;
    pen.fillText(note.text, right - 8, line);
  }
}

/** @type {Maker} */
export function threePanel(content, curves, theme, size) {
  const { scene, view, word, ghost } = content;
  const { surface } = scene;
  const scale = heightScale(surface, view.height);
  const shown = {
    ...{ surface, scale, theme, runs: curves.runs, covered: !!content.covered },
    ghosts: laidOn(ghost, surface),
    title: word(view.height === "log" ? "loss-log" : "loss"),
  };
  const camera = content.camera ?? homeOf(size, surface.domain);
  /** @type {import("./arrange.js").Rect} */
  let box = { ...size, x: 0, y: 0 };
  const first = { ...shown, step: 0 };
  /** @type {ReturnType<typeof meshOf> | null} */
  let mesh = null;
  /** @type {ReturnType<typeof surfaceForSteps> | null} */
  let standing = null;

  /** @param {Pen} pen */
  function meshFor(pen) {
    if (mesh) return mesh;
    mesh = meshOf(first);
    if (!content.camera) box = filling(spreadOf(pen, first, mesh, camera, size), size);
    return mesh;
  }

  /** @param {Pen} pen */
  function standingFor(pen) {
    standing ??= surfaceForSteps(first, meshFor(pen), camera, box);
    return standing;
  }

  // Paths that grow lie among the surface's cells, and a picture of elements is drawn once: both are painted whole.
  const whole = (/** @type {Pen} */ pen) => shown.covered || !pen.canvas;
  return {
    still(pen) {
      if (!whole(pen)) inBox(pen, () => standingFor(pen).still(pen));
    },
    moving(pen, step) {
      inBox(pen, () => {
        if (whole(pen)) paintSurface(pen, { ...shown, step }, meshFor(pen), camera, box);
        else standingFor(pen).heads(pen, step);
      });
    },
  };

  /** @type {(pen: Pen, draw: () => void) => void} */
  function inBox(pen, draw) {
    meshFor(pen);
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, size.width, size.height); // a camera that is near sees only a part
    pen.clip();
    pen.translate(box.x, box.y);
    draw();
    pen.restore();
  }
}

/**
 * The box in which what spreads so far fills the panel.
 * @type {(spread: {left: number, top: number, right: number, bottom: number}, size: {width: number, height: number}) =>
 *   import("./arrange.js").Rect}
 */
function filling({ left, top, right, bottom }, { width, height }) {
  const times = Math.min(width / (right - left), height / (bottom - top), LARGEST);
  return {
    x: width / 2 - (times * (left + right)) / 2,
    y: height / 2 - (times * (top + bottom)) / 2,
    ...{ width: times * width, height: times * height },
  };
}

/** @type {(layout: any, ranges: {x: [number, number], y: [number, number]}) => void} */
function withRanges(layout, { x, y }) {
  layout.xaxis.range = [...x];
  layout.yaxis.range = [...y];
}

/**
 * A spec and where its axes are, which is known once it has been drawn.
 * @type {(spec: {traces: any[], layout: any}, size: {width: number, height: number}, theme: Theme) =>
 *   {draw: (pen: Pen) => void, view: (pen: Pen, upright: string) => Transform}}
 */
function graphOf(spec, size, theme) {
  /** @type {any} */
  let axes = null;
  const draw = (/** @type {Pen} */ pen) => {
    axes = drawGraph(pen, spec, size, theme);
  };
  return {
    draw,
    view(pen, upright) {
      if (!axes) draw(pen);
      const graph = /** @type {any} */ ({ _fullLayout: axes });
      return /** @type {Transform} */ (transformOf(graph, upright));
    },
  };
}

/** @type {(pen: Pen, view: Transform, draw: () => void) => void} */
function inside(pen, { left, top, width, height }, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  draw();
  pen.restore();
}

/** @type {(pen: Pen, view: Transform, step: number, theme: Theme) => void} */
function paintCursor(pen, { mx, bx, top, height }, step, theme) {
  const x = Math.round(step * mx + bx - 0.5) + 0.5;
  pen.globalAlpha = 0.45;
  pen.strokeStyle = theme.text;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, top);
  pen.lineTo(x, top + height);
  pen.stroke();
  pen.globalAlpha = 1;
}
