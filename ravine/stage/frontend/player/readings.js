/** What the page around the player, and tests, may read of it. */

/**
 * @param {{state: () => import("./state.js").State, link: () => import("../types.js").Link | null,
 *   clock: ReturnType<typeof import("./clock.js").createClock>,
 *   outbox: ReturnType<typeof import("../protocol/outbox.js").createOutbox>,
 *   drag: ReturnType<typeof import("./drag.js").createDrag>}} from
 */
export function createReadings({ state, link, clock, outbox, drag }) {
  return {
    get step() {
      return clock.step;
    },
    get playing() {
      return clock.playing;
    },
    get header() {
      return state().scene?.header ?? null;
    },
    get runs() {
      return state().scene?.runs ?? [];
    },
    get link() {
      return link();
    },
    /** Whether runs of this browser are on the screen that the server has not confirmed. */
    get live() {
      return !!state().scene?.dragged;
    },
    /** Whether the session has confirmed everything that was done, and its race is on the screen. */
    get settled() {
      const { query = "", lang = "" } = state().base?.header ?? {};
      const { race } = link() ?? {};
      return race?.query === query && race.lang === lang && !outbox.pending;
    },
    /** What the visitor is told of the race that is waited for. */
    get waiting() {
      return state().waiting;
    },
    /** Whether this browser runs the race while something is dragged. */
    get racing() {
      return drag.takes({ lr: {} });
    },
  };
}
