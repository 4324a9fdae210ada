/** Fetch the module of a surface, once, for the panels that evaluate it. */

/**
 * @template Unit
 * @param {((address: string) => Promise<Unit>) | null} load
 * @param {() => void} loaded  called when a module has come
 */
export function createSurfaceUnits(load, loaded) {
  /** @type {Map<string, Unit | null>} */
  const units = new Map();
  return {
    /** @param {string | null} address */
    get: (address) => units.get(address ?? "") ?? null,
    /** @param {string | null} address */
    fetch(address) {
      if (!address || !load || units.has(address)) return;
      units.set(address, null);
      load(address)
        .then((unit) => units.set(address, unit))
        .then(loaded, (error) => console.error("ravine:", error));
    },
  };
}
