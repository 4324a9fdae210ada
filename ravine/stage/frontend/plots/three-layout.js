/** Layout of the 3-D plot: axes, proportions, and the camera. */

import { escapeMarkup, ticksOf } from "./plots.js";

/** @typedef {import("./three.js").Content} Content */
/** @typedef {{width: number, height: number}} Box */
/** @typedef {{x: number, y: number, z: number}} Place */
/** @typedef {{eye: Place, center: Place, up: Place}} Camera */

const ROOMY = 2.1; // width / height at which the whole surface and its titles are visible
const SAME = 1e-3; // distance of two places that look the same

/**
 * The camera has a fixed vertical angle: a narrow box needs a larger distance.
 * @param {Box} box
 * @returns {Camera}
 */
export function homeOf({ width, height }) {
  const far = Math.max(1, (ROOMY * height) / width);
  return {
    eye: { x: 0.6 * far, y: -1.38 * far, z: 1.42 * far },
    center: { x: 0, y: 0, z: -0.15 },
    up: { x: 0, y: 0, z: 1 },
  };
}

/**
 * @param {Camera} one
 * @param {Camera} other
 */
export function near(one, other) {
  const apart = (/** @type {Place} */ a, /** @type {Place} */ b) =>
    Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z) > SAME;
  return !apart(one.eye, other.eye) && !apart(one.center, other.center) && !apart(one.up, other.up);
}

/**
 * @param {Content} content
 * @param {Box} box
 * @param {Camera | null} camera
 */
export function layoutOf({ surface, scale, theme, title }, box, camera) {
  const [[left, right], [bottom, top]] = surface.domain;
  const longest = Math.max(right - left, top - bottom);
  const axis = {
    color: theme.muted,
    gridcolor: theme.grid,
    zeroline: false,
    showbackground: false,
    showspikes: false,
    nticks: 5,
    tickfont: { size: 10 },
  };
  return {
    ...box,
    paper_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: 12, color: theme.muted },
    margin: { l: 0, r: 0, t: 0, b: 0 },
    showlegend: false,
    hovermode: false,
    uirevision: "camera",
    scene: {
      xaxis: { ...axis, title: { text: "x" } },
      yaxis: { ...axis, title: { text: "y" } },
      zaxis: { ...axis, ...ticksOf(scale.ticks), title: { text: escapeMarkup(title) } },
      aspectmode: "manual",
      aspectratio: {
        x: (1.45 * (right - left)) / longest,
        y: (1.45 * (top - bottom)) / longest,
        z: 0.78,
      },
      camera: camera ?? homeOf(box),
      dragmode: "orbit",
    },
  };
}
