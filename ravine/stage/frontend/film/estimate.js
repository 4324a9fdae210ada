/** How large a film will be, before it is made: from films that were measured. Pure. */

import { framesOf, sizeOf } from "./timing.js";

/** @typedef {import("./timing.js").Film} Film */

/** Seconds between two whole pictures in a video: a player leaps to them. */
export const KEY_FRAMES = 4;
/** Bits of a pixel and frame that a recorder may use. */
export const RECORDED = 0.12;

/**
 * Bytes a pixel of a whole picture, and a pixel of the edge for each frame: heads and letters move, and lines that grow
 * are longer in a larger picture, not wider. Fitted to films of four races in four sizes, 30 November 2026.
 */
const RATES = {
  mp4: { whole: 0.05, moving: 2.8 },
  webm: { whole: 0.05, moving: 3 },
  gif: { whole: 0.15, moving: 3.7 },
};
const [NO_PANEL, PANEL] = [0.4, 0.2]; // shares of what moves: title and heads, and each of three panels

/**
 * @param {Film} film
 * @param {number} panels  how many it shows
 * @param {"library" | "recorder"} [ways]
 */
export function aboutBytes(film, panels, ways = "library") {
  const { width, height } = sizeOf(film);
  const frames = framesOf(film);
  if (ways === "recorder") return (width * height * frames * RECORDED) / 8;
  const { whole, moving } = RATES[film.format];
  const pictures = film.format === "gif" ? 1 : Math.ceil(film.seconds / KEY_FRAMES);
  const share = NO_PANEL + PANEL * panels;
  return width * height * whole * pictures + Math.sqrt(width * height) * moving * share * frames;
}
