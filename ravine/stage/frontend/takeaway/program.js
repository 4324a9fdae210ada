/** Take away a program, which can be read before it is saved, and the same as a notebook. */

import { copyText } from "../controls/toolbar.js";
import { h, write } from "../page/dom.js";
import { racersOf } from "../player/lineup.js";
import { createChoice, createList } from "./fields.js";
import { createLatest, reason, served } from "./served.js";
import { sizeText } from "./sizes.js";

/** @typedef {{package: string, program: number, notebook: number}} Offer  bytes of each */
/** @typedef {import("../types.js").Word} Word */

const NUMPY = "numpy";
const PACKAGES = { torch: "PyTorch", optax: "optax", [NUMPY]: "NumPy" };

/**
 * What is to be known about a package.
 * @param {string} chosen
 * @param {string[]} packages  that are offered, the rule's own first
 * @param {Word} word
 */
export function aboutPackage(chosen, packages, word) {
  if (packages[0] === NUMPY) return word("take-program-numpy-only");
  if (chosen === NUMPY) return word("take-program-numpy");
  return word("take-program-own", { name: nameOf(chosen) });
}

/** @param {string} key  of a package */
function nameOf(key) {
  return /** @type {Record<string, string>} */ (PACKAGES)[key] ?? key;
}

/**
 * The racers that a program can be written of, each with its name on the page.
 * @param {import("../player/state.js").State} state
 * @returns {{value: string, text: string}[]}
 */
export function racersShown({ scene, changes }) {
  if (!scene) return [];
  return racersOf(scene.runs, changes).map((value) => ({
    value,
    text: scene.runs.find(({ key }) => key === value)?.name ?? value,
  }));
}

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("./dialog.js").Group}
 */
export function createProgramGroup(act) {
  const racers = createList("take-program-racer", [], (value) => load(value, ""));
  const options = Object.entries(PACKAGES).map(([value, text]) => ({ value, text }));
  const choice = createChoice("take-program-package", options, (value) => load(racer, value));
  const about = h("p", { class: "rv-take-note" });
  const [program, notebook] = [
    createMaker("take-program-save"),
    createMaker("take-program-notebook"),
  ];
  const copy = h("button", { type: "button", class: "rv-button rv-text" });
  copy.append(h("span", { say: "take-copy" }));
  const code = h("code");
  const text = h(
    "pre",
    { class: "rv-take-code", tabindex: 0, role: "region", label: "take-program-text" },
    code,
  );
  const rows = h("div", { class: "rv-take-row" }, ...program.elements, ...notebook.elements, copy);
  const element = h(
    "div",
    { class: "rv-take-tall" },
    racers.element,
    choice.element,
    about,
    rows,
    text,
  );
  const latest = createLatest();
  let racer = "";
  let known = ""; // what was asked for
  /** @type {{blob: Blob, name: string} | null} */
  let shown = null;

  program.button.addEventListener("click", () => shown && act.save(shown.blob, shown.name));
  notebook.button.addEventListener("click", async () => {
    try {
      const file = await served(act, "notebook", { racer, package: choice.value });
      act.save(file.blob, file.name);
    } catch (error) {
      act.say(reason(/** @type {Error} */ (error), act.word));
    }
  });
  copy.addEventListener("click", async () => {
    const copied = await copyText(code.textContent ?? "", element);
    act.say(act.word(copied ? "take-copied" : "copy-failed"));
  });

  /**
   * @param {string} key  of the racer
   * @param {string} wanted  package; empty for the rule's own
   */
  function load(key, wanted) {
    racer = key;
    known = JSON.stringify([act.race(), key]);
    offer(false);
    latest.run(
      async (signal) => {
        const sizes = await (await act.ask("sizes", { of: "", racer: key }, signal)).json();
        if (!sizes.packages.length)
          throw Object.assign(new Error("none"), { sentence: sizes.text });
        /** @type {Offer[]} */
        const offers = sizes.packages;
        const one = offers.find((each) => each.package === wanted) ?? offers[0];
        const file = await served(act, "program", { racer: key, package: one.package }, signal);
        return { offers, one, file, written: await file.blob.text() };
      },
      ({ offers, one, file, written }) => {
        const packages = offers.map((each) => each.package);
        shown = file;
        choice.only((value) => packages.includes(value));
        choice.value = one.package;
        write(about, aboutPackage(one.package, packages, act.word));
        write(code, written);
        text.scrollTo(0, 0);
        program.say(sizeText(file.blob.size, act.word));
        notebook.say(sizeText(one.notebook, act.word));
        offer(true);
      },
      (error) => {
        known = "";
        shown = null;
        write(about, reason(error, act.word));
        choice.only(() => false);
        for (const maker of [program, notebook]) maker.say("");
        write(code, "");
      },
    );
  }

  /** @param {boolean} ready */
  function offer(ready) {
    for (const { button } of [program, notebook]) button.disabled = !ready;
    copy.disabled = !ready;
    text.setAttribute("aria-busy", String(!ready));
    text.hidden = !ready && !code.textContent;
  }

  return {
    element,
    show(state) {
      const list = racersShown(state);
      racers.fill(list);
      racers.element.hidden = list.length < 2;
      const key = list.some(({ value }) => value === racer) ? racer : (list[0]?.value ?? "");
      racers.value = key;
      if (known !== JSON.stringify([act.race(), key])) load(key, key === racer ? choice.value : "");
    },
    close() {
      latest.stop();
      if (!shown) known = "";
    },
  };
}

/** @param {string} say  key of what it does */
function createMaker(say) {
  const button = h("button", { type: "button", class: "rv-button rv-take-make" });
  button.append(h("span", { say }));
  const size = h("span", { class: "rv-take-size" });
  return {
    button,
    elements: [h("span", { class: "rv-take-pair" }, button, size)],
    say: (/** @type {string} */ text) => write(size, text),
  };
}
