/** Run and draw in this browser the race of what is dragged; no request is sent. */

import { announceLive, createFrames, whenIdle } from "../page/observe.js";
import { createLiveRace } from "../protocol/live-race.js";
import { changesRace } from "../protocol/race-request.js";
import { createBrush } from "./brush.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Scene} Scene */

/**
 * @param {HTMLElement} root
 * @param {{engine: import("../types.js").Engine | null, settled?: Promise<void>, base: () => Scene | null,
 *   changes: () => Change, word: import("../types.js").Word, show: (scene: Scene) => void,
 *   loaded: () => void}} ports
 *   base: the server's scene, null once the player is closed; changes: those the server has not confirmed;
 *   show: draws other runs; loaded: this browser can run races that it could not run before
 */
export function createDrag(root, { engine, settled, base, changes, word, show, loaded }) {
  const race = createLiveRace({ engine, news: () => brush.request(), warn: console.warn });
  const frames = createFrames();
  const brush = createBrush({ ...frames, draw, painted });

  function draw() {
    const [scene, now] = [base(), changes()];
    if (scene) {
      race.run(scene, now);
      show(race.withLiveRuns(scene, now, word));
    }
    return now.lr ?? {};
  }

  /** @param {Record<string, number>} rates */
  function painted(rates) {
    const scene = base();
    if (scene) announceLive(root, rates);
  }

  return {
    /**
     * Whether this browser can run the race with a change that another one may follow.
     * @param {Change} patch
     */
    takes(patch) {
      const scene = base();
      return !!scene && changesRace(patch) && race.can(scene, patch);
    },

    /**
     * Loads the modules of a race.
     * @param {Scene} scene
     * @returns {Promise<boolean>}  whether this browser can run it then
     */
    async ready(scene) {
      await race.load(scene);
      return race.can(scene, {});
    },

    /** Draws the newest changes, in this frame or the next. */
    draw: brush.request,

    /**
     * @param {Scene} scene  the server's
     * @param {Change} now  changes since
     * @returns {Scene}  with the runs of these changes
     */
    settle(scene, now) {
      race.settle(scene, now);
      return race.withLiveRuns(scene, now, word);
    },

    /** Loads the modules of the race, once the scene is shown and the page is idle. */
    prepare() {
      const scene = base();
      if (scene && changesRace(changes()) && race.can(scene, changes())) brush.request();
      whenIdle(settled, () => {
        const newest = base();
        if (newest) race.load(newest).then(loaded);
      });
    },

    close: frames.close,
  };
}
