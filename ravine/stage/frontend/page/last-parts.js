/** Remember the parts of the race that was shown last: the next visit is sent only what it lacks of them. */

import { pack, unpack } from "../protocol/payload.js";
import { keepVisit, lastVisit } from "./last-visit.js";

/** @typedef {Map<string, import("../types.js").Part>} Parts  by their ids */

const LARGEST = 400_000; // bytes of numbers
const CALM = 2000; // ms without another race

/** @type {any} */
let timer = null;

/**
 * @param {import("../types.js").Scene} scene  on the screen; remembered unless another one follows soon, or it shows a
 *   visitor's own data: they are not left behind in the browser
 */
export function rememberParts({ header, parts }) {
  clearTimeout(timer);
  if (header.samples?.file) return;
  timer = setTimeout(() => keep(fitting(parts)), CALM);
}

/** @param {Parts} parts */
function keep(parts) {
  const ids = [...parts.keys()];
  if (!ids.length || ids.join() === lastVisit()?.ids.join()) return;
  try {
    keepVisit(ids, pack(/** @type {any} */ ({}), parts));
  } catch (error) {
    console.info("ravine: nothing is kept for the next visit:", error);
  }
}

/**
 * The parts that there is room for, the first ones first: words, surface, runs.
 * @param {Parts} parts
 */
export function fitting(parts) {
  /** @type {Parts} */
  const fit = new Map();
  let room = LARGEST;
  for (const [id, part] of parts) {
    const size = Object.values(part.arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (size > room) continue;
    room -= size;
    fit.set(id, part);
  }
  return fit;
}

/**
 * The parts that were remembered; none if they cannot be read: they are asked for again.
 * @param {import("./last-visit.js").LastVisit | null} last
 * @returns {Parts}
 */
export function partsOf(last) {
  try {
    return last ? unpack(last.read()).parts : new Map();
  } catch (error) {
    console.info("ravine: the last visit's parts:", error);
    return new Map();
  }
}
