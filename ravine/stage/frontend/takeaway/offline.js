/** Take away an offline page: one file that plays, and stays live, without a network. */

import { h, write } from "../page/dom.js";
import { momentOf } from "../player/moment.js";
import { offlinePage } from "./offline-file.js";
import { fileName, sizeText } from "./sizes.js";

/** @typedef {import("../player/state.js").State} State */

const TYPE = "text/html";

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("./dialog.js").Group}
 */
export function createOfflineGroup(act) {
  const save = h("button", { type: "button", class: "rv-button rv-take-make", disabled: true });
  save.append(h("span", { say: "take-offline-save" }));
  const size = h("span", { class: "rv-take-size" });
  const can = h("p", { class: "rv-take-note", say: "take-offline-can" });
  const cannot = h("p", { class: "rv-take-note", say: "take-offline-cannot" });
  const element = h("div", {}, can, cannot, h("div", { class: "rv-take-row" }, save, size));
  /** @type {Blob | null} */
  let made = null;
  let newest = 0;

  // The size is exact: the file is made before it is asked for, and again when the page has changed.
  /** @param {State} state */
  async function make(state) {
    newest += 1;
    const mine = newest;
    try {
      const page = await pageOf(state, act);
      if (mine !== newest) return;
      made = new Blob([page], { type: TYPE });
      write(size, sizeText(made.size, act.word));
    } catch (error) {
      if (mine !== newest) return;
      console.info("ravine: no offline page:", error);
      write(size, act.word("take-offline-failed"));
    }
    save.disabled = !made;
  }

  save.addEventListener("click", () => {
    if (made) act.save(made, fileName(act.state(), "html"));
  });

  return {
    element,
    show(state) {
      make(state);
    },
    close() {
      newest += 1;
      made = null;
      save.disabled = true;
      write(size, "");
    },
  };
}

/**
 * @param {State} state
 * @param {import("./dialog.js").Act} act
 */
async function pageOf({ base, view, word }, act) {
  if (!base) throw new Error("there is no race");
  const { plots, three } = act.screen();
  const { clock } = act;
  const moment = plots ? momentOf({ clock, contour: plots.contour, loss: plots.loss, three }) : {};
  const [template, surface] = await Promise.all([
    textAt(act.asset("offline")),
    base.surface.module ? textAt(act.home(base.surface.module)) : "",
  ]);
  // A link would lead to another race than that on the visitor's own table.
  const address = act.race()?.file ? "" : act.address();
  return offlinePage(template, { scene: base, view, word, moment, surface, address });
}

/**
 * What browsers keep.
 * @param {string} address
 */
async function textAt(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.text();
}
