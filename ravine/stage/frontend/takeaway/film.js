/** Take away a film: the race from its start to its end, made in the browser. */

import { aboutBytes } from "../film/estimate.js";
import { formatsHere } from "../film/formats.js";
import { loadLibrary } from "../film/library.js";
import { makeFilm } from "../film/make.js";
import { FPS, framesOf, isTooLarge, LENGTHS, SIZES } from "../film/timing.js";
import { h, write } from "../page/dom.js";
import { createFigure } from "../print/figure.js";
import { lettersReady } from "../print/picture.js";
import { sheetTheme } from "../print/sheets.js";
import { contentOf, panelsOf } from "./content.js";
import { createChoice, createList, createTicks } from "./fields.js";
import { createMaking } from "./making.js";
import { LEGEND, LOOKS, PANELS } from "./sheet-options.js";
import { aboutSize, fileName } from "./sizes.js";

/** @typedef {import("../film/formats.js").Format} Format */
/** @typedef {import("../film/timing.js").Film} Film */
/** @typedef {import("../film/timing.js").FormatKey} FormatKey */
/** @typedef {import("../print/figure.js").Panel} Panel */

const FORMATS = [
  { value: "mp4", text: "MP4" },
  { value: "webm", text: "WebM" },
  { value: "gif", text: "GIF" },
];
const BESIDE = [LEGEND, { value: "caption", say: "take-film-caption" }];
const LETTERS = 600; // edge of a square film whose letters are as large as those of a page, px
const MAKING = {
  start: "take-film-start",
  cancel: "take-film-cancel",
  progress: "take-film-progress",
  failed: "take-film-failed",
  cancelled: "take-film-cancelled",
};
const [USUAL_SIZE, GIF_SIZE] = ["1280x720", "640x360"];
/** Names of the codecs that an MP4 may hold for want of H.264. @type {Record<string, string>} */
const CODECS = { vp9: "VP9", av1: "AV1" };

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("./dialog.js").Group}
 */
export function createFilmGroup(act) {
  const format = createChoice("take-picture-format", FORMATS, usualSize);
  const size = createList("take-picture-size", SIZES.map(sizeOption), () => {
    sized = true;
    refresh();
  });
  const length = createChoice("take-film-length", LENGTHS.map(lengthOption), refresh);
  const panels = createTicks("take-picture-panels", PANELS, refresh);
  const beside = createTicks("take-picture-words", BESIDE, refresh);
  const look = createChoice("take-picture-colours", LOOKS, refresh);
  const note = h("p", { class: "rv-take-note" });
  const missing = h("p", { class: "rv-take-note" });
  const making = createMaking(MAKING, act, make);
  const fields = [format, size, length, panels, beside, look].map(({ element }) => element);
  const element = h("div", {}, ...fields, note, missing, making.element);
  /** @type {Format[]} */
  let formats = [];
  /** @type {import("../film/library.js").Library | null} */
  let library = null;
  let sized = false; // the visitor has chosen one
  let began = false;
  let asked = "";
  format.value = FORMATS[0].value;
  size.value = USUAL_SIZE;
  length.value = String(LENGTHS[1]);
  beside.value = BESIDE.map(({ value }) => value);

  function usualSize() {
    if (!sized) size.value = format.value === "gif" ? GIF_SIZE : USUAL_SIZE;
    refresh();
  }

  /** @returns {Film} */
  function chosen() {
    const key = /** @type {FormatKey} */ (format.value);
    const [width, height] = size.value.split("x").map(Number);
    return { format: key, width, height, fps: FPS[key], seconds: Number(length.value) };
  }

  /** @param {string} key */
  const wayOf = (key) => formats.find((candidate) => candidate.key === key);

  /** Finds out which formats can be made at this size; the encoders are fetched for it. */
  async function lookUp() {
    const now = size.value;
    if (asked === now) return;
    asked = now;
    library = await loadLibrary(act.asset("film"));
    const found = await formatsHere(library, chosen());
    if (asked !== now) return;
    formats = found;
    if (!wayOf(format.value)?.ways) {
      format.value = formats.find(({ ways }) => ways)?.key ?? format.value;
    }
    refresh();
  }

  function refresh() {
    const { word } = act;
    const film = chosen();
    const way = wayOf(film.format);
    length.rename((seconds) => word("take-film-seconds", { seconds }));
    format.offer((key) => !formats.length || !!wayOf(key)?.ways);
    const absent = formats.filter(({ ways }) => !ways);
    tell(missing, absent.map(({ key, why }) => `${nameOf(key)}: ${word(why)}`).join(" "));
    const hindrance = hindranceOf(film);
    const reason = hindrance || (way?.ways ? way.why : "");
    tell(
      note,
      reason && word(reason, { seconds: film.seconds, name: CODECS[way?.codec ?? ""] ?? "" }),
    );
    const bytes = aboutBytes(film, panels.value.length, way?.ways ?? undefined);
    const about = { size: aboutSize(bytes, word), count: framesOf(film) };
    making.offer(way?.ways ? word("take-film-about", about) : "", !!way?.ways && !hindrance);
    lookUp();
  }

  /** @param {Film} film */
  function hindranceOf(film) {
    if (act.covered()) return "take-film-covered";
    if (!panels.value.length) return "take-picture-none";
    return isTooLarge(film) ? "take-film-too-large" : "";
  }

  /** @type {(signal: AbortSignal, progress: (share: number) => void) => Promise<void>} */
  async function make(signal, progress) {
    const film = chosen();
    const way = /** @type {Format} */ (wayOf(film.format));
    const content = contentOf(act);
    if (!content) throw new Error("nothing is shown yet");
    const name = fileName(act.state(), film.format);
    const sheet = {
      ...{ ...film, scale: scaleOf(film) },
      theme: sheetTheme(look.value === "dark", act.state().theme),
      panels: /** @type {Panel[]} */ (panels.value),
      legend: beside.value.includes("legend"),
      caption: beside.value.includes("caption"),
    };
    await lettersReady(sheet);
    // A link of several lines would outweigh what moves, and nobody can click it there: it is in the file.
    const figure = createFigure({ ...content, link: "" }, sheet);
    const about = { title: content.scene.surface.name, link: content.link };
    const { last } = act.clock;
    /** @type {(canvas: HTMLCanvasElement, share: number) => void} */
    const paint = (canvas, share) => {
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      figure.paint(pen, share * last);
    };
    act.save(await makeFilm({ ...film, way, library, about, signal, progress, paint }), name);
  }

  return {
    element,
    show(state) {
      if (!began) {
        began = true;
        look.value = state.theme.dark ? "dark" : "light";
        panels.value = panelsOf(state);
      }
      refresh();
    },
    close: making.close,
  };
}

/** @type {(element: HTMLElement, text: string) => void} */
function tell(element, text) {
  write(element, text);
  element.hidden = !text;
}

/**
 * Letters and lines of a film, which is watched from further away than a page is read.
 * @param {{width: number, height: number}} size
 */
function scaleOf({ width, height }) {
  return Math.sqrt(width * height) / LETTERS;
}

/** @param {number[]} size */
function sizeOption([width, height]) {
  return { value: `${width}x${height}`, text: `${width} × ${height}` };
}

/** @param {number} seconds */
function lengthOption(seconds) {
  return { value: String(seconds) };
}

/** @param {string} key */
function nameOf(key) {
  return FORMATS.find(({ value }) => value === key)?.text ?? key;
}
