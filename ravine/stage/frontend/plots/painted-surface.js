/** Paint the surface in 3-D with a 2-D pen, on a canvas or for a picture of any size: what is far first. */

import { axesOf, labelRects, stroke, writeLabels } from "./painted-axes.js";
import { labelledDisc } from "./shapes.js";
import { proportions } from "./three-layout.js";
import { GHOST, ghostLine, heads, line } from "./three-lines.js";
import { projection } from "./view-point.js";

/** @typedef {import("./three.js").Content} Content */
/** @typedef {[number, number, number]} Pixel  right, down, and the distance from the eye */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Span  px */
/** @typedef {{far: number, span: Span, draw: (pen: CanvasRenderingContext2D) => void}} Piece  span: where it is drawn */
/** @typedef {(x: number, y: number, z: number) => Pixel} Projection */

const HEAD = 4; // px
const MARKED = 7; // of one that holds a number
const [EDGE, PATH, GHOSTLY, RIM] = [0.8, 3, 5, 1.5]; // px, of lines
const IN_FRONT = 0.02; // a line lies on the surface: it is drawn after the cells around it

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Content} content
 * @param {ReturnType<typeof import("./surface-mesh.js").meshOf>} mesh  of the content
 * @param {import("./view-point.js").Camera} camera
 * @param {import("./view-point.js").Box} box
 */
export function paintSurface(pen, content, mesh, camera, box) {
  pen.lineJoin = "round";
  pen.lineCap = "round";
  const place = projection(camera, box);
  const axes = axesOf(content, place);
  for (const edge of axes.edges) edge(pen);
  const pieces = [
    ...cells(mesh, place),
    ...lines(content, place),
    ...ghosts(content, place),
    ...marks(content, place),
  ];
  for (const { draw } of pieces.sort(farFirst)) draw(pen);
  writeLabels(pen, axes.labels, content.theme);
}

/** @type {(one: Piece, other: Piece) => number} */
export function farFirst(one, other) {
  return other.far - one.far;
}

/** @type {(pixels: Pixel[], around: number) => Span} */
function spanOf(pixels, around) {
  const [x, y] = [0, 1].map((axis) => pixels.map((pixel) => pixel[axis]));
  const [left, top] = [Math.min(...x) - around, Math.min(...y) - around];
  return [left, top, Math.max(...x) + around, Math.max(...y) + around];
}

/**
 * How far surface, axes and labels reach.
 * @param {CanvasRenderingContext2D} pen
 * @param {Content} content
 * @param {ReturnType<typeof import("./surface-mesh.js").meshOf>} mesh
 * @param {import("./view-point.js").Camera} camera
 * @param {import("./view-point.js").Box} box
 */
export function spreadOf(pen, content, mesh, camera, box) {
  const place = projection(camera, box);
  const spread = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const reach = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (!Number.isFinite(x + y)) return;
    spread.left = Math.min(spread.left, x);
    spread.right = Math.max(spread.right, x);
    spread.top = Math.min(spread.top, y);
    spread.bottom = Math.max(spread.bottom, y);
  };
  for (const row of mesh.places)
    for (const { x, y, z } of row) {
      const [right, down] = place(x, y, z);
      reach(right, down);
    }
  for (const rect of labelRects(pen, axesOf(content, place).labels, content.theme)) {
    reach(rect.x, rect.y);
    reach(rect.x + rect.width, rect.y + rect.height);
  }
  return spread;
}

/**
 * What a mesh depends on.
 * @param {Content} content
 */
export function meshKey({ surface, scale, theme }) {
  return `${surface.part} ${scale.kind} ${theme.key}`;
}

/**
 * @param {ReturnType<typeof import("./surface-mesh.js").meshOf>} mesh
 * @param {Projection} place
 * @returns {Piece[]}
 */
