/** Record a film by the browser's recorder: in real time, for want of anything faster. */

import { RECORDED } from "./estimate.js";
import { KINDS } from "./formats.js";

/** @typedef {import("./make.js").Encoder} Encoder */
/** @typedef {import("./timing.js").Film} Film */
/** @typedef {{now: () => number, until: (time: number) => Promise<void>}} Time  in ms */

/** @type {Time} */
const clock = {
  now: () => performance.now(),
  until: (time) => new Promise((done) => setTimeout(done, time - performance.now())),
};

/**
 * @param {HTMLCanvasElement} canvas  painted once: some browsers capture no canvas that is empty
 * @param {Film} film
 * @param {string} type  media type that the recorder writes
 * @param {{Recorder?: any, time?: Time}} [ports]
 * @returns {Encoder}
 */
export function createRecorder(canvas, film, type, ports = {}) {
  const { Recorder = globalThis.MediaRecorder, time = clock } = ports;
  const { stream, push } = captured(canvas, film.fps);
  const rate = Math.round(film.width * film.height * film.fps * RECORDED);
  const recorder = new Recorder(stream, { mimeType: type, videoBitsPerSecond: rate });
  /** @type {Blob[]} */
  const parts = [];
  recorder.ondataavailable = (/** @type {any} */ { data }) => data.size && parts.push(data);
  const stopped = new Promise((done, fail) => {
    recorder.onstop = () => done(undefined);
    recorder.onerror = (/** @type {any} */ event) => fail(event.error ?? new Error("not recorded"));
  });
  stopped.catch(() => {}); // it is looked at when frames are all there
  let began = 0;

  async function stop() {
    if (recorder.state !== "inactive") recorder.stop();
    await stopped.finally(() => {
      for (const track of stream.getTracks()) track.stop();
    });
  }

  return {
    async add(frame) {
      if (!began) {
        recorder.start();
        began = time.now();
      }
      push();
      await time.until(began + ((frame + 1) * 1000) / film.fps);
    },
    async finish() {
      await stop();
      return new Blob(parts, { type: KINDS[film.format].type });
    },
    async cancel() {
      parts.length = 0;
      if (began) await stop().catch(() => {});
      else for (const track of stream.getTracks()) track.stop();
    },
  };
}

/**
 * The canvas as a stream to which frames are pushed one by one; where that is not to be had, it takes them by itself.
 * @param {HTMLCanvasElement} canvas
 * @param {number} fps
 * @returns {{stream: MediaStream, push: () => void}}
 */
function captured(canvas, fps) {
  const stream = canvas.captureStream(0);
  const [track] = /** @type {any[]} */ (stream.getVideoTracks());
  const pen = canvas.getContext("2d");
  const push = () => {
    // A canvas that has not been drawn on gives no frame: where the film stands still, a pixel over itself.
    pen?.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
    track.requestFrame();
  };
  if (track?.requestFrame) return { stream, push };
  track?.stop();
  return { stream: canvas.captureStream(fps), push: () => {} };
}
