/** Watch the runs of Streamlit's script, each of which draws what is shown for an address. */

const RUN = "data-test-script-state";
const QUIET = 500; // ms

/**
 * @param {Window} window
 * @param {{changed: () => void, drawn: () => void}} act
 *   changed: something of the page is drawn; drawn: a run has ended
 */
export function watchRuns(window, act) {
  const { document } = window;
  let running = false;
  /** @type {any} */
  let quiet = null;

  function isRunning() {
    const state = document.querySelector(".stApp")?.getAttribute(RUN);
    return !!state && state !== "notRunning";
  }

  function watched() {
    act.changed();
    const before = running;
    running = isRunning();
    if (before && !running) act.drawn();
  }

  /** A run whose messages come all at once is not seen to begin and end. */
  function wait() {
    window.clearTimeout(quiet);
    quiet = window.setTimeout(() => (isRunning() ? wait() : act.drawn()), QUIET);
  }

  new MutationObserver(watched).observe(document.body, {
    ...{ childList: true, subtree: true, attributes: true, attributeFilter: [RUN] },
  });
  return { isRunning, wait };
}
