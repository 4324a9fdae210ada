/** The controls above a map: its kind in four words, what it varies and shows, the way through its zooms. */

import { h, name } from "../page/dom.js";
import { offerRuns } from "../page/run-select.js";
import { OBJECTIVES } from "../sweep/sweep-curve.js";
import { WORDS } from "../sweep/sweep-picture.js";
import { widthsOf } from "./rectangle.js";
import { chosenAxes, chosenRacer, racersOf, settingsOf } from "./settings.js";
import { createZoomButtons } from "./zoom-buttons.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("../types.js").View} View */
/** @typedef {import("./rectangle.js").Rectangle} Rectangle */

const SIZES = ["128", "256", "512", "1024"];
/** What each kind is controlled by. @type {Record<string, string[]>} */
const CONTROLS = {
  rate: ["goal"],
  plane: ["racer", "x", "y", "goal", "size", "zoom"],
  basins: ["racer", "size", "zoom"],
};
let groups = 0; // radio buttons of a page that has two stages are two groups

/**
 * @param {{value: string, word: string}[]} kinds  in their order; word: key of the name
 * @param {{change: (view: Partial<View>) => void, zoom: (factor: number) => void}} act
 */
export function createControls(kinds, { change, zoom }) {
  groups += 1;
  const group = `rv-maps-kind-${groups}`;
  const radios = kinds.map(({ value }) => h("input", { type: "radio", name: group, value }));
  const choice = h("div", {
    class: "rv-maps-kinds rv-choice",
    role: "radiogroup",
    label: "maps-kind",
  });
  for (const [i, radio] of radios.entries()) {
    radio.addEventListener("change", () =>
      change({ map: /** @type {any} */ (radio.value), map_zoom: "" }),
    );
    choice.append(h("label", {}, radio, h("span", { say: kinds[i].word })));
  }
  const racer = select("maps-racer", (value) =>
    change({ map_of: value, map_x: "", map_y: "", map_zoom: "" }),
  );
  const x = select("maps-x", (value) => change(axisChange("map_x", value)));
  const y = select("maps-y", (value) => change(axisChange("map_y", value)));
  const goal = select("maps-goal", (value) => change({ map_goal: /** @type {any} */ (value) }));
  for (const value of OBJECTIVES) goal.field.append(h("option", { value, say: WORDS[value] }));
  const size = select("maps-size", (value) => change({ map_size: /** @type {any} */ (value) }));
  for (const value of SIZES) size.field.append(h("option", { value }, `${value} × ${value}`));
  const crumbs = h("ol", { class: "rv-maps-crumbs" });
  const way = h("nav", { class: "rv-maps-way", label: "maps-way" }, crumbs);
  const zoomed = h("div", { class: "rv-maps-zoom" }, createZoomButtons(zoom), way);
  /** @type {Record<string, HTMLElement>} */
  const parts = {
    racer: racer.element,
    x: x.element,
    y: y.element,
    goal: goal.element,
    size: size.element,
    zoom: zoomed,
  };
  const selects = [racer, x, y, goal, size].map((each) => each.element);
  const settings = h("div", { class: "rv-maps-settings" }, ...selects);
  const element = h("div", { class: "rv-maps-head" }, choice, zoomed, settings);
  /** @type {Shown | null} */
  let shown = null;
  let walked = "";

  /** @type {(field: "map_x" | "map_y", value: string) => Partial<View>} the axes change places rather than be the same */
  function axisChange(field, value) {
    const run = shown ? chosenRacer(shown, "plane") : undefined;
    const axes = shown && chosenAxes(shown, run);
    if (!axes || !run) return {};
    const [mine, other] = field === "map_x" ? [axes.x, axes.y] : [axes.y, axes.x];
    const rest = other.name === value ? mine.name : other.name;
    const [map_x, map_y] = field === "map_x" ? [value, rest] : [rest, value];
    return { map_of: run.key, map_x, map_y, map_zoom: "" };
  }

  /** @type {(now: Shown, rectangles: Rectangle[]) => void} */
  function showWay({ word }, rectangles) {
    const key = JSON.stringify([rectangles, word("maps-whole")]);
    if (key === walked) return;
    walked = key;
    const last = rectangles.length;
    const steps = [null, ...rectangles].map((rectangle, i) => {
      const [width, height] = rectangle ? widthsOf(rectangle) : ["", ""];
      const text = rectangle ? width : word("maps-whole");
      const button = h("button", { type: "button", class: "rv-button rv-text" }, text);
      if (rectangle) name(button, word("maps-step", { width, height }));
      if (i === last) button.setAttribute("aria-current", "location");
      button.addEventListener("click", () => change({ map_zoom: rectangle?.join() ?? "" }));
      return h("li", {}, button);
    });
    crumbs.replaceChildren(...steps);
    way.hidden = !last;
  }

  return {
    element,
    /**
     * @param {Shown} now
     * @param {Rectangle[]} rectangles  the way to the present zoom
     */
    show(now, rectangles) {
      shown = now;
      const { map, map_goal, map_size } = now.view;
      for (const radio of radios) radio.checked = radio.value === map;
      for (const [key, part] of Object.entries(parts)) part.hidden = !CONTROLS[map]?.includes(key);
      settings.hidden = !CONTROLS[map];
      const kind = map === "basins" ? map : "plane";
      const run = chosenRacer(now, kind);
      offerRuns(racer.field, racersOf(now.base), run);
      const axes = chosenAxes(now, run);
      for (const [{ field }, chosen] of /** @type {const} */ ([
        [x, axes?.x],
        [y, axes?.y],
      ])) {
        offer(field, settingsOf(now, run));
        field.disabled = !axes;
        if (chosen) field.value = chosen.name;
      }
      goal.field.value = map_goal;
      for (const option of size.field.options)
        option.hidden = option.disabled = kind === "plane" && option.value === "1024";
      size.field.value = kind === "plane" && map_size === "1024" ? "512" : map_size;
      showWay(now, rectangles);
    },
  };
}

/** @type {(label: string, chosen: (value: string) => void) => {element: HTMLElement, field: HTMLSelectElement}} */
function select(label, chosen) {
  const field = h("select", { class: "rv-select" });
  field.addEventListener("change", () => chosen(field.value));
  return {
    element: h("label", { class: "rv-maps-select" }, h("span", { say: label }), field),
    field,
  };
}

/** @type {(field: HTMLSelectElement, settings: import("../types.js").Declared[]) => void} */
function offer(field, settings) {
  const wanted = settings.map(({ name, label }) => `${name} ${label}`).join();
  if (field.dataset.offered === wanted) return;
  field.dataset.offered = wanted;
  field.replaceChildren(...settings.map(({ name: value, label }) => h("option", { value }, label)));
}
