/** Layout of the 3-D plot: axes, proportions, and the camera. */

import { escapeMarkup, ticksOf } from "./plots.js";
import { length, minus, projection, scaled } from "./view-point.js";

/** @typedef {import("./three.js").Content} Content */
/** @typedef {import("./view-point.js").Box} Box */
/** @typedef {import("./view-point.js").Camera} Camera */
/** @typedef {import("./view-point.js").Place} Place */

const [NEAREST, FARTHEST, FARTHER] = [0.7, 6, 1.03]; // distances, 1 = 2.1 of the plot's longest edge
// Corners of what has to be in the picture, of an edge from the middle: the floor's with the numbers beside it.
const FLOOR = { across: 0.66, up: -0.55 };
const CEILING = { across: 0.5, up: 0.52 };
const LETTERED = 220; // px of height for letters of the usual size
const SAME = 1e-3; // distance of two places that look the same

/**
 * The camera that the page places: as near as the whole plot with its titles is in the picture.
 * @param {Box} box
 * @param {import("../types.js").Surface["domain"]} domain
 * @returns {Camera}
 */
export function homeOf(box, domain) {
  let camera = cameraAt(NEAREST);
  for (let far = NEAREST; far < FARTHEST && !isWhole(camera, box, domain); far *= FARTHER) {
    camera = cameraAt(far);
  }
  return camera;
}

/**
 * @param {number} far
 * @returns {Camera}
 */
function cameraAt(far) {
  const center = { x: 0, y: 0, z: -0.2 };
  const eye = { x: 0.6 * far, y: -1.38 * far, z: 1.42 * far };
  return { eye, center, up: { x: 0, y: 0, z: 1 } };
}

/**
 * @param {Camera} camera
 * @param {Box} box
 * @param {import("../types.js").Surface["domain"]} domain
 */
function isWhole(camera, box, domain) {
  const place = projection(camera, box);
  const size = proportions(domain);
  for (const { across, up } of [FLOOR, CEILING]) {
    for (const x of [-across, across]) {
      for (const y of [-across, across]) {
        const [right, down] = place(x * size.x, y * size.y, up * size.z);
        if (right < 0 || right > box.width || down < 0 || down > box.height) return false;
      }
    }
  }
  return true;
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

/**
 * Lengths of the plot's edges, in the camera's units.
 * @param {import("../types.js").Surface["domain"]} domain
 * @returns {Place}
 */
export function proportions([[left, right], [bottom, top]]) {
  const longest = Math.max(right - left, top - bottom);
  return { x: (1.45 * (right - left)) / longest, y: (1.45 * (top - bottom)) / longest, z: 0.78 };
}

/**
 * @param {Content} content
 * @param {Box} box
 * @param {Camera | null} camera
 */
export function layoutOf({ surface, scale, theme, title }, box, camera) {
  // Letters of a lecture hall's size would lie over each other in a low panel.
  const letters = Math.min(theme.scale, Math.max(box.height / LETTERED, 1));
  const size = 12 * letters - 2;
  const room = (0.16 * Math.min(box.width, 1.5 * box.height)) / size; // for numbers above each other
  const axis = {
    color: theme.muted,
    gridcolor: theme.grid,
    zeroline: false,
    showbackground: false,
    showspikes: false,
    nticks: letters > 1.3 ? 3 : 5,
    tickfont: { size },
  };
  return {
    ...box,
    paper_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: 12 * letters, color: theme.muted },
    margin: { l: 0, r: 0, t: 0, b: 0 },
    showlegend: false,
    hovermode: false,
    uirevision: "camera",
    scene: {
      xaxis: { ...axis, title: { text: surface.axes[0] } },
      yaxis: { ...axis, title: { text: surface.axes[1] } },
      zaxis: {
        ...axis,
        ...ticksOf(every(scale.ticks, room)),
        title: { text: escapeMarkup(title) },
      },
      aspectmode: "manual",
      aspectratio: proportions(surface.domain),
      camera: camera ?? homeOf(box, surface.domain),
      dragmode: "orbit",
    },
  };
}

/**
 * So few of the ticks that there are not many more than `count`.
 * @template Tick
 * @param {Tick[]} ticks
 * @param {number} count
 */
function every(ticks, count) {
  const gap = Math.max(Math.ceil(ticks.length / Math.max(count, 2)), 1);
  return ticks.filter((_, i) => i % gap === 0);
}
