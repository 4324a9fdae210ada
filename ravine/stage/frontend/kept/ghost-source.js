/** Ask for the race of a ghost once, as for any race, and make of it what the plots draw. */

import { assemble, unpack } from "../protocol/payload.js";
import { createRaceSource } from "../protocol/race-source.js";

/** @typedef {import("../types.js").Ghost} Ghost */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../protocol/long-race.js").Card} Card */
/** @typedef {{name: string, query: string, lang: string, axis: import("../types.js").View["axis"]}} Wanted */

/**
 * @param {{ask: (question: import("../protocol/race-source.js").Question, signal: AbortSignal) => Promise<Uint8Array | Response>,
 *   store: import("../protocol/payload.js").PartStore, show: (ghost: Ghost | null) => void,
 *   tell: (card: Card | null) => void, later: (run: () => void, ms: number) => any, cancel: (timer: any) => void}} ports
 */
export function createGhostSource({ ask, store, show, tell, later, cancel }) {
  let asked = "";
  let called = "";
  /** @type {ReturnType<typeof createRaceSource> | null} */
  let source = null;
  /** @type {Ghost | null} */
  let shown = null;

  /** @param {Ghost | null} ghost */
  function put(ghost) {
    if (ghost === shown) return;
    shown = ghost;
    show(ghost);
  }

  function open() {
    const opened = createRaceSource({
      ...{ ask, first: null, have: () => store.ids(), later, cancel },
      take(bytes) {
        const { header, parts } = unpack(bytes);
        store.add(parts);
        const scene = assemble(header, store);
        if (scene && opened === source) put(ghostOf(scene, called));
        return scene && header;
      },
      tell(card) {
        if (opened !== source) return;
        tell(card);
        if (card?.kind === "ask") opened.insist(); // to choose the ghost is to say so
      },
    });
    return opened;
  }

  return {
    /** @param {Wanted | null} wanted */
    want(wanted) {
      const wish = wanted ? JSON.stringify([wanted.query, wanted.lang, wanted.axis]) : "";
      called = wanted?.name ?? "";
      if (wish === asked) {
        if (shown && shown.name !== called) put({ ...shown, name: called });
        return;
      }
      asked = wish;
      source?.stop();
      source = null;
      tell(null);
      put(null);
      if (!wanted) return;
      const { query, lang, axis } = wanted;
      source = open();
      // What only the present race shows need not be sent.
      source.want({ query, lang, change: { axis, inspect: "", curvature: false, cloud: false } });
    },
    stop() {
      source?.stop();
      source = null;
    },
  };
}

/**
 * @param {Scene} scene
 * @param {string} name
 * @returns {Ghost}
 */
export function ghostOf({ header, surface, runs }, name) {
  const shown = runs.filter(({ key }) => !header.view.off.includes(key));
  const ghosts = shown.map((run) => ({ ...run, key: `ghost ${run.key}` }));
  return { name, surface, runs: ghosts, timed: header.view.axis === "steps" || !!header.samples };
}
