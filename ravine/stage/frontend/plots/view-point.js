/** Project places in the 3-D plot's box onto its picture, and turn its camera; as plotly's gl-plot3d does. Pure. */

/** @typedef {{width: number, height: number}} Box */
/** @typedef {{x: number, y: number, z: number}} Place */
/** @typedef {{eye: Place, center: Place, up: Place}} Camera */

const HALF_ANGLE = Math.tan(Math.PI / 8); // of the picture's height
const NEAREST = 0.01; // what is behind the eye is not turned over
const STEEPEST = Math.PI / 2 - 0.02; // straight from above nothing would be left or right

/**
 * The function from a place, in the camera's units around the box's middle, to pixels and the distance from the eye.
 * @param {Camera} camera
 * @param {Box} box
 * @returns {(x: number, y: number, z: number) => [number, number, number]}
 */
export function projection({ eye, center, up }, { width, height }) {
  const ahead = scaled(minus(center, eye));
  const aside = scaled(cross(ahead, up));
  const above = cross(aside, ahead);
  return (x, y, z) => {
    const from = { x: x - eye.x, y: y - eye.y, z: z - eye.z };
    const far = Math.max(dot(from, ahead), NEAREST);
    const scale = height / 2 / (HALF_ANGLE * far);
    return [width / 2 + scale * dot(from, aside), height / 2 - scale * dot(from, above), far];
  };
}

/**
 * The camera after a drag over the picture: a full width turns it half round.
 * @param {Camera} camera
 * @param {number} across  share of the picture's width
 * @param {number} down  share of its height
 * @returns {Camera}
 */
export function turned({ eye, center, up }, across, down) {
  const from = minus(eye, center);
  const radius = Math.hypot(from.x, from.y, from.z);
  const round = Math.atan2(from.y, from.x) - Math.PI * across;
  const height = Math.asin(from.z / radius) + Math.PI * down;
  const clamped = Math.max(-STEEPEST, Math.min(STEEPEST, height));
  const flat = radius * Math.cos(clamped);
  return {
    eye: {
      x: center.x + flat * Math.cos(round),
      y: center.y + flat * Math.sin(round),
      z: center.z + radius * Math.sin(clamped),
    },
    center,
    up,
  };
}

/** @type {(a: Place, b: Place) => number} */
function dot(a, b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

/** @type {(a: Place, b: Place) => Place} */
function cross(a, b) {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x };
}

/** @param {Place} place */
export function length({ x, y, z }) {
  return Math.hypot(x, y, z);
}

/** @type {(place: Place) => Place} */
export function scaled(place) {
  const size = length(place) || 1;
  return { x: place.x / size, y: place.y / size, z: place.z / size };
}

/** @type {(a: Place, b: Place) => Place} */
export function minus(a, b) {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
}
