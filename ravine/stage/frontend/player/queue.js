/** Run tasks one after another; none after the stage is closed. */

/**
 * @param {() => boolean} closed
 * @returns {(run: () => void | Promise<void>) => void}  has `run` run after all that was queued before
 */
export function createQueue(closed) {
  let queued = Promise.resolve();
  return (run) => {
    queued = queued
      .then(() => (closed() ? undefined : run()))
      .catch((error) => {
        if (!closed()) console.error("ravine:", error);
      });
  };
}
