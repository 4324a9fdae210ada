/** State of playback, and how events change it. Pure. */

import { perMillisecond } from "./speed.js";

/** @typedef {import("./speed.js").Speed} Speed */
/**
 * @typedef {{step: number, last: number, grain: number, speed: Speed, loop: boolean,
 *   playing: boolean, glides: boolean, rested: number}} Playback
 *   step: may lie between two points; grain: length of one step on the axis; glides: whether heads move from step to
 *   step where each is seen by itself; rested: ms spent at the end of a loop
 * @typedef {{type: "play", glides?: boolean} | {type: "pause"} | {type: "seek", step: number}
 *   | {type: "jump", step: number} | {type: "advance", elapsed: number}
 *   | {type: "set", settings: {speed?: Speed, loop?: boolean}}
 *   | {type: "resize", last: number, grain: number}} PlaybackEvent
 */

const REST = 700; // ms at the end of a loop

/** @type {Playback} */
export const STOPPED = {
  ...{ step: 0, last: 0, grain: 1, speed: 1 },
  ...{ loop: false, playing: false, glides: true, rested: 0 },
};

/**
 * @param {Playback} playback
 * @param {PlaybackEvent} event
 * @returns {Playback}  the same object if nothing has changed
 */
export function reducePlayback(playback, event) {
  switch (event.type) {
    case "play":
      return play(playback, event.glides ?? true);
    case "pause":
      return pause(playback);
    case "seek":
      return seek(playback, event.step);
    case "jump":
      return seek(pause(playback), wholeStep(playback, event.step + playback.grain / 2));
    case "advance":
      return advance(playback, event.elapsed);
    case "set":
      return { ...playback, ...event.settings };
    case "resize":
      return resize(playback, event.last, event.grain);
    default:
      return playback;
  }
}

/**
 * @param {Playback} playback
 * @param {boolean} glides
 */
function play(playback, glides) {
  if (playback.playing || !(playback.last > 0)) return playback;
  const step = playback.step >= playback.last ? 0 : playback.step;
  return { ...playback, step, playing: true, glides };
}

/** @param {Playback} playback */
function pause(playback) {
  if (!playback.playing) return playback;
  // While it stands still, the numbers shown are those of one exact step.
  return { ...playback, playing: false, step: wholeStep(playback, playback.step) };
}

/**
 * @param {Playback} playback
 * @param {number} step
 */
function seek(playback, step) {
  return { ...playback, step: Math.min(Math.max(step, 0), playback.last), rested: 0 };
}

/**
 * The step rounded down to a whole number of grains.
 * @param {Playback} playback
 * @param {number} step
 */
function wholeStep({ last, grain }, step) {
  return step >= last ? last : Math.floor(step / grain + 1e-6) * grain;
}

/**
 * @param {Playback} playback
 * @param {number} elapsed  ms
 */
function advance(playback, elapsed) {
  let { step, rested, last, loop } = playback;
  if (step < last) {
    step = Math.min(step + elapsed * perMillisecond(playback), last);
    rested = 0;
  } else if (loop && last > 0) {
    rested += elapsed;
    if (rested >= REST) step = 0;
  }
  return { ...playback, step, rested, playing: step < last || loop };
}

/**
 * A new length of the axis. A position at the end stays at the end; on another axis the share of the way is kept.
 * @param {Playback} playback
 * @param {number} last
 * @param {number} grain
 */
function resize(playback, last, grain) {
  const atEnd = playback.step >= playback.last && playback.last > 0;
  let { step } = playback;
  if (playback.grain !== grain && playback.last > 0) step *= last / playback.last;
  step = atEnd && !playback.playing ? last : Math.min(step, last);
  return { ...playback, step, last, grain };
}
