/** Drive playback by animation frames; read and change it for the controls. */

import { motion } from "../page/frame.js";
import { placeOf } from "./speed.js";

/** @typedef {import("./playback.js").Playback} Playback */
/** @typedef {import("./speed.js").Speed} Speed */

export const animation = {
  frame: (/** @type {(now: number) => void} */ run) => requestAnimationFrame(run),
  now: () => performance.now(),
  glides: motion,
};

export const timers = {
  later: (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms),
  cancel: (/** @type {any} */ timer) => clearTimeout(timer),
};

const LONGEST = 250; // ms a frame: after a tab has slept, playback does not leap

/**
 * @param {{frame: (run: (now: number) => void) => number, now: () => number, glides?: () => boolean,
 *   playback: () => Playback, dispatch: (event: import("./playback.js").PlaybackEvent) => void}} ports
 *   glides: whether the visitor does not mind motion
 */
export function createClock({ frame, now, glides = () => true, playback, dispatch }) {
  let before = 0;
  let scheduled = false;

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    frame(run);
  }

  /** @param {number} time */
  function run(time) {
    scheduled = false;
    if (!playback().playing) return;
    const elapsed = Math.min(Math.max(time - before, 0), LONGEST);
    before = time;
    dispatch({ type: "advance", elapsed });
    if (playback().playing) schedule();
  }

  return {
    /** Where the race is shown. */
    get step() {
      return placeOf(playback());
    },
    get last() {
      return playback().last;
    },
    get grain() {
      return playback().grain;
    },
    get playing() {
      return playback().playing;
    },
    get speed() {
      return playback().speed;
    },
    get loop() {
      return playback().loop;
    },
    play() {
      if (playback().playing) return;
      before = now();
      dispatch({ type: "play", glides: glides() });
      if (playback().playing) schedule();
    },
    pause: () => dispatch({ type: "pause" }),
    /** @param {number} step */
    seek: (step) => dispatch({ type: "seek", step }),
    /** @param {number} step  rounded to a whole one; playback stops there */
    jump: (step) => dispatch({ type: "jump", step }),
    /** @param {{speed?: Speed, loop?: boolean}} settings */
    set: (settings) => dispatch({ type: "set", settings }),
  };
}

/** @type {(clock: ReturnType<typeof createClock>, steps: number) => void} */
export function stepBy(clock, steps) {
  clock.pause();
  const { step, grain } = clock;
  const whole = steps < 0 ? Math.ceil(step / grain - 1e-6) : Math.floor(step / grain + 1e-6);
  clock.seek((whole + steps) * grain);
}
