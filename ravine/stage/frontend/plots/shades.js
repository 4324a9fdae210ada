/** Sample a scale of colours. */

/**
 * @param {[number, string][]} colorscale
 * @param {number} count
 * @returns {[number, number, number][]}  red, green and blue of so many colours at equal distances
 */
export function shades(colorscale, count) {
  const pen = new OffscreenCanvas(count, 1).getContext("2d");
  if (!pen) return Array(count).fill([128, 128, 128]);
  const ramp = pen.createLinearGradient(0, 0, count, 0);
  for (const [share, colour] of colorscale) ramp.addColorStop(share, colour);
  pen.fillStyle = ramp;
  pen.fillRect(0, 0, count, 1);
  const { data } = pen.getImageData(0, 0, count, 1);
  return Array.from({ length: count }, (_, k) => [data[4 * k], data[4 * k + 1], data[4 * k + 2]]);
}
