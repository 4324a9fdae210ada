/** The legend of a plane: the scale of colours with its ends, and what has a colour or a sign of its own. */

import { h, write } from "../page/dom.js";
import { WORDS } from "../sweep/sweep-picture.js";
import { textOf } from "./colours.js";
import { percent, written } from "./numbers.js";

/** @typedef {import("./grid-map.js").Content} Content */
/** @typedef {import("./plane.js").Scale} Scale */
/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */

const TICKS = 4; // between the ends, both included

export function createPlaneLegend() {
  const title = h("span", { class: "rv-maps-scale-title" });
  const bar = h("span", { class: "rv-maps-scale-bar" });
  const labels = h("span", { class: "rv-maps-scale-labels" });
  const scaled = h("div", { class: "rv-maps-scale" }, title, bar, labels);
  const items = h("ul", { class: "rv-maps-items" });
  const element = h("div", { class: "rv-maps-legend" }, scaled, items);
  let look = "";

  return {
    element,
    /** @type {(now: Shown, content: Content, scale: Scale, plain: import("./colours.js").Plain) => void} */
    show(now, { head, axes }, scale, plain) {
      const { word, theme, base } = now;
      const { goal, floor, summary } = scale;
      const shown = [
        scale,
        theme.key,
        base.surface.part,
        now.base.header.words,
        head.limit && 1,
        head.fastest,
      ];
      const next = JSON.stringify(shown);
      if (next === look) return;
      look = next;
      const above =
        floor && goal !== "steps" ? ` (${word("loss-above", { lowest: written(floor, 4) })})` : "";
      write(title, word(WORDS[goal]) + above);
      const colours = base.surface.colorscale[theme.dark ? "dark" : "light"].map(
        ([, colour]) => colour,
      );
      bar.style.background = `linear-gradient(to right, ${colours.join()})`;
      labels.replaceChildren(...texts(scale).map((text) => h("span", {}, text)));
      const rated = [axes.x.name, axes.y.name].includes("lr");
      const known =
        head.fastest && [axes.x.name, axes.y.name].every((name) => name in (head.fastest ?? {}));
      items.replaceChildren(
        item(lined(plain), word("maps-legend-diverged", { share: percent(summary.diverged) })),
        ...(goal === "steps"
          ? [
              item(
                textOf(plain.missed),
                word("maps-legend-missed", { share: percent(summary.missed) }),
              ),
            ]
          : []),
        sign("★", word("maps-legend-best")),
        sign("◉", word("maps-legend-here")),
        ...(head.limit && rated ? [sign("┄", word("maps-legend-limit"))] : []),
        ...(known ? [sign("◇", word("maps-legend-fastest"))] : []),
      );
    },
  };
}

/** @type {(scale: Scale) => string[]} */
function texts({ goal, range: { low, high, below, above } }) {
  return Array.from({ length: TICKS }, (_, k) => {
    const height = low + ((high - low) * k) / (TICKS - 1);
    const text = goal === "steps" ? String(Math.round(10 ** height)) : written(10 ** height, 2);
    if (k === 0 && below) return `≤ ${text}`;
    return k === TICKS - 1 && above ? `≥ ${text}` : text;
  });
}

/** @type {(plain: import("./colours.js").Plain) => string} as CSS, what the picture has there */
export function lined({ diverged, lines }) {
  return `repeating-linear-gradient(135deg, ${textOf(lines)} 0 1.2px, ${textOf(diverged)} 1.2px 5px)`;
}

/** @type {(background: string, text: string) => HTMLElement} */
export function item(background, text) {
  const swatch = h("i", { class: "rv-maps-swatch", "aria-hidden": "true" });
  swatch.style.background = background;
  return h("li", {}, swatch, text);
}

/** @type {(letter: string, text: string) => HTMLElement} */
export function sign(letter, text) {
  return h("li", {}, h("i", { class: "rv-maps-sign", "aria-hidden": "true" }, letter), text);
}
