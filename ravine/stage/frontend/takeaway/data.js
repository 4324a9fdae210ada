/** Take away numbers: of the race, of its many seeds, of the map on the page. */

import { h, write } from "../page/dom.js";
import { createChoice } from "./fields.js";
import { createLatest, reason, served } from "./served.js";
import { aboutSize, sizeText } from "./sizes.js";

/** @typedef {"race" | "seeds" | "map"} Of */
/** @typedef {{rows: number, columns: number, csv: number, json: number, npz: number, exact: boolean, text?: string}} Sizes */

/** @type {Record<Of, {say: string, what: string}>} */
const CONTENTS = {
  race: { say: "take-data-race", what: "take-data-race-what" },
  seeds: { say: "take-data-seeds", what: "take-data-seeds-what" },
  map: { say: "take-data-map", what: "take-data-map-what" },
};
const FORMATS = /** @type {const} */ ([
  ["csv", "CSV", "take-data-csv"],
  ["json", "JSON", "take-data-json"],
  ["npz", "NPZ", "take-data-npz"],
]);

/**
 * What the page shows data of, what it is about first.
 * @param {{maps: boolean}} state
 * @param {{seeds?: string} | null} race
 * @returns {Of[]}
 */
export function contents({ maps }, race) {
  return [
    ...(maps ? [/** @type {Of} */ ("map")] : []),
    "race",
    ...(race?.seeds ? [/** @type {Of} */ ("seeds")] : []),
  ];
}

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("./dialog.js").Group}
 */
export function createDataGroup(act) {
  const options = Object.entries(CONTENTS).map(([value, { say }]) => ({ value, say }));
  const choice = createChoice("take-data-of", options, () => showSizes());
  const table = h("p", { class: "rv-take-note" });
  const what = h("p", { class: "rv-take-note" });
  const list = h("ul", { class: "rv-take-list" });
  const rows = FORMATS.map(([kind, name, say]) => {
    const button = h("button", { type: "button", class: "rv-button rv-take-make" }, name);
    const size = h("span", { class: "rv-take-size" });
    const hint = h("span", { class: "rv-take-hint", say });
    list.append(h("li", {}, button, size, hint));
    button.addEventListener("click", () => save(kind));
    return { kind, button, size };
  });
  const element = h("div", {}, choice.element, table, what, list);
  const latest = createLatest();
  const making = createLatest();
  let known = "";
  /** @type {Partial<Record<Of, Sizes>>} */
  let sizes = {};
  let problem = "";

  /** @param {string} kind */
  function save(kind) {
    act.say(act.word("take-making"));
    making.run(
      (signal) => served(act, kind, { of: choice.value }, signal),
      ({ blob, name }) => act.save(blob, name),
      (error) => act.say(reason(error, act.word)),
    );
  }

  function showSizes() {
    const of = /** @type {Of} */ (choice.value);
    const found = sizes[of];
    const { word } = act;
    const ready = !!found && !found.text;
    const text = found?.text ?? problem;
    write(
      table,
      ready ? word("take-data-table", { count: found.rows, other: found.columns }) : text,
    );
    write(what, ready ? word(CONTENTS[of].what) : "");
    list.hidden = !ready;
    for (const { kind, size } of rows) {
      write(size, ready ? (found.exact ? sizeText : aboutSize)(found[kind], word) : "");
    }
  }

  return {
    element,
    show(state) {
      const offered = contents(state, act.race());
      choice.only((value) => offered.includes(/** @type {Of} */ (value)));
      choice.element.hidden = offered.length < 2;
      if (!offered.includes(/** @type {Of} */ (choice.value))) choice.value = offered[0];
      const asked = JSON.stringify([act.race(), state.view, offered]);
      if (asked === known) return;
      known = asked;
      latest.run(
        async (signal) => (await act.ask("sizes", { of: offered.join() }, signal)).json(),
        (told) => {
          sizes = told.data;
          problem = told.text ?? "";
          if (problem || Object.values(told.data).some(({ text }) => text)) known = ""; // may be there next time
          showSizes();
        },
        (error) => {
          sizes = {};
          known = "";
          problem = reason(error, act.word);
          showSizes();
        },
      );
    },
    close() {
      latest.stop();
      making.stop();
      if (!Object.keys(sizes).length) known = "";
    },
  };
}