export function cells({ places, colourOf }, place) {
  const pixels = places.map((row) => row.map(({ x, y, z }) => place(x, y, z)));
  const found = [];
  for (let row = 0; row + 1 < places.length; row += 1) {
    for (let column = 0; column + 1 < places[row].length; column += 1) {
      const around = [
        [row, column],
        [row, column + 1],
        [row + 1, column + 1],
        [row + 1, column],
      ];
      const height = mean(around.map(([r, c]) => places[r][c].height));
      if (!Number.isFinite(height)) continue;
      const corners = around.map(([r, c]) => pixels[r][c]);
      const colour = colourOf(height);
      const far = mean(corners.map((corner) => corner[2]));
      found.push({ far, span: spanOf(corners, EDGE), draw: cell(corners, colour) });
    }
  }
  return found;
}

/**
 * @param {Pixel[]} corners
 * @param {string} colour
 */
function cell(corners, colour) {
  return (/** @type {CanvasRenderingContext2D} */ pen) => {
    pen.beginPath();
    for (const [x, y] of corners) pen.lineTo(x, y);
    pen.closePath();
    pen.fillStyle = colour;
    pen.strokeStyle = colour; // else the seams between cells shine through
    pen.lineWidth = EDGE;
    pen.fill();
    pen.stroke();
  };
}

/**
 * Pixels of points of the surface's plane and heights; null where there is none.
 * @param {Content} content
 * @param {Projection} place
 */
function pixelsOf({ surface, scale }, place) {
  const [[left, right], [bottom, top]] = surface.domain;
  const size = proportions(surface.domain);
  return (
    /** @type {{x: (number | null)[], y: (number | null)[], z: (number | null)[]}} */ points,
  ) =>
    points.x.map((x, i) => {
      const [y, z] = [points.y[i], points.z[i]];
      if (x === null || y === null || z === null) return null;
      return place(
        size.x * ((x - left) / (right - left) - 0.5),
        size.y * ((y - bottom) / (top - bottom) - 0.5),
        size.z * ((z - scale.low) / (scale.high - scale.low) - 0.5),
      );
    });
}

/**
 * @param {Content} content
 * @param {Projection} place
 * @returns {Piece[]}
 */
export function lines(content, place) {
  const pixels = pixelsOf(content, place);
  return content.runs.flatMap((run) =>
    piecesOf(pixels(line(run, content)), (pen, from, to) => stroke(pen, from, to, run.color, PATH)),
  );
}

/**
 * @param {Content} content
 * @param {Projection} place
 * @returns {Piece[]}
 */
export function ghosts(content, place) {
  const pixels = pixelsOf(content, place);
  return content.ghosts.flatMap((run) =>
    piecesOf(pixels(ghostLine(run, content)), (pen, from, to) => {
      pen.globalAlpha = GHOST;
      stroke(pen, from, to, run.color, GHOSTLY);
      pen.globalAlpha = 1;
    }),
  );
}

/**
 * The pieces of a line between the points that are seen.
 * @type {(points: (Pixel | null)[], drawn: (pen: CanvasRenderingContext2D, from: Pixel, to: Pixel) => void) => Piece[]}
 */
function piecesOf(points, drawn) {
  return points.slice(1).flatMap((to, i) => {
    const from = points[i];
    if (!from || !to) return [];
    const draw = (/** @type {CanvasRenderingContext2D} */ pen) => drawn(pen, from, to);
    return [{ far: Math.min(from[2], to[2]) - IN_FRONT, span: spanOf([from, to], GHOSTLY), draw }];
  });
}

/**
 * @param {Content} content
 * @param {Projection} place
 * @returns {Piece[]}
 */
export function marks(content, place) {
  return pixelsOf(
    content,
    place,
  )(heads(content)).flatMap((head, i) => {
    if (!head) return [];
    const { color, mark } = content.runs[i];
    const draw = (/** @type {CanvasRenderingContext2D} */ pen) => {
      pen.beginPath();
      pen.arc(head[0], head[1], mark ? MARKED : HEAD, 0, 2 * Math.PI);
      pen.fillStyle = color;
      pen.strokeStyle = content.theme.background;
      pen.lineWidth = RIM;
      pen.fill();
      pen.stroke();
      if (mark) labelledDisc(pen, head[0], head[1], MARKED, color, mark, content.theme.font);
    };
    const around = (mark ? MARKED : HEAD) + 2 * RIM;
    return [{ far: head[2] - 2 * IN_FRONT, span: spanOf([head], around), draw }];
  });
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
