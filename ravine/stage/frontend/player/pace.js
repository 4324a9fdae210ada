/** Choose how often trails grow during playback, so that heads move at the screen's refresh rate. Pure. */

const SMOOTH = 19; // ms a frame
const SLOWEST = 130;

export function createPacer() {
  let pace = 0;
  let usual = 16;
  let before = 0;

  return {
    /**
     * @param {number} now
     * @returns {number}  ms between two drawings of trails
     */
    next(now) {
      const took = now - before;
      before = now;
      if (took > 500) return pace; // playback was paused
      usual += (took - usual) * 0.1;
      if (usual > SMOOTH) pace = Math.min(pace * 1.1 + 2, SLOWEST);
      else pace = Math.max(pace * 0.985 - 0.1, 0);
      return pace;
    },
  };
}

/**
 * @param {number} every  least ms between two drawings
 * @param {number} paces  and at least so many paces of the trails
 */
export function createDue(every, paces) {
  let before = -Infinity;

  /**
   * @param {number} now
   * @param {number} pace
   */
  return (now, pace) => {
    if (now - before < Math.max(every, paces * pace)) return false;
    before = now;
    return true;
  };
}
