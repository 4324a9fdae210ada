/** Mark where curves leave the loss chart for good, above or below: nothing is cut off in silence. */

/** @typedef {import("./overlay.js").Curve} Curve */
/** @typedef {import("./overlay.js").Frame} Frame */
/** @typedef {import("../types.js").Series} Series */
/** @typedef {import("../types.js").Transform} Transform */

const [WIDE, HIGH] = [12, 9]; // px of a mark

/**
 * Pixels across where a curve leaves the picture and does not come back; null on the side on which it stays within.
 * @param {Series} series
 * @param {Transform} view
 * @returns {{above: number | null, below: number | null}}
 */
export function exitsOf({ x, y }, { mx, bx, my, by, left, top, width, height }) {
  /** @type {{above: number | null, below: number | null}} */
  const exits = { above: null, below: null };
  const sideOf = (/** @type {number} */ pixel) =>
    pixel < top - 1 ? "above" : pixel > top + height + 1 ? "below" : "";
  let inside = false;
  for (let i = 0; i < y.length; i += 1) {
    const pixel = y[i] * my + by;
    if (Number.isNaN(pixel)) continue;
    const side = sideOf(pixel);
    if (!side) exits.above = exits.below = null;
    else if (inside) {
      const across = crossing(x, y, i, (side === "above" ? top : top + height) / my - by / my);
      const at = across * mx + bx;
      if (at >= left && at <= left + width) exits[side] = at;
    }
    inside = !side;
  }
  return exits;
}

/**
 * Where the line to a point crosses a height.
 * @type {(x: Float64Array, y: Float64Array, i: number, at: number) => number}
 */
function crossing(x, y, i, at) {
  const share = (at - y[i - 1]) / (y[i] - y[i - 1]);
  return x[i - 1] + (Number.isFinite(share) ? share : 0) * (x[i] - x[i - 1]);
}

/** @type {(frame: Frame, curves: Curve[]) => void} */
export function drawExits({ g, view, theme }, curves) {
  for (const { run, series } of curves) {
    const { above, below } = exitsOf(series, view);
    if (above !== null) drawMark(g, above, view.top, HIGH, run.color, theme.background);
    if (below !== null)
      drawMark(g, below, view.top + view.height, -HIGH, run.color, theme.background);
  }
}

/**
 * A triangle with its tip on the border.
 * @type {(g: CanvasRenderingContext2D, x: number, y: number, high: number, colour: string, around: string) => void}
 */
function drawMark(g, x, y, high, colour, around) {
  g.beginPath();
  g.moveTo(x, y);
  g.lineTo(x + WIDE / 2, y + high);
  g.lineTo(x - WIDE / 2, y + high);
  g.closePath();
  g.lineWidth = 3;
  g.strokeStyle = around;
  g.stroke();
  g.fillStyle = colour;
  g.fill();
}
