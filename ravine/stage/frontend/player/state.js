/** State of the player, and how each event changes it. Pure. */

import { DEFAULT_VIEW } from "../controls/toolbar.js";
import { speaker } from "../page/format.js";
import { reducePlayback, STOPPED } from "./playback.js";
import { grainOf, lastOf } from "./time.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Hit} Hit */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Theme} Theme */
/**
 * @typedef {{base: Scene | null, scene: Scene | null, changes: Change, view: import("../types.js").View,
 *   theme: Theme, lang: string, words: string, word: import("../types.js").Word, hit: Hit | null,
 *   playback: import("./playback.js").Playback, waiting: import("../protocol/long-race.js").Card | null,
 *   ghost: import("../types.js").Ghost | null, ready: boolean, covered: boolean, held: boolean, maps: boolean, closed: boolean}} State
 *   base: the server's newest scene; scene: the one on the page, with the runs that this browser computes while
 *   something is dragged; changes: those of the visitor that the server has not confirmed; view: the server's
 *   with these changes; words: id of the page's texts, which `word` reads; hit: point under the pointer;
 *   waiting: what the visitor is told of a race that takes long; ghost: drawn behind the scene; ready: shown;
 *   covered: begun at its start; what has not been played yet is not drawn, until all has been;
 *   held: the same for a run that the visitor has predicted; maps: the page shows the map of the race
 * @typedef {{type: "translated", lang: string, words: string, texts: Record<string, string>}
 *   | {type: "received", base: Scene, scene: Scene, changes: Change, theme: Theme}
 *   | {type: "raced", scene: Scene}
 *   | {type: "edited", changes: Change, raced: boolean}
 *   | {type: "themed", theme: Theme} | {type: "hovered", hit: Hit | null} | {type: "ready"}
 *   | {type: "covered"} | {type: "closed"} | {type: "held", held: boolean}
 *   | {type: "framed", maps: boolean} | {type: "waits", card: State["waiting"]} | {type: "haunted", ghost: State["ghost"]}
 *   | import("./playback.js").PlaybackEvent} Event
 *   raced (type): this browser has computed other runs; raced (field): it is about to compute the change itself
 */

/** What gives its room to a map; the link keeps it. @type {Partial<import("../types.js").View>} */
const BESIDE_MAPS = {
  ...{ three: false, cloud: false, fit: false, batch_map: false, curvature: false },
  slice: "",
  sweep: "",
};

/** @type {(theme: Theme) => State} */
export function initialState(theme) {
  return {
    ...{ base: null, scene: null, changes: {}, view: DEFAULT_VIEW, theme },
    ...{ lang: "", words: "", word: speaker({}), hit: null },
    ...{ playback: STOPPED, waiting: null, ghost: null, ready: false },
    ...{ covered: false, held: false, maps: false, closed: false },
  };
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}  the same object if nothing has changed
 */
export function reduce(state, event) {
  if (state.closed) return state;
  switch (event.type) {
    case "translated":
      if (event.words === state.words) return state;
      return { ...state, lang: event.lang, words: event.words, word: speaker(event.texts) };
    case "received": {
      const { base, scene, changes, theme } = event;
      return withView(withScene({ ...state, base, changes, theme }, scene));
    }
    case "raced":
      return withScene(state, event.scene);
    case "edited":
      return withView({ ...state, changes: event.changes });
    case "framed":
      return event.maps === state.maps ? state : withView({ ...state, maps: event.maps });
    case "themed":
      if (event.theme.key === state.theme.key) return state;
      return { ...state, theme: event.theme, hit: null };
    case "hovered":
      return samePoint(state.hit, event.hit) ? state : { ...state, hit: event.hit };
    case "waits":
      return { ...state, waiting: event.card };
    case "haunted":
      return { ...state, ghost: event.ghost, hit: null };
    case "covered":
      return { ...state, covered: true, playback: { ...state.playback, step: 0 } };
    case "held":
      return { ...state, held: event.held };
    case "ready":
      return { ...state, ready: true };
    case "closed":
      return {
        ...state,
        playback: reducePlayback(state.playback, { type: "pause" }),
        closed: true,
      };
    default: {
      const playback = reducePlayback(state.playback, event);
      if (playback === state.playback) return state;
      return { ...state, playback, covered: state.covered && playback.step < playback.last };
    }
  }
}

/** @type {(state: State) => boolean} whether what has not been played yet is not drawn */
export function isCovered({ covered, held }) {
  return covered || held;
}

/** @type {(state: State, scene: Scene) => State} */
function withScene(state, scene) {
  const size = { last: lastOf(scene), grain: grainOf(scene) };
  const playback = reducePlayback(state.playback, { type: "resize", ...size });
  return { ...state, scene, hit: null, playback };
}

/**
 * @param {State} state
 * @returns {State}  with the same view object if nothing in it has changed
 */
function withView(state) {
  const all = { ...DEFAULT_VIEW, ...state.scene?.header.view, ...state.changes.view };
  const view = state.maps ? { ...all, ...BESIDE_MAPS } : all;
  if (JSON.stringify(view) === JSON.stringify(state.view)) return state;
  return { ...state, view, hit: null };
}

/**
 * @param {Hit | null} before
 * @param {Hit | null} after
 */
function samePoint(before, after) {
  return before?.key === after?.key && before?.index === after?.index;
}

/**
 * @param {State} state
 * @returns {[number, number]}  start of the race
 */
export function startOf({ changes, scene }) {
  return changes.start ?? scene?.header.start ?? [0, 0];
}
