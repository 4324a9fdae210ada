/** Adapt the engine to scenes: addresses and plain numbers instead of surfaces and data. */

import { createBeside } from "../engine/beside.js";
import { createEngine } from "../engine/engine.js";
import { terrainOf } from "../engine/terrain.js";

/** @typedef {import("../types.js").RaceRequest} RaceRequest */
/** @typedef {import("../types.js").Surface} Surface */

/**
 * @typedef {{engine: string, worker: string, rules: (surface: string) => string, surface: (module: string) => string}} Modules
 *   addresses of the engine's modules; of the rules and of the surface by the name that the payload has for the surface's
 */

/**
 * @param {string} app  its own address
 * @param {string} stage  address of its script; the engine's lie in the same folder
 * @returns {Modules}
 */
export function modulesOf(app, stage) {
  const near = (/** @type {string} */ name) => new URL(name, stage).href;
  const surface = (/** @type {string} */ module) => new URL(module, app).href;
  const rules = (/** @type {string} */ module) => new URL("rules.js", surface(module)).href;
  return { engine: near("engine.js"), worker: near("worker.js"), rules, surface };
}

/**
 * @param {Modules} modules
 * @returns {import("../types.js").Engine}
 */
export function createBrowserEngine(modules) {
  const { worker } = modules;
  const engine = createEngine({
    load: (address) => import(address),
    now: () => performance.now(),
    beside: "Worker" in globalThis ? (failed) => createBeside(worker, failed) : null,
  });
  const terrain = createTerrainCache();

  /** @type {(request: RaceRequest) => import("../engine/types.js").RaceRequest} */
  function complete({ surface, data, ...rest }) {
    const module = surface.module ?? "";
    return {
      ...rest,
      engine: modules.engine,
      rules: modules.rules(module),
      module: modules.surface(module),
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
