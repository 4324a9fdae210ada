/** Colours of a map's cells. Pure but for the scale of shades. */

import { channels } from "../page/theme.js";

/** @typedef {[number, number, number]} Colour  red, green, blue: 0 to 255 */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{diverged: Colour, lines: Colour, missed: Colour, saddle: Colour, none: Colour}} Plain
 *   diverged: below the lines that are drawn over it; missed: not finished, or without the target; none: not known yet */

// Tol's muted colours: told apart with every kind of colour vision, neighbours in the list most of all.
const MINIMA = [
  "#88CCEE",
  "#CC6677",
  "#DDCC77",
  "#117733",
  "#332288",
  "#AA4499",
  "#44AA99",
  "#999933",
  "#882255",
];
const SHADED = 0.55; // share of black in the slowest cells
const [LIGHT, DARK] = [
  { diverged: "#F3E4DC", lines: "#C4785F", missed: "#C9C5CE", saddle: "#3A3A42", none: "#FFFFFF" },
  { diverged: "#2B201D", lines: "#8E5341", missed: "#55525C", saddle: "#F1F1F4", none: "#14151A" },
];

/** @type {(text: string) => Colour} */
export function colourOf(text) {
  const hex = /^#(..)(..)(..)$/.exec(text);
  const parts = hex ? hex.slice(1).map((pair) => Number.parseInt(pair, 16)) : channels(text);
  return /** @type {Colour} */ (parts.map(Math.round));
}

/** @type {(colour: Colour) => string} */
export function textOf([red, green, blue]) {
  return `rgb(${red},${green},${blue})`;
}

/** @type {(colour: Colour) => number} as a canvas holds it */
export function packedColour([red, green, blue]) {
  return (255 << 24) | (blue << 16) | (green << 8) | red;
}

/** @type {(theme: Theme) => Plain} */
export function plainColours({ dark, background }) {
  const named = Object.entries(dark ? DARK : LIGHT).map(([name, text]) => [name, colourOf(text)]);
  return { ...Object.fromEntries(named), none: colourOf(background) };
}

/**
 * @param {number} number  of the minimum, from 1
 * @returns {Colour}
 */
export function minimumColour(number) {
  return colourOf(MINIMA[(number - 1) % MINIMA.length]);
}

/**
 * A minimum's colour, the darker the more steps it took.
 * @type {(colour: Colour, share: number) => Colour} share: 0 for the fastest, 1 for the slowest
 */
export function shaded(colour, share) {
  const rest = 1 - SHADED * Math.min(Math.max(share, 0), 1);
  return /** @type {Colour} */ (colour.map((part) => Math.round(part * rest)));
}
