/**
 * Tells the server where the play head rests, while it shows the inside of an optimizer. Pure but
 * for its ports.
 */

/**
 * @param {{wanted: () => boolean, moving: () => boolean, step: () => number,
 *   tell: (step: number) => void}} ports
 *   moving: playback runs, or something is dragged (a step would end the drag before its time)
 */
export function createStepping({ wanted, moving, step, tell }) {
  /** @type {number | null} */
  let told = null;

  return () => {
    if (!wanted())
      told = null; // whoever asks anew hears it anew
    else if (!moving() && told !== Math.floor(step())) {
      told = Math.floor(step());
      tell(told);
    }
  };
}
