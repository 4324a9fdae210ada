/**
 * Keep a payload with parts in the browser, from one visit to the next: in the local storage, though it holds text only.
 * The browser's cache answers late while a page starts: in two of four visits not within a second.
 */

const KEY = "ravine-parts";
// Two versions of the stage need not read each other's payloads. Both bundles with this module lie in one folder.
const VERSION = new URL(".", import.meta.url).href;
const LARGEST = 500_000; // bytes, a character each: a tenth of the storage, which kept races need too
const CHUNK = 8192; // arguments of a call

/** @typedef {{ids: string[], read: () => Uint8Array}} LastVisit  ids: of the parts in the payload that read() decodes */

/** @returns {LastVisit | null} */
export function lastVisit() {
  try {
    const text = localStorage.getItem(KEY) ?? "";
    const [version, ids] = text.slice(0, text.indexOf("\n\n")).split("\n");
    const start = text.indexOf("\n\n") + 2;
    return version === VERSION ? { ids: ids.split(","), read: () => decoded(text, start) } : null;
  } catch {
    return null; // a browser that stores nothing
  }
}

/**
 * Replace what is kept. Throws in a browser that stores nothing, or has no room; it is sent everything again.
 * @param {string[]} ids
 * @param {Uint8Array} payload
 */
export function keepVisit(ids, payload) {
  if (payload.length > LARGEST) return;
  localStorage.setItem(KEY, `${VERSION}\n${ids}\n\n${encoded(payload)}`);
}

/** @param {Uint8Array} bytes */
function encoded(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return text;
}

/**
 * @param {string} text
 * @param {number} start  of the payload in it
 */
function decoded(text, start) {
  const bytes = new Uint8Array(text.length - start);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = text.charCodeAt(start + i);
  return bytes;
}
