/** Encode a film as MP4 or WebM by the browser's own codecs, frame by frame, as fast as they go. */

import { KEY_FRAMES } from "./estimate.js";
import { KINDS } from "./formats.js";

/** @typedef {import("./make.js").Encoder} Encoder */
/** @typedef {import("./timing.js").Film} Film */
/** @typedef {import("./make.js").About} About */

/**
 * @param {import("./library.js").Library} library
 * @param {HTMLCanvasElement} canvas
 * @param {Film & {about?: About}} film
 * @param {string} codec
 * @returns {Promise<Encoder>}
 */
export async function createVideo(library, canvas, film, codec) {
  const key = /** @type {"mp4" | "webm"} */ (film.format);
  const target = new library.BufferTarget();
  const format = key === "mp4" ? new library.Mp4OutputFormat() : new library.WebMOutputFormat();
  const output = new library.Output({ format, target });
  const source = new library.CanvasSource(canvas, {
    codec,
    quality: new library.Quality("high"),
    keyFrameInterval: KEY_FRAMES,
  });
  output.addVideoTrack(source, { frameRate: film.fps });
  const { about } = film;
  if (about) output.setMetadataTags({ title: about.title, comment: about.link });
  await output.start();
  return {
    // Waits while the encoder is behind: no more than a few frames are held.
    add: (frame) => source.add(frame / film.fps, 1 / film.fps),
    async finish() {
      await output.finalize();
      return new Blob([target.buffer], { type: KINDS[key].type });
    },
    cancel: () => output.cancel(),
  };
}
