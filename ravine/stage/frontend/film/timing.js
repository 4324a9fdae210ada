/** Frames of a film: how many, what each shows, which films are too much for a browser. Pure. */

/** @typedef {"mp4" | "webm" | "gif"} FormatKey */
/** @typedef {{format: FormatKey, width: number, height: number, fps: number, seconds: number}} Film */

/** Frames a second: players show 30 everywhere; GIF counts in hundredths of a second, and each frame weighs more. */
export const FPS = /** @type {Record<FormatKey, number>} */ ({ mp4: 30, webm: 30, gif: 20 });
export const LENGTHS = [4, 8, 16]; // seconds
export const SIZES = [
  [1280, 720],
  [1920, 1080],
  [1080, 1080],
  [640, 360],
];

const HOLD = 1; // seconds at the end in which the result can be read
const LONGEST_HOLD = 0.5; // of the film
const EDGE = [16, 4096]; // of a picture
/** Pixels of all frames together: a minute or two of work, and what a tab has memory for. */
const MOST = /** @type {Record<FormatKey, number>} */ ({ mp4: 1.1e9, webm: 1.1e9, gif: 3e8 });

/** @param {{fps: number, seconds: number}} film */
export function framesOf({ fps, seconds }) {
  return Math.round(fps * seconds);
}

/**
 * Which part of the race each frame shows: from the start at a steady pace; the end stands still for a second.
 * @param {{fps: number, seconds: number}} film
 * @returns {(frame: number) => number}  0 to 1
 */
export function shares({ fps, seconds }) {
  const frames = framesOf({ fps, seconds });
  const held = Math.min(Math.round(fps * HOLD), Math.floor(frames * LONGEST_HOLD));
  const moving = frames - held;
  return (frame) => (frame >= moving ? 1 : frame / moving);
}

/**
 * The size that can be encoded: video codecs halve the resolution of colours and need even edges.
 * @param {Pick<Film, "format" | "width" | "height">} film
 */
export function sizeOf({ format, width, height }) {
  const edge = (/** @type {number} */ length) =>
    format === "gif" ? Math.round(length) : Math.round(length / 2) * 2;
  return { width: edge(width), height: edge(height) };
}

/** @param {Film} film */
export function isTooLarge(film) {
  const { width, height } = sizeOf(film);
  const frames = framesOf(film);
  const [least, most] = EDGE;
  const fits = [width, height].every((edge) => edge >= least && edge <= most);
  return !fits || !(frames >= 1) || !(width * height * frames <= MOST[film.format]);
}
