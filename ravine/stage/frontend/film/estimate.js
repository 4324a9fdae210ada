/** How large a film will be, before it is made: from rates that were measured. Pure. */

import { framesOf, sizeOf } from "./timing.js";

/** @typedef {import("./timing.js").Film} Film */

/** Bytes a pixel: of the first picture, and of each frame after it, in which only heads and lines move. */
const RATES = {
  mp4: { first: 0.06, more: 0.0012 },
  webm: { first: 0.06, more: 0.0014 },
  gif: { first: 0.2, more: 0.003 },
};

/** @param {Film} film */
export function aboutBytes(film) {
  const { width, height } = sizeOf(film);
  const { first, more } = RATES[film.format];
  return width * height * (first + more * (framesOf(film) - 1));
}
