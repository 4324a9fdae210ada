/** Report the step at which playback rests, while the page shows the inside of an optimizer. Pure but for its ports. */

/**
 * @param {{wanted: () => boolean, moving: () => boolean, step: () => number,
 *   report: (step: number) => void}} ports
 *   moving: playback runs, or something is dragged (a reported step would end the drag)
 */
export function createStepping({ wanted, moving, step, report }) {
  /** @type {number | null} */
  let reported = null;

  return () => {
    if (!wanted())
      reported = null; // a later inspector has not seen this step
    else if (!moving() && reported !== Math.floor(step())) {
      reported = Math.floor(step());
      report(reported);
    }
  };
}
