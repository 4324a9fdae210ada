/** What is dragged: the race is run and drawn here, and nobody is asked. */

import { announceLive, pictures, whenIdle } from "../page/observe.js";
import { createLiveRace } from "../protocol/live-race.js";
import { changesRace } from "../protocol/race-request.js";
import { createBrush } from "./brush.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Scene} Scene */

/**
 * @param {HTMLElement} root
 * @param {{engine: import("../types.js").Engine | null, settled?: Promise<void>, change: () => Change,
 *   word: import("../types.js").Word, bend: (scene: Scene, change: Change) => void}} ports
 *   settled: the page has time for more than itself; change: what the server has not confirmed; bend: shows other runs
 */
export function createDrag(root, { engine, settled, change, word, bend }) {
  /** @type {Scene | null} */
  let base = null;
  const race = createLiveRace({ engine, news: () => brush.ask(), warn: console.warn });
  const making = pictures();
  const brush = createBrush({ ...making, draw, painted });

  function draw() {
    const now = change();
    if (base) {
      race.run(base, now);
      bend(race.over(base, now, word), now);
    }
    return now.lr ?? {};
  }

  /** @param {Record<string, number>} rates */
  function painted(rates) {
    if (base) announceLive(root, base.header.ack, rates);
  }

  return {
    /**
     * Whether a change is raced here, while it may be followed by another.
     * @param {Change} patch
     */
    takes(patch) {
      return !!base && changesRace(patch) && race.can(base, patch);
    },

    /** Another value, of what it takes. */
    draw: brush.ask,

    /**
     * @param {Scene} scene  as the server tells it
     * @returns {Scene}  with what the visitor has changed since
     */
    settle(scene) {
      base = scene;
      race.settle(scene, change());
      return race.over(scene, change(), word);
    },

    /** The scene is shown: time to get what racing it takes. */
    prepare() {
      if (base && changesRace(change()) && race.can(base, change())) brush.ask();
      whenIdle(settled, () => base && race.load(base));
    },

    close() {
      base = null;
      making.close();
    },
  };
}
