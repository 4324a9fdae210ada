/** Draw small shapes on a canvas. */

/** @typedef {CanvasRenderingContext2D} Context */

/** @type {(g: Context, x: number, y: number, radius: number, color: string) => void} */
export function disc(g, x, y, radius, color) {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  g.fillStyle = color;
  g.fill();
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
