/** Sizes and colours of pictures. Pure. */

import { themeOf } from "../page/theme.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{key: string, width: number, height?: number, scale: number, dpi?: number}} Preset */

const PRINTED = { width: 18 / 2.54, dpi: 300, letters: 9 / 72 }; // inches; letters that are 12 px on a page
const DRAWN = 960; // px, width of an SVG

/**
 * @param {number} page  width of the stage on the page, px
 * @param {number} letters  their size there; 1 is the usual one
 * @returns {Preset[]}
 */
export function presetsOf(page, letters) {
  const width = Math.round(Math.max(page, 320));
  const { dpi } = PRINTED;
  return [
    { key: "page", width, scale: letters },
    { key: "page-2", width: 2 * width, scale: 2 * letters },
    { key: "slide", width: 1920, height: 1080, scale: 2.4 },
    { key: "square", width: 1080, height: 1080, scale: 1.7 },
    {
      key: "print",
      width: Math.round(PRINTED.width * dpi),
      scale: (dpi * PRINTED.letters) / 12,
      dpi,
    },
  ];
}

/**
 * An SVG has no pixels: what is printed is as wide as a page, and nothing is twice as sharp.
 * @param {Preset} preset
 * @returns {Preset}
 */
export function vectorSize({ key, width, height, scale }) {
  const times = key === "page-2" ? 0.5 : key === "print" ? DRAWN / width : 1;
  return { key, width: width * times, height, scale: scale * times };
}

// As .streamlit/config.toml has them.
const PALETTES = {
  light: { text: "#23252b", background: "#ffffff", primary: "#4f4fc4" },
  dark: { text: "#e8e9ed", background: "#14151a", primary: "#9090f5" },
};

/**
 * The page's own colours, or those of its other theme.
 * @type {(dark: boolean, page: Theme) => Theme}
 */
export function sheetTheme(dark, page) {
  if (dark === page.dark) return { ...page, scale: 1 };
  const [text, background, primary] = Object.values(PALETTES[dark ? "dark" : "light"]).map((hex) =>
    [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
  );
  return themeOf({ text, background, primary }, page.font, 1);
}
