/** Sample a scale of colours. Pure. */

/** @typedef {[number, string][]} Colorscale  of #rrggbb, over 0 to 1 */

/**
 * @param {Colorscale} colorscale
 * @param {number} count
 * @returns {[number, number, number][]}  red, green and blue of so many colours at equal distances
 */
export function shades(colorscale, count) {
  return Array.from({ length: count }, (_, k) => shadeAt(colorscale, (k + 0.5) / count));
}

/**
 * @param {Colorscale} colorscale
 * @param {number} place  0 to 1
 * @returns {[number, number, number]}
 */
export function shadeAt(colorscale, place) {
  const above = Math.max(
    1,
    colorscale.findIndex(([at]) => at >= place),
  );
  const [[from, colourBelow], [to, colourAbove]] = [colorscale[above - 1], colorscale[above]];
  const share = (place - from) / (to - from);
  const [red, green, blue] = [1, 3, 5].map((i) => {
    const [a, b] = [colourBelow, colourAbove].map((colour) =>
      Number.parseInt(colour.slice(i, i + 2), 16),
    );
    return Math.round(a + (b - a) * share);
  });
  return [red, green, blue];
}
