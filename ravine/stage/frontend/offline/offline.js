/** The player of the offline page: all it needs lies in the page. */

import { createPlayer } from "../player/player.js";
import { createBrowserEngine } from "../protocol/browser-engine.js";
import { createDrawing } from "./drawing.js";
import { restored } from "./planes.js";

/**
 * @typedef {{surface: string, frame: import("../types.js").Frame}} Page
 *   surface: text of the surface's module, empty where it has none; frame: options as of a served page
 */

/**
 * @param {HTMLElement} root
 * @param {{race: Uint8Array, page: Page,
 *   modules: {engine: string, worker: string, rules: string, surface: string}}} content
 *   race: a payload, ordered as ./planes.js does; modules: addresses
 */
export function open(root, { race, page, modules }) {
  const { engine, worker, rules, surface } = modules;
  const player = createPlayer(root, {
    loadPlotly: async () => createDrawing(root),
    loadSurface: surface ? () => import(surface) : null,
    engine: createBrowserEngine({ engine, worker, rules: () => rules, surface: () => surface }),
  });
  player.follow({ race: { query: "", lang: "" }, frame: page.frame, ack: 0 });
  player.take(restored(race));
  return player;
}
