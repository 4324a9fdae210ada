/**
 * Take away a picture. What is previewed is the very file, so its size is exact; it is made again when a field or the
 * page has changed.
 */

import { h, write } from "../page/dom.js";
import { savePng, saveSvg } from "../print/picture.js";
import { presetsOf, sheetTheme, vectorSize } from "../print/sheets.js";
import { contentOf, panelsOf } from "./content.js";
import { createChoice, createList, createTicks } from "./fields.js";
import { LEGEND, LOOKS, PANELS } from "./sheet-options.js";
import { fileName, sizeText } from "./sizes.js";

/** @typedef {import("../print/figure.js").Panel} Panel */

const SIZES = [
  { value: "page", say: "take-picture-page" },
  { value: "page-2", say: "take-picture-page-2" },
  { value: "slide", say: "take-picture-slide" },
  { value: "square", say: "take-picture-square" },
  { value: "print", say: "take-picture-print" },
];
const BESIDE = [LEGEND, { value: "caption", say: "take-picture-caption" }];
const PATIENCE = 60; // ms: several fields may change at once

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("./dialog.js").Group}
 */
export function createPictureGroup(act) {
  const size = createList("take-picture-size", SIZES, soon);
  const format = createChoice(
    "take-picture-format",
    [
      { value: "png", text: "PNG" },
      { value: "svg", text: "SVG" },
    ],
    soon,
  );
  const colours = createChoice("take-picture-colours", LOOKS, soon);
  const panels = createTicks("take-picture-panels", PANELS, soon);
  const words = createTicks("take-picture-words", BESIDE, soon);
  const save = h("button", { type: "button", class: "rv-button rv-take-make", disabled: true });
  save.append(h("span", { say: "take-picture-save" }));
  const told = h("span", { class: "rv-take-size" });
  const preview = h("img", { class: "rv-take-preview", alt: "", hidden: true });
  const element = h(
    "div",
    {},
    ...[size, format, colours, panels, words].map((field) => field.element),
    h("div", { class: "rv-take-row" }, save, told),
    preview,
  );
  [size.value, format.value, words.value] = ["page-2", "png", BESIDE.map(({ value }) => value)];
  let begun = false;
  /** @type {Blob | null} */
  let made = null;
  let wanted = 0; // number of the newest picture
  /** @type {any} */
  let timer = 0;

  function soon() {
    wanted += 1; // what is being drawn is out of date
    made = null;
    save.disabled = true;
    write(told, act.word("take-picture-making"));
    clearTimeout(timer);
    timer = setTimeout(make, PATIENCE);
  }

  async function make() {
    const mine = wanted;
    const sheet = sheetNow();
    const content = contentOf(act);
    if (!content || !sheet.panels.length) return refuse("take-picture-none");
    try {
      const draw = format.value === "svg" ? saveSvg : savePng;
      const blob = await draw(content, sheet, act.clock.step);
      const measured = await measure(blob);
      if (mine === wanted) present(blob, measured);
      else URL.revokeObjectURL(measured.url);
    } catch (error) {
      console.info("ravine: no picture:", error);
      if (mine === wanted) refuse("take-picture-failed");
    }
  }

  function sheetNow() {
    const { theme } = act.state();
    const root = element.closest(".ravine");
    const page = presetsOf(root?.querySelector(".rv-grid")?.clientWidth ?? 960, theme.scale);
    const preset = page.find(({ key }) => key === size.value) ?? page[0];
    return {
      ...(format.value === "svg" ? vectorSize(preset) : preset),
      theme: sheetTheme(colours.value === "dark", theme),
      panels: /** @type {Panel[]} */ (panels.value),
      legend: words.value.includes("legend"),
      caption: words.value.includes("caption"),
    };
  }

  /** @type {(blob: Blob, measured: {url: string, width: number, height: number}) => void} */
  function present(blob, { url, width, height }) {
    drop();
    made = blob;
    Object.assign(preview, { src: url, alt: act.word("take-picture-preview"), hidden: false });
    save.disabled = false;
    const holes = { width, height, size: sizeText(blob.size, act.word) };
    write(told, act.word("take-picture-made", holes));
  }

  /** @param {string} word */
  function refuse(word) {
    drop();
    write(told, act.word(word));
  }

  function drop() {
    made = null;
    save.disabled = true;
    if (preview.src) URL.revokeObjectURL(preview.src);
    preview.removeAttribute("src");
    preview.hidden = true;
  }

  save.addEventListener("click", () => {
    if (made) act.save(made, fileName(act.state(), format.value));
  });

  return {
    element,
    show(state) {
      if (!begun) {
        begun = true;
        colours.value = state.theme.dark ? "dark" : "light";
        panels.value = panelsOf(state);
      }
      soon();
    },
    close() {
      clearTimeout(timer);
      wanted += 1;
      drop();
    },
  };
}

/**
 * @param {Blob} blob  a picture
 * @returns {Promise<{url: string, width: number, height: number}>}
 */
async function measure(blob) {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  await image.decode();
  return { url: image.src, width: image.naturalWidth, height: image.naturalHeight };
}
