/**
 * Run the race in this browser while something is dragged, and show it on the server's scene until the server
 * has sent the same race. Pure but for its ports.
 */

import { difference } from "./compare.js";
import { liveScene } from "./live-scene.js";
import { averageKey, changedRacers, fingerprintOf, raceRequest } from "./race-request.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Result} Result */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./live-scene.js").KnownResult & {fingerprint: string, done: boolean}} StoredResult */

/**
 * @param {{engine: import("../types.js").Engine | null, news: () => void, warn: (sentence: string) => void}} ports
 *   news: results arrived after `run` returned
 */
export function createLiveRace({ engine, news, warn }) {
  /** @type {Map<string, StoredResult>} */
  const results = new Map();
  let requestCount = 0;
  let running = ""; // fingerprints of the unfinished racers
  let newest = 0; // number of the request with the newest results
  let count = 0;
  let broken = engine === null;
  let [warned, missed] = [false, false];
  /** @type {Scene | null} */
  let loadingScene = null;

  /** @param {unknown} error */
  function fail(error) {
    broken = true;
    running = "";
    warn(`ravine: the server is asked while something is dragged: ${error}`);
  }

  /**
   * @param {number} number  of the request
   * @param {import("../types.js").RaceRequest} request
   * @param {Result[]} batch
   * @param {boolean} done
   */
  function store(number, request, batch, done) {
    if (number < newest) return false;
    newest = number;
    for (const result of batch) {
      const racer = request.racers.find(({ key }) => key === result.key);
      if (!racer) continue;
      count += 1;
      results.set(result.key, {
        result,
        id: `live ${count}`,
        fingerprint: fingerprintOf(request, racer),
        done,
      });
    }
    return true;
  }

  /**
   * Compare the results with the server's version of the same race.
   * @param {Scene} scene
   */
  function check(scene) {
    if (warned) return;
    const request = raceRequest(scene, {});
    for (const racer of request.racers) {
      const stored = results.get(racer.key);
      if (
        !stored?.done ||
        stored.result.stride !== 1 ||
        stored.fingerprint !== fingerprintOf(request, racer)
      )
        continue;
      const { result } = stored;
      const differenceText =
        differenceInRow(result, racer.key, scene) ||
        differenceInRow(result.answer, averageKey(racer.key), scene);
      if (!differenceText) continue;
      warned = true;
      warn(
        `ravine: this browser's race and the server's, which is shown, differ: ${differenceText}`,
      );
      return;
    }
  }

  return {
    /**
     * Whether this browser can run a race now.
     * @param {Scene} scene
     * @param {Change} change
     */
    can(scene, change) {
      return !broken && !!engine?.can(raceRequest(scene, change));
    },

    /**
     * Load the modules for the races of this scene, once.
     * @param {Scene} scene
     */
    async load(scene) {
      if (broken || !engine || loadingScene === scene) return;
      const request = raceRequest(scene, {});
      if (engine.can(request)) return;
      loadingScene = scene;
      await engine.load(request).catch((error) => {
        if (!missed) console.info("ravine asks the server while something is dragged:", error);
        missed = true;
      });
    },

    /**
     * Run the racers whose results are not known.
     * @param {Scene} scene  the server's
     * @param {Change} change
     */
    run(scene, change) {
      if (broken || !engine) return;
      const request = raceRequest(scene, change);
      const racers = changedRacers(scene, request).filter((racer) => {
        const known = results.get(racer.key);
        return !known?.done || known.fingerprint !== fingerprintOf(request, racer);
      });
      const wanted = racers.map((racer) => fingerprintOf(request, racer)).join();
      // Drawing a preview calls this again; an unfinished race is not started twice.
      if (!racers.length || wanted === running) return;
      running = wanted;
      requestCount += 1;
      const number = requestCount;
      let atOnce = true;
      try {
        engine.run({ ...request, racers }, (batch, done) => {
          if (done && running === wanted) running = "";
          if (store(number, request, batch, done) && !atOnce) news();
        });
      } catch (error) {
        fail(error);
      }
      atOnce = false;
    },

    /**
     * The server's scene, with this browser's runs where the visitor has changed the race since.
     * @param {Scene} scene
     * @param {Change} change
     * @param {import("../types.js").Word} word
     */
    withLiveRuns(scene, change, word) {
      if (!results.size && !this.can(scene, change)) return scene;
      const changed = changedRacers(scene, raceRequest(scene, change)).map(({ key }) => key);
      return changed.length ? liveScene(scene, change, changed, results, word) : scene;
    },

    /**
     * The server has sent another scene: compare, and drop results of other races.
     * @param {Scene} scene
     * @param {Change} change  changes that the server has not confirmed
     */
    settle(scene, change) {
      check(scene);
      const changed = new Set(
        changedRacers(scene, raceRequest(scene, change)).map(({ key }) => key),
      );
      for (const key of results.keys()) if (!changed.has(key)) results.delete(key);
      if (!changed.size) newest = requestCount + 1; // unfinished results belong to another race
    },
  };
}

/**
 * Text on how a row of the scene differs from the browser's result; empty if it does not.
 * @param {Result | null} result
 * @param {string} key  of the row
 * @param {Scene} scene
 */
function differenceInRow(result, key, scene) {
  const there = scene.runs.find((run) => run.key === key);
  return result && there ? difference({ key, path: result.path, losses: result.loss }, there) : "";
}
