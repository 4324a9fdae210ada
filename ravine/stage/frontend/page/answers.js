/** Tell whether all that the visitor has done is answered, by whichever control of the page it was done. */

const ACTS = ["click", "change", "input", "keydown", "drop"];
const NEXT = 2; // frames after which Streamlit has sent what a field that was left holds

/**
 * Streamlit says nothing of a change until its answer begins, however long that takes. So the stage asks for an answer
 * once more: messages are taken in in the order in which they were sent, and what is written into the browser's address
 * for them comes before that answer.
 * @param {Window} window
 * @param {{isRunning: () => boolean}} runs
 * @param {(event: Event) => boolean} isAsking  whether the visitor asks with it for what waits for answers
 */
export function watchAnswers(window, runs, isAsking) {
  const { document } = window;
  let acted = false; // since the stage last asked
  let asking = false; // it is about to

  const stage = () => /** @type {any} */ (document.querySelector(".ravine"))?.player;

  /** @param {number} frames */
  function askAfter(frames) {
    if (frames) window.requestAnimationFrame(() => askAfter(frames - 1));
    else {
      asking = false;
      stage()?.ask();
    }
  }

  /** @param {Event} event */
  function act(event) {
    acted ||= !isAsking(event);
  }

  for (const type of ACTS) document.addEventListener(type, act, { capture: true });
  return {
    /** Whether a change is, or may be, on its way into the address. */
    isBusy() {
      if (acted && !asking) {
        [acted, asking] = [false, true];
        askAfter(NEXT);
      }
      const player = stage();
      return asking || runs.isRunning() || (!!player && !player.settled && !player.waiting);
    },
  };
}
