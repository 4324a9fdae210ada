/** Paint the surface in 3-D for many steps: what stands still once, and again only what lies around heads. */

import { axesOf, writeLabels } from "./painted-axes.js";
import { cells, farFirst, ghosts, lines, marks } from "./painted-surface.js";
import { projection } from "./view-point.js";

/** @typedef {import("./painted-surface.js").Piece} Piece */
/** @typedef {import("./painted-surface.js").Span} Span */
/** @typedef {import("./three.js").Content} Content */

/**
 * For a race whose paths are drawn whole: what stands still is painted once, and around each
 * head what lies there is painted again, with the head in its place among it.
 * @param {Content} content
 * @param {ReturnType<typeof import("./surface-mesh.js").meshOf>} mesh
 * @param {import("./view-point.js").Camera} camera
 * @param {import("./view-point.js").Box} box
 */
export function surfaceForSteps(content, mesh, camera, box) {
  const place = projection(camera, box);
  const axes = axesOf(content, place);
  const { theme } = content;
  const pieces = [...cells(mesh, place), ...lines(content, place), ...ghosts(content, place)];
  pieces.sort(farFirst);

  /** @type {(pen: CanvasRenderingContext2D, drawn: Piece[]) => void} */
  function paint(pen, drawn) {
    pen.lineJoin = "round";
    pen.lineCap = "round";
    for (const edge of axes.edges) edge(pen);
    for (const { draw } of drawn) draw(pen);
    writeLabels(pen, axes.labels, theme);
  }

  return {
    still: (/** @type {CanvasRenderingContext2D} */ pen) => paint(pen, pieces),
    /** @type {(pen: CanvasRenderingContext2D, step: number) => void} */
    heads(pen, step) {
      const moving = marks({ ...content, step }, place);
      for (const { span } of moving) {
        const area = wholePixels(span, pen.getTransform());
        const here = (/** @type {Piece} */ piece) => meets(piece.span, area);
        const [left, top, right, bottom] = area;
        pen.save();
        pen.beginPath();
        pen.rect(left, top, right - left, bottom - top);
        pen.clip();
        pen.fillStyle = theme.background;
        pen.fillRect(left, top, right - left, bottom - top);
        paint(pen, [...pieces.filter(here), ...moving.filter(here)].sort(farFirst));
        pen.restore();
      }
    },
  };
}

/** @type {(one: Span, other: Span) => boolean} */
function meets(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/**
 * The pixels of the canvas that a span touches: where a clip cuts through some, all that lies there shines through.
 * @type {(span: Span, pen: {a: number, d: number, e: number, f: number}) => Span}
 */
export function wholePixels([left, top, right, bottom], { a, d, e, f }) {
  return [
    (Math.floor(left * a + e) - e) / a,
    (Math.floor(top * d + f) - f) / d,
    (Math.ceil(right * a + e) - e) / a,
    (Math.ceil(bottom * d + f) - f) / d,
  ];
}
