/** Speeds of playback: multiples of the usual one, or steps a second. Pure. */

/**
 * @typedef {number | string} Speed  a factor, of a run that takes {@link WHOLE_RUN}; or "5/s", five steps a second
 * @typedef {import("./playback.js").Playback} Playback
 */

/** As in ravine/session/moment.py, which reads them in links. */
export const SPEEDS = /** @type {Speed[]} */ (["1/s", "5/s", 0.25, 0.5, 1, 2, 4]);

const WHOLE_RUN = 10000; // ms at speed 1, for any number of steps
const GLIDE = 0.4; // share of a step's time in which heads move to the next one; before, they rest
const SAME = 1e-6; // steps that rounding may take off a whole one

/**
 * Length of the axis that is played in a millisecond.
 * @param {Pick<Playback, "speed" | "last" | "grain">} playback
 */
export function perMillisecond({ speed, last, grain }) {
  return typeof speed === "string"
    ? (Number.parseFloat(speed) * grain) / 1000
    : (speed * last) / WHOLE_RUN;
}

/**
 * Where on the axis the race is shown. So many steps a second are seen one by one: heads rest at each step, then move
 * to the next, at once for those who prefer less motion.
 * @param {Playback} playback
 */
export function placeOf({ step, last, grain, speed, playing, glides }) {
  if (typeof speed !== "string" || !playing || step >= last) return step;
  const whole = Math.floor(step / grain + SAME);
  const moved = Math.max((step / grain - whole - (1 - GLIDE)) / GLIDE, 0);
  const eased = glides ? moved * moved * (3 - 2 * moved) : 0;
  return Math.min((whole + eased) * grain, last);
}
