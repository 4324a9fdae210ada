/** The surface as the painted 3-D plot draws it: equally many rows and columns of its grid, and their colours. Pure. */

import { heights } from "./plots.js";
import { shades } from "./shades.js";
import { proportions } from "./three-layout.js";

/** @typedef {import("./three.js").Content} Content */

const CELLS = 56; // along an edge; a frame takes 10 ms
const COLOURS = 64;

/**
 * Places in the box, of equally many rows and columns of the surface's grid, and their colours.
 * @param {Content} content
 */
export function meshOf(content) {
  const { surface, scale, theme } = content;
  const rows = heights(surface, scale);
  const columns = picked(surface.nx);
  const size = proportions(surface.domain);
  const colours = shades(surface.colorscale[theme.dark ? "dark" : "light"], COLOURS).map(
    (rgb) => `rgb(${rgb.join()})`,
  );
  const share = (/** @type {number} */ height) => (height - scale.low) / (scale.high - scale.low);
  const places = picked(surface.ny).map((row) =>
    columns.map((column) => {
      const height = share(rows[row][column]);
      const x = size.x * (column / (surface.nx - 1) - 0.5);
      const y = size.y * (row / (surface.ny - 1) - 0.5);
      return { x, y, z: size.z * (height - 0.5), height };
    }),
  );
  return { places, colourOf: (/** @type {number} */ height) => colours[clampedIndex(height)] };
}

/** @param {number} share */
function clampedIndex(share) {
  return Math.max(0, Math.min(COLOURS - 1, Math.round(share * (COLOURS - 1))));
}

/** @param {number} count */
function picked(count) {
  const cells = Math.min(CELLS, count - 1);
  return Array.from({ length: cells + 1 }, (_, k) => Math.round((k * (count - 1)) / cells));
}
