/** Adapt the engine to scenes: addresses and plain numbers instead of surfaces and data. */

import { createBeside } from "../engine/beside.js";
import { createEngine } from "../engine/engine.js";
import { terrainOf } from "../engine/terrain.js";

/** @typedef {import("../types.js").RaceRequest} RaceRequest */
/** @typedef {import("../types.js").Surface} Surface */

/**
 * @param {string} app  the app's own address
 * @param {string} stage  address of the stage's script; the engine's lie in the same folder
 * @returns {import("../types.js").Engine}
 */
export function createBrowserEngine(app, stage) {
  const near = (/** @type {string} */ name) => new URL(name, stage).href;
  const worker = near("worker.js");
  const engine = createEngine({
    load: (address) => import(address),
    now: () => performance.now(),
    beside: "Worker" in globalThis ? (failed) => createBeside(worker, failed) : null,
  });
  const terrain = createTerrainCache();

  /** @type {(request: RaceRequest) => import("../engine/types.js").RaceRequest} */
  function complete({ surface, data, ...rest }) {
    const module = new URL(surface.module ?? "", app).href;
    return {
      ...rest,
      engine: near("engine.js"),
      rules: new URL("rules.js", module).href,
      module,
      parameters: surface.parameters,
      size: data?.a.length ?? 0,
      terrain: terrain(surface),
    };
  }

  return {
    can: (request) => !!request.surface.module && engine.can(complete(request)),
    async load(request) {
      if (request.surface.module) await engine.load(complete(request));
    },
    run: (request, tell) => engine.run(complete(request), tell),
    close: engine.close,
  };
}

/** Caches the newest surface's terrain during a drag. */
function createTerrainCache() {
  let part = "";
  /** @type {import("../engine/types.js").Terrain} */
  let terrain;
  return (/** @type {Surface} */ surface) => {
    if (surface.part !== part) [part, terrain] = [surface.part, terrainOf(surface)];
    return terrain;
  };
}
