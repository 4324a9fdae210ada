/** Make a film of a race: paint frame by frame, encode, say how far it is, stop when asked to. */

import { createGif } from "./gif.js";
import { createRecorder } from "./recorder.js";
import { framesOf, isTooLarge, shares, sizeOf } from "./timing.js";
import { createVideo } from "./video.js";

/** @typedef {import("./timing.js").Film} Film */
/** @typedef {{title: string, link: string}} About  what a film is of; it is written into the file, where players show it */
/**
 * @typedef {{add: (frame: number) => Promise<void>, finish: () => Promise<Blob>, cancel: () => Promise<void>,
 *   due?: () => number}} Encoder
 *   add: takes what the canvas shows; due: the frame whose time it is, where time does not wait for them
 */
/**
 * @typedef {Film & {about?: About, way: import("./formats.js").Format, library: import("./library.js").Library | null,
 *   paint: (canvas: HTMLCanvasElement, share: number) => void | Promise<void>,
 *   progress: (share: number) => void, signal: AbortSignal, ports?: Partial<Ports>}} Wish
 *   paint: draws the race on a canvas of the film's size; way: from formatsHere; signal: ends it, with its reason
 * @typedef {{canvas: () => HTMLCanvasElement, pause: () => Promise<void>, recorder: any, time: any}} Ports
 */

/** Thrown for a film that a browser could not hold. */
export class TooLargeError extends Error {}

/** @type {Pick<Ports, "canvas" | "pause">} */
const browser = { canvas: () => document.createElement("canvas"), pause };

/**
 * @param {Wish} wish
 * @returns {Promise<Blob>}
 */
export async function makeFilm(wish) {
  const film = { ...wish, ...sizeOf(wish) };
  if (isTooLarge(film)) throw new TooLargeError(`${film.width} x ${film.height}`);
  const { canvas: newCanvas, pause: rest } = { ...browser, ...wish.ports };
  const canvas = Object.assign(newCanvas(), { width: film.width, height: film.height });
  // The first call decides where its pixels lie: those of a GIF are read back.
  canvas.getContext("2d", { willReadFrequently: film.format === "gif", alpha: false });
  let shown = NaN;

  /** @param {number} share */
  async function paint(share) {
    wish.signal.throwIfAborted();
    if (share !== shown) await wish.paint(canvas, share);
    shown = share;
    await rest();
    wish.signal.throwIfAborted();
  }

  try {
    return await encode(film, canvas, paint);
  } finally {
    // Its memory goes at once, not when the browser gets round to it.
    canvas.width = 0;
    canvas.height = 0;
  }
}

/**
 * @param {Wish} wish
 * @param {HTMLCanvasElement} canvas
 * @param {(share: number) => Promise<void>} paint
 */
async function encode(wish, canvas, paint) {
  const shareOf = shares(wish);
  const frames = framesOf(wish);
  wish.progress(0);
  await paint(shareOf(0));
  const encoder = await encoderOf(wish, canvas, paint);
  try {
    for (let frame = 0; frame < frames; ) {
      await paint(shareOf(frame));
      await encoder.add(frame);
      wish.progress((frame + 1) / frames);
      // What comes too late is left out, so that the film is as long as was wanted; its end is always there.
      const due = Math.min(encoder.due?.() ?? 0, frames - 1);
      frame = Math.max(due, frame + 1);
    }
    wish.signal.throwIfAborted();
    const blob = await encoder.finish();
    wish.signal.throwIfAborted();
    return blob;
  } catch (error) {
    await encoder.cancel().catch(() => {}); // the reason counts
    throw error;
  }
}

/**
 * @param {Wish} wish
 * @param {HTMLCanvasElement} canvas
 * @param {(share: number) => Promise<void>} paint
 * @returns {Promise<Encoder>}
 */
async function encoderOf(wish, canvas, paint) {
  const { way, library, format } = wish;
  if (way.ways === "recorder") {
    return createRecorder(canvas, wish, way.codec, {
      Recorder: wish.ports?.recorder,
      time: wish.ports?.time,
    });
  }
  if (!library || way.ways !== "library") throw new TypeError(`no way to make ${format}`);
  if (format === "gif") return createGif(library, canvas, wish, paint);
  return createVideo(library, canvas, wish, way.codec);
}

/** Let the page draw and hear its visitor; a timer would wait a second in a tab that is not looked at. */
function pause() {
  return /** @type {Promise<void>} */ (
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        done();
      };
      port2.postMessage(null);
    })
  );
}
