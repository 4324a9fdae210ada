/** The colours of a GIF: 255 for the whole film, so that what stands still does not flicker. Pure. */

export const TRANSPARENT = 255;

const MOST_PIXELS = 3e6; // that the palette is chosen from
const BITS = 7; // of each channel, by which a colour's nearest one is remembered

/**
 * The pixels that a palette is chosen from: the first picture, and of the others what differs from it, so that thin
 * lines that move count beside large areas that do not.
 * @param {Uint32Array[]} pictures  of the same size, pixel by pixel
 */
export function samplePixels(pictures) {
  const [first, ...others] = pictures;
  /** @type {number[][]} */
  const changed = others.map((picture) => {
    const pixels = [];
    for (let i = 0; i < picture.length; i += 1) {
      if (picture[i] !== first[i]) pixels.push(picture[i]);
    }
    return pixels;
  });
  const all = changed.reduce((sum, pixels) => sum + pixels.length, first.length);
  const stride = Math.ceil(all / MOST_PIXELS);
  const sample = [];
  for (const pixels of [first, ...changed]) {
    for (let i = 0; i < pixels.length; i += stride) sample.push(pixels[i]);
  }
  return Uint32Array.from(sample);
}

/**
 * Index of a pixel's nearest colour: the same for the same pixel in every frame.
 * @param {number[][]} palette  red, green, blue
 * @returns {(pixel: number) => number}  pixel: as a canvas holds it, red in the lowest byte
 */
export function nearestIn(palette) {
  const known = new Int16Array(1 << (3 * BITS)).fill(-1);
  const cut = 8 - BITS;
  return (pixel) => {
    const [r, g, b] = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    const at = ((r >> cut) << (2 * BITS)) | ((g >> cut) << BITS) | (b >> cut);
    // Its whole bucket takes the colour of the bucket's lower corner: which pixel comes first must not matter.
    if (known[at] < 0)
      known[at] = nearest(palette, r & -(1 << cut), g & -(1 << cut), b & -(1 << cut));
    return known[at];
  };
}

/**
 * @param {number[][]} palette
 * @param {number} r
 * @param {number} g
 * @param {number} b
 */
function nearest(palette, r, g, b) {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < palette.length; i += 1) {
    const [pr, pg, pb] = palette[i];
    const away = (pr - r) ** 2 + (pg - g) ** 2 + (pb - b) ** 2;
    if (away < least) [best, least] = [i, away];
  }
  return best;
}

/**
 * Colours of a frame by their index; what shows the same as before is transparent.
 * @param {Uint32Array} pixels
 * @param {(pixel: number) => number} nearest
 * @param {{pixels: Uint32Array, shown: Uint8Array} | null} before  the frame before; changed into this one
 */
export function indexed(pixels, nearest, before) {
  const indices = new Uint8Array(pixels.length);
  if (!before) {
    for (let i = 0; i < pixels.length; i += 1) indices[i] = nearest(pixels[i]);
    return indices;
  }
  for (let i = 0; i < pixels.length; i += 1) {
    const shown = pixels[i] === before.pixels[i] ? before.shown[i] : nearest(pixels[i]);
    indices[i] = shown === before.shown[i] ? TRANSPARENT : shown;
    before.shown[i] = shown;
  }
  before.pixels.set(pixels);
  return indices;
}
