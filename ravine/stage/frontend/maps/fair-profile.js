/** The performance profile of a fair race on several surfaces, as a drawing and as tables. */

import { h, write } from "../page/dom.js";
import { createSwatch } from "../plots/line-style.js";
import { mostOf, profileAt, ratiosOf, stairs, tunedOf } from "./fair-result.js";
import { costOf } from "./fair-table.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("./fair-result.js").Fair} Fair */

const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH] = [560, 250];
const EDGE = { l: 46, r: 14, t: 10, b: 42 };
const TWICE = 2;

export function createProfile() {
  const drawing = svg("svg", {
    class: "rv-fair-profile",
    viewBox: `0 0 ${WIDE} ${HIGH}`,
    "aria-hidden": "true",
  });
  const title = h("h3", { say: "fair-profile" });
  const said = h("p", { say: "fair-profile-about" });
  const summary = h("ul", { class: "rv-fair-summary" });
  const costs = h("table", { class: "rv-fair-table" });
  const fold = h(
    "details",
    {},
    h("summary", { say: "fair-costs" }),
    h("div", { class: "rv-fair-wide-table" }, costs),
  );
  const element = h("section", { class: "rv-fair-several" }, title, drawing, summary, said, fold);
  let look = "";

  return {
    element,
    /** @type {(now: Shown, fair: Fair) => void} */
    show(now, fair) {
      element.hidden = fair.surfaces.length < 2;
      if (element.hidden) return;
      const runs = now.scene.runs.filter(({ key }) => fair.racers.includes(key));
      const looks = runs.map(({ key, color, dash, mark, name }) => [key, color, dash, mark, name]);
      const next = JSON.stringify([
        looks,
        [...fair.tuned.keys()],
        now.base.header.words,
        fair.goal,
      ]);
      if (next === look) return;
      look = next;
      const ratios = ratiosOf(fair);
      draw(drawing, runs, ratios, now.word);
      summary.replaceChildren(...runs.map((run) => line(run, ratios.get(run.key) ?? [], now.word)));
      costs.replaceChildren(...costRows(fair, runs, now.word));
    },
  };
}

/** @type {(run: import("../types.js").Run, ratios: number[], word: import("../types.js").Word) => HTMLElement} */
function line(run, ratios, word) {
  const count = (/** @type {number} */ factor) =>
    Math.round(profileAt(ratios, factor) * ratios.length);
  const text = h("span");
  const holes = { best: count(1), twice: count(TWICE), all: ratios.length };
  const failed = ratios.filter((ratio) => !Number.isFinite(ratio)).length;
  write(text, ratios.length ? word("fair-profile-line", { ...holes, failed }) : "…");
  const item = h("li", {}, createSwatch(run), h("strong", {}, run.name), text);
  item.style.setProperty("--rv-color", run.color);
  return item;
}

/** @type {(fair: Fair, runs: import("../types.js").Run[], word: import("../types.js").Word) => HTMLElement[]} */
function costRows(fair, runs, word) {
  const heads = runs.map(({ name }) => h("th", { scope: "col" }, name));
  const head = h("thead", {}, h("tr", {}, h("td"), ...heads));
  const rows = fair.surfaces.map(({ name }, surface) => {
    const cells = runs.map(({ key }) => {
      const tuned = tunedOf(fair, surface, key);
      return h("td", {}, tuned ? costOf(fair, tuned, word) : "…");
    });
    return h("tr", {}, h("th", { scope: "row" }, name), ...cells);
  });
  return [head, h("tbody", {}, ...rows)];
}

/** @type {(drawing: Element, runs: import("../types.js").Run[], ratios: Map<string, number[]>,
 *   word: import("../types.js").Word) => void} */
function draw(drawing, runs, ratios, word) {
  const most = mostOf(ratios.values());
  const [width, height] = [WIDE - EDGE.l - EDGE.r, HIGH - EDGE.t - EDGE.b];
  const x = (/** @type {number} */ factor) => EDGE.l + (width * Math.log(factor)) / Math.log(most);
  const y = (/** @type {number} */ share) => EDGE.t + height * (1 - share);
  /** @type {Element[]} */
  const parts = [];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(
      svg("line", {
        class: "rv-fair-grid",
        x1: EDGE.l,
        x2: WIDE - EDGE.r,
        y1: y(share),
        y2: y(share),
      }),
    );
    parts.push(label(word("maps-share", { share: 100 * share }), EDGE.l - 6, y(share) + 4, "end"));
  }
  for (const factor of factors(most)) {
    parts.push(
      svg("line", { class: "rv-fair-grid", x1: x(factor), x2: x(factor), y1: y(0), y2: y(0) + 4 }),
    );
    parts.push(label(`${factor}×`, x(factor), y(0) + 17, "middle"));
  }
  parts.push(label(word("fair-factor"), EDGE.l + width / 2, HIGH - 5, "middle"));
  for (const [i, { key, color, dash }] of runs.entries()) {
    const all = ratios.get(key) ?? [];
    if (!all.length) continue;
    const lift = 1.6 * (i - (runs.length - 1) / 2); // lines that lie on each other are seen beside each other
    const points = stairs(all, most).map(([factor, share]) => `${x(factor)},${y(share) - lift}`);
    const look = { points: points.join(" "), stroke: color, "stroke-dasharray": dash.join(" ") };
    parts.push(svg("polyline", { class: "rv-fair-line", ...look }));
  }
  drawing.replaceChildren(...parts);
}

/** @param {number} most */
function factors(most) {
  const all = most <= 20 ? [1, 2, 5, 10, 20] : [1, 10, 100, 1e3, 1e4, 1e5, 1e6];
  return all.filter((factor) => factor <= most);
}

/** @type {(text: string, x: number, y: number, anchor: string) => Element} */
function label(text, x, y, anchor) {
  const element = svg("text", { x, y, "text-anchor": anchor });
  element.textContent = text;
  return element;
}

/** @type {(tag: string, attributes: Record<string, string | number>) => Element} */
function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
