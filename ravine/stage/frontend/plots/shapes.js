/** Draw small shapes on a canvas. */

/** @typedef {CanvasRenderingContext2D} Context */

/** @type {(g: Context, x: number, y: number, radius: number, color: string) => void} */
export function disc(g, x, y, radius, color) {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  g.fillStyle = color;
  g.fill();
}

/**
 * A disc that holds a short text.
 * @type {(g: Context, x: number, y: number, radius: number, color: string, text: string, font: string) => void}
 */
export function labelledDisc(g, x, y, radius, color, text, font) {
  disc(g, x, y, radius, color);
  g.save();
  g.fillStyle = inkOn(color);
  g.font = `700 ${(text.length > 1 ? 1.2 : 1.5) * radius}px ${font}`;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.fillText(text, x, y + 0.08 * radius);
  g.restore();
}

/**
 * Black or white, which of the two is read better on a colour.
 * @param {string} color  #rrggbb
 */
export function inkOn(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  // Contrast with both is the same at this luminance (WCAG 2).
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}

/** @type {(g: Context, x: number, y: number, radius: number, color: string, width: number) => void} */
export function ring(g, x, y, radius, color, width) {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  g.strokeStyle = color;
  g.lineWidth = width;
  g.stroke();
}

/** @type {(g: Context, x: number, y: number, size: number, color: string, width: number) => void} */
export function cross(g, x, y, size, color, width) {
  g.beginPath();
  g.moveTo(x - size, y - size);
  g.lineTo(x + size, y + size);
  g.moveTo(x + size, y - size);
  g.lineTo(x - size, y + size);
  g.lineCap = "round";
  g.strokeStyle = color;
  g.lineWidth = width;
  g.stroke();
}

/** @type {(g: Context, x: number, y: number, radius: number, color: string) => void} */
export function star(g, x, y, radius, color) {
  g.beginPath();
  for (let i = 0; i < 10; i += 1) {
    const reach = i % 2 ? radius * 0.45 : radius;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    g.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  g.closePath();
  g.fillStyle = color;
  g.fill();
}
