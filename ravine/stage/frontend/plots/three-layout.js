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
 * Whether two cameras show the same.
 * @param {Camera} one
 * @param {Camera} other
 */
export function near(one, other) {
  const apart = (/** @type {Place} */ a, /** @type {Place} */ b) => length(minus(a, b)) > SAME;
  return (
    !apart(one.eye, other.eye) &&
    !apart(one.center, other.center) &&
    !apart(upright(one), upright(other))
  );
}

/**
 * The direction of a camera's picture that is up: of what is said to be up, the part across its line of sight.
 * @param {Camera} camera
 */
function upright({ eye, center, up }) {
  const sight = scaled(minus(eye, center));
  const along = up.x * sight.x + up.y * sight.y + up.z * sight.z;
  return scaled(minus(up, { x: along * sight.x, y: along * sight.y, z: along * sight.z }));
}

/** @param {Place} place */
function length({ x, y, z }) {
  return Math.hypot(x, y, z);
}

/** @param {Place} place */
function scaled(place) {
  const size = length(place) || 1;
  return { x: place.x / size, y: place.y / size, z: place.z / size };
}

/** @type {(a: Place, b: Place) => Place} */
function minus(a, b) {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
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
