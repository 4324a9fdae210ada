/** Draw the surface in 3-D on a canvas, where a browser has no WebGL. */

import { meshKey, paintSurface } from "./painted-surface.js";
import { meshOf } from "./surface-mesh.js";
import { homeOf, near } from "./three-layout.js";
import { turned } from "./view-point.js";

/** @typedef {import("./three.js").Content} Content */
/** @typedef {import("./view-point.js").Box} Box */
/** @typedef {import("./view-point.js").Camera} Camera */

/** @type {import("../types.js").Surface["domain"]} */
const UNIT = [
  [0, 1],
  [0, 1],
];

/** @param {import("../types.js").Graph} graph */
export function createPaintedThree(graph) {
  const canvas = document.createElement("canvas");
  canvas.className = "rv-painted";
  graph.replaceChildren(canvas);
  /** @type {Content | null} */
  let content = null;
  /** @type {Camera | null} */
  let camera = null;
  /** @type {ReturnType<typeof meshOf> | null} */
  let mesh = null;
  let drawn = "";
  let due = 0;

  /** @returns {Box} */
  const box = () => ({ width: graph.clientWidth || 300, height: graph.clientHeight || 300 });
  /** @returns {Camera} */
  const home = () => homeOf(box(), content?.surface.domain ?? UNIT);
  const now = () => camera ?? home();

  function later() {
    due ||= requestAnimationFrame(() => {
      due = 0;
      if (content) paint(content);
    });
  }

  /** @param {Content} shown */
  function paint(shown) {
    const key = meshKey(shown);
    if (!mesh || key !== drawn) mesh = meshOf(shown);
    drawn = key;
    const { width, height } = box();
    const ratio = devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.scale(ratio, ratio);
    paintSurface(pen, shown, mesh, now(), { width, height });
  }

  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const { width, height } = box();
    camera = turned(now(), event.movementX / width, event.movementY / height);
    later();
  });

  return {
    graph,
    /** @returns {Camera | null}  null: as the page has placed it */
    get camera() {
      return camera && !near(camera, home()) ? camera : null;
    },
    set camera(asked) {
      camera = asked;
      later();
    },
    /** @param {Content} shown */
    show(shown) {
      content = shown;
      later();
    },
    resize: later,
    close() {
      content = null;
      cancelAnimationFrame(due);
      canvas.remove();
    },
  };
}

/** Whether the browser can draw with its graphics card, or as if it had one. */
export function hasWebGL() {
  try {
    const context = document.createElement("canvas").getContext("webgl");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return !!context;
  } catch {
    return false;
  }
}
