/** The encoders of films, which `make film` builds: loaded when a film is first wanted. */

/** @typedef {any} Library  module of deploy/film/build.js */

/** @type {Map<string, Promise<Library | null>>} */
const loaded = new Map();

/**
 * @param {string} address  empty where they were not built
 * @returns {Promise<Library | null>}  null without them; asked for again after a failure
 */
export function loadLibrary(address) {
  if (!address) return Promise.resolve(null);
  const known = loaded.get(address);
  if (known) return known;
  const loading = import(address).catch((error) => {
    console.info("ravine: the encoders of films did not come:", error);
    loaded.delete(address);
    return null;
  });
  loaded.set(address, loading);
  return loading;
}
