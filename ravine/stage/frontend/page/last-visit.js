/** Keep a payload with parts in the browser, from one visit to the next, and a list of their ids that is known at once. */

const NAME = "ravine-parts"; // of the list in the local storage, of the cache, and of its one entry
// Two versions of the stage need not read each other's payloads. Both bundles with this module lie in one folder.
const VERSION = new URL(".", import.meta.url).href;
const PATIENCE = 1000; // ms; a browser that has not found the payload by then does without

/**
 * Ids of the parts: a race can be asked for while they are read.
 * @returns {string[]}
 */
export function lastIds() {
  try {
    const { version, ids } = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return version === VERSION ? ids.map(String) : [];
  } catch {
    return []; // a browser that stores nothing, or not our entry
  }
}

/**
 * The payload; null if there is none.
 * @returns {Promise<Uint8Array | null>}
 */
export function lastPayload() {
  if (!lastIds().length) return Promise.resolve(null);
  const late = new Promise((done) => setTimeout(() => done(null), PATIENCE));
  return Promise.race([read().catch(() => null), /** @type {Promise<null>} */ (late)]);
}

async function read() {
  const entry = await (await caches.open(NAME)).match(NAME);
  return entry ? new Uint8Array(await entry.arrayBuffer()) : null;
}

/**
 * Replace what is kept. Rejects in a browser that stores nothing; it is sent everything again.
 * @param {string[]} ids
 * @param {Uint8Array} payload
 */
export async function keepPayload(ids, payload) {
  localStorage.removeItem(NAME); // the list names no part that is not there
  const cache = await caches.open(NAME);
  await cache.put(NAME, new Response(/** @type {any} */ (payload)));
  localStorage.setItem(NAME, JSON.stringify({ version: VERSION, ids }));
}
