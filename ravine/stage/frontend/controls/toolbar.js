/** Toolbar: switches of the view; link, taking away, full screen; without a server, a way back to what was. */

import { h, icon } from "../page/dom.js";
import { short } from "../page/format.js";

/** @typedef {import("../types.js").View} View */
/** @typedef {[word: string, on: (view: View) => boolean, flip: (view: View) => Partial<View>]} Toggle */

/** @type {View} */
export const DEFAULT_VIEW = {
  off: [],
  loss: "log",
  height: "log",
  arrow: false,
  marks: true,
  three: true,
  batch_map: true,
  fit: true,
  cloud: false,
  inspect: "",
  sample_of: "",
  axis: "steps",
  versus: false,
  ends: true,
  slice: "",
  slice_of: "",
  sweep: "",
  map: "rate",
  map_of: "",
  map_x: "",
  map_y: "",
  map_goal: "final",
  map_size: "256",
  map_zoom: "",
  fair_goal: "steps",
  fair_over: "start",
  fair_budget: "64",
  fair_on: "this",
  curvature: false,
};

/** @type {Toggle[]} */
const TOGGLES = [
  ["log-loss", (v) => v.loss === "log", (v) => ({ loss: v.loss === "log" ? "linear" : "log" })],
  [
    "log-height",
    (v) => v.height === "log",
    (v) => ({ height: v.height === "log" ? "linear" : "log" }),
  ],
  ["gradient", (v) => v.arrow, (v) => ({ arrow: !v.arrow })],
  ["curvature", (v) => v.curvature, (v) => ({ curvature: !v.curvature })],
  ["marks", (v) => v.marks, (v) => ({ marks: !v.marks })],
  ["three", (v) => v.three, (v) => ({ three: !v.three })],
  ["batch-map", (v) => v.batch_map, (v) => ({ batch_map: !v.batch_map })],
  ["fit", (v) => v.fit, (v) => ({ fit: !v.fit })],
  ["cloud", (v) => v.cloud, (v) => ({ cloud: !v.cloud })],
  ["ends", (v) => v.ends, (v) => ({ ends: !v.ends })],
  ["slice", (v) => v.slice !== "", (v) => ({ slice: v.slice ? "" : "gradient" })],
  ["sweep", (v) => v.sweep !== "", (v) => ({ sweep: v.sweep ? "" : "final" })],
];

const OF_DATA = ["batch-map", "fit", "cloud"];

/**
 * @param {{view: () => View, change: (view: Partial<View>) => void, served: boolean, copy?: () => void,
 *   take?: () => void, full: () => void, restore: () => void}} act
 *   served: a server answers what this browser cannot; without one, restore puts back what was changed; take: opens the
 *   dialog of taking away
 */
export function createToolbar(act) {
  const title = h("span", { class: "rv-title" });
  const status = h("span", { class: "rv-status", role: "status" });
  const element = h(
    "div",
    { class: "rv-toolbar", role: "toolbar", label: "toolbar" },
    title,
    status,
  );
  const toggles = h("div", { class: "rv-group rv-toggles" });
  const buttons = TOGGLES.map(([word, , flip]) => {
    const text = h("span", { say: word });
    const button = h(
      "button",
      { type: "button", class: "rv-button rv-text", "data-toggle": word },
      text,
    );
    button.addEventListener("click", () => act.change(flip(act.view())));
    toggles.append(button);
    return button;
  });
  const tools = h("div", { class: "rv-group" });
  const restore = createRestore(act.restore);
  for (const [word, picture, run] of /** @type {const} */ ([
    ["copy-link", "link", act.copy],
    ["take", "download", act.take],
    ["full-screen", "full", document.fullscreenEnabled ? act.full : undefined],
  ])) {
    if (!run) continue;
    const button = h("button", { type: "button", class: "rv-button", label: word }, icon(picture));
    button.dataset.tool = word;
    if (word === "copy-link") button.append(h("span", { class: "rv-share", say: "share" }));
    button.addEventListener("click", run);
    tools.append(button);
  }
  if (!act.served) tools.prepend(restore);
  const more = [-1, 1].map((way) => createMore(toggles, way));
  const row = h("div", { class: "rv-toggle-row" }, more[0], toggles, more[1]);
  element.append(row, tools);
  /** @type {any} */
  let timer = 0;

  return {
    element,
    /**
     * @param {import("../types.js").Scene} scene
     * @param {import("../types.js").Word} word
     */
    show({ surface, data, header: { curvature, samples, many } }, word) {
      title.textContent = surface.name;
      const view = act.view();
      for (const [i, [key, on]] of TOGGLES.entries()) {
        const absent =
          (key === "ends" && !many?.length) ||
          (key === "sweep" && !act.served) ||
          (key === "curvature" && !act.served && !curvature) ||
          (OF_DATA.includes(key) && !(key === "fit" ? data?.model : samples));
        buttons[i].classList.toggle("rv-absent", absent);
        buttons[i].setAttribute("aria-pressed", String(on(view)));
        buttons[i].title = word(`${key}-hint`);
        if (key === "curvature" && curvature && view.curvature)
          buttons[i].title = word("curvature-drawn", { amount: short(curvature.amount) });
      }
    },
    /** @param {boolean} changed  whether there is something to put back */
    offerRestore(changed) {
      restore.classList.toggle("rv-gone", !changed);
    },
    /** @param {string} text  shown and read out for a moment */
    say(text) {
      clearTimeout(timer);
      status.textContent = text;
      timer = setTimeout(() => (status.textContent = ""), 2500);
    },
  };
}

/** @param {() => void} run */
function createRestore(run) {
  const words = h("span", { say: "restore" });
  const button = h("button", { type: "button", class: "rv-button rv-text rv-restore rv-gone" });
  button.append(icon("reset"), words);
  button.addEventListener("click", () => {
    // It disappears: the keyboard then is where the race is played.
    /** @type {HTMLElement | null | undefined} */ (
      button.closest(".ravine")?.querySelector(".rv-play")
    )?.focus({ preventScroll: true });
    run();
  });
  return button;
}

/**
 * Button beside switches that do not all fit in one line: for the mouse, which cannot push them along; the keyboard goes
 * to each of them, and a finger pushes them.
 * @param {HTMLElement} line
 * @param {number} way  -1: to the beginning
 */
function createMore(line, way) {
  const button = h("button", { type: "button", class: "rv-more", tabindex: -1, hidden: true });
  button.setAttribute("aria-hidden", "true");
  button.textContent = way < 0 ? "‹" : "›";
  button.addEventListener("click", () => line.scrollBy({ left: way * line.clientWidth * 0.7 }));
  const look = () => {
    const left = way < 0 ? line.scrollLeft : -line.scrollLeft + line.scrollWidth - line.clientWidth;
    button.hidden = left < 2;
  };
  line.addEventListener("scroll", look);
  const sizes = new ResizeObserver(look);
  // A switch that is shown or hidden leaves the line as wide as it was where the others fill it.
  for (const part of [line, ...line.children]) sizes.observe(part);
  return button;
}

/**
 * @param {string} text
 * @param {Element} [place]  where a text can be selected: a modal dialog leaves no other
 */
export async function copyText(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, place); // plain http, or permission refused
  }
}

/** @type {(text: string, place?: Element) => boolean} */
function copyBySelection(text, place = document.fullscreenElement ?? document.body) {
  const area = h("textarea", { readonly: true, class: "rv-hidden" });
  area.value = text;
  place.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}
