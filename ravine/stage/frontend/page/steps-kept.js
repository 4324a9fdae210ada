/** The steps of a visit in the tab's storage, where a reload finds them. */

import { parsed } from "./steps.js";

/** @typedef {import("./steps.js").Steps} Steps */

const KEY = "ravine-steps";

/** @type {(window: Window) => Steps | null} */
export function stored(window) {
  try {
    return parsed(window.sessionStorage.getItem(KEY));
  } catch {
    return null; // a browser that stores nothing, or not our entry
  }
}

/** @type {(window: Window, steps: Steps) => void} */
export function store(window, steps) {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(steps));
  } catch {
    // Until the page is left they are held by it.
  }
}
