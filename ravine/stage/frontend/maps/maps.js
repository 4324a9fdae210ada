/** The page of maps: one of several kinds, large beside the race, with its controls above and the way to the race below. */

import { h, speak } from "../page/dom.js";
import { createSweep } from "../sweep/sweep.js";
import { createBasins } from "./basins.js";
import { createControls } from "./controls.js";
import { createFair } from "./fair.js";
import { createGridMap } from "./grid-map.js";
import { createPlane } from "./plane.js";
import { rectangleOf, wayTo } from "./rectangle.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("./rectangle.js").Rectangle} Rectangle */
/**
 * @typedef {object} Act
 * @property {import("../protocol/map-source.js").Ask} ask
 * @property {(patch: Change, final?: boolean) => void} change
 * @property {(patch: Change | null) => void} preview  shows a change that is not made
 * @property {() => void} redraw
 */
/**
 * @typedef {object} Mounted
 * @property {HTMLElement} element
 * @property {(now: Shown | null) => void} show  null: it is not shown
 * @property {(step: number, pace: number, covered: boolean) => void} paint
 * @property {((factor: number) => void)} [zoom]  0: the whole map
 * @property {() => void} close
 */

/** @typedef {{word: string, about: string, make: (act: Act) => Mounted}} MapKind  word, about: keys of its name and of a sentence */

/** The kinds of maps in their order, by their names in a link. @type {Record<string, MapKind>} */
const KINDS = {
  rate: { word: "maps-rate", about: "maps-about-rate", make: createRate },
  plane: {
    ...{ word: "maps-plane", about: "maps-about-plane" },
    make: (act) => createGridMap(createPlane(), act),
  },
  basins: {
    ...{ word: "maps-basins", about: "maps-about-basins" },
    make: (act) =>
      createGridMap(
        createBasins((racer) => act.change({ view: { map_of: racer } })),
        act,
      ),
  },
  fair: { word: "maps-fair", about: "maps-about-fair", make: createFair },
};

/**
 * @param {HTMLElement} cell
 * @param {Act & {home: string}} act  home: path of the playground
 */
export function createMaps(cell, { home, ...act }) {
  const controls = createControls(namesOf(KINDS), {
    change: (view) => act.change({ view }),
    zoom: (factor) => mounted.get(kindOf(shown))?.zoom?.(factor),
  });
  const place = h("div", { class: "rv-maps-place" });
  const link = h("a", { class: "rv-maps-open rv-to-race", href: home, say: "maps-open" });
  const about = h("p", { class: "rv-maps-about" });
  cell.append(controls.element, place, h("div", { class: "rv-maps-foot" }, about, link));
  /** @type {Map<string, Mounted>} */
  const mounted = new Map();
  /** @type {Shown | null} */
  let shown = null;
  /** @type {Rectangle[]} */
  let way = [];
  let walked = "";
  let spoken = "";

  /** @type {(now: Shown) => Mounted} */
  function mountedOf(now) {
    const kind = kindOf(now);
    const known = mounted.get(kind);
    if (known) return known;
    const made = KINDS[kind].make(act);
    mounted.set(kind, made);
    place.append(made.element);
    spoken = "";
    return made;
  }

  /** Zooms within each other; those of another map are another way. @param {Shown} now */
  function follow({ view }) {
    const { map, map_of, map_x, map_y, map_zoom } = view;
    const subject = [map, map === "plane" && [map_of, map_x, map_y]].join();
    if (subject !== walked) way = [];
    walked = subject;
    way = wayTo(way, rectangleOf(map_zoom));
  }

  return {
    /** @param {Shown | null} now  null: the page shows no map */
    show(now) {
      shown = now;
      const here = now && mountedOf(now);
      for (const each of mounted.values()) {
        each.element.hidden = each !== here;
        if (each !== here) each.show(null);
      }
      if (!now || !here) return;
      follow(now);
      const { words } = now.base.header;
      if (spoken !== words) speak(cell, now.word);
      spoken = words;
      about.textContent = now.word(KINDS[kindOf(now)].about);
      controls.show(now, way);
      here.show(now);
      link.href = home + location.search;
    },
    /** @type {Mounted["paint"]} */
    paint(step, pace, covered) {
      if (shown) mounted.get(kindOf(shown))?.paint(step, pace, covered);
    },
    close() {
      for (const each of mounted.values()) each.close();
    },
  };
}

/** @param {Record<string, MapKind>} kinds */
function namesOf(kinds) {
  return Object.entries(kinds).map(([value, { word }]) => ({ value, word }));
}

/** @param {Shown | null} now */
function kindOf(now) {
  const map = now?.view.map ?? "rate";
  return map in KINDS ? map : "rate";
}

/**
 * The sweep of the playground, large.
 * @type {(act: Act) => Mounted}
 */
function createRate({ ask, change, redraw }) {
  const element = h("div", { class: "rv-rate-map" });
  return { element, ...createSweep(element, { ask, change, redraw, field: "map_goal" }) };
}
