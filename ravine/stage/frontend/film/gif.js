/** Encode a film as GIF: one palette, and of each frame only what has changed. It loops for ever. */

import { KINDS } from "./formats.js";
import { indexed, nearestIn, samplePixels, TRANSPARENT } from "./palette.js";

/** @typedef {import("./make.js").Encoder} Encoder */
/** @typedef {import("./timing.js").Film} Film */
/** @typedef {import("./make.js").About} About */

/** Parts of the race whose colours are looked at before the first frame. */
export const LOOKED_AT = [0, 0.15, 0.4, 0.7, 1];
const KEEP = 1; // a frame is drawn over the one before
const FOR_EVER = 0;
const COMMENT = [0x21, 0xfe]; // the label of such a block
const MOST_BYTES = 255; // of a part of a block

/**
 * @param {import("./library.js").Library} library
 * @param {HTMLCanvasElement} canvas
 * @param {Film & {about?: About}} film
 * @param {(share: number) => Promise<void>} paint  paints the canvas
 * @returns {Promise<Encoder>}
 */
export async function createGif(library, canvas, film, paint) {
  const { width, height } = canvas;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const pixelsNow = () => new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);

  const looked = [];
  for (const share of LOOKED_AT) {
    await paint(share);
    looked.push(pixelsNow());
  }
  const sample = samplePixels(looked);
  looked.length = 0;
  const palette = library.quantize(new Uint8Array(sample.buffer), TRANSPARENT);
  const colour = nearestIn(palette);
  const gif = library.GIFEncoder();
  /** @type {{pixels: Uint32Array, shown: Uint8Array} | null} */
  let before = null;

  return {
    async add(frame) {
      const pixels = pixelsNow();
      const indices = indexed(pixels, colour, before);
      const table = Array.from({ length: TRANSPARENT + 1 }, (_, i) => palette[i] ?? [0, 0, 0]);
      gif.writeFrame(indices, width, height, {
        ...(before ? { transparent: true, transparentIndex: TRANSPARENT } : { palette: table }),
        delay: delayOf(frame, film.fps),
        dispose: KEEP,
        repeat: FOR_EVER,
      });
      before ??= { pixels, shown: indices };
    },
    async finish() {
      const { about } = film;
      if (about) gif.stream.writeBytes(comment([about.title, about.link].join(" ").trim()));
      gif.finish();
      return new Blob([gif.bytesView()], { type: KINDS.gif.type });
    },
    async cancel() {
      gif.reset();
    },
  };
}

/**
 * A comment in a GIF; it is not shown.
 * @param {string} text
 */
export function comment(text) {
  const bytes = new TextEncoder().encode(text);
  const block = [...COMMENT];
  for (let from = 0; from < bytes.length; from += MOST_BYTES) {
    const part = bytes.subarray(from, from + MOST_BYTES);
    block.push(part.length, ...part);
  }
  return Uint8Array.of(...block, 0);
}

/**
 * Milliseconds for which a frame is shown: whole hundredths of a second whose sum keeps to the rate.
 * @param {number} frame
 * @param {number} fps
 */
export function delayOf(frame, fps) {
  const end = (/** @type {number} */ count) => Math.round((count * 100) / fps);
  return (end(frame + 1) - end(frame)) * 10;
}
