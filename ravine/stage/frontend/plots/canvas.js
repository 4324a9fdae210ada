/** Draw on a transparent canvas over a Plotly graph, in the graph's coordinates. */

/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {import("../types.js").Transform} Transform */

// Drawn by the CPU: software GL is slow at long lines, and no graphics card is needed for them.
export const CPU = { willReadFrequently: true };

/** Device pixels for each CSS pixel, at most 2. */
export function pixelRatio() {
  return Math.min(devicePixelRatio || 1, 2);
}

/**
 * Transform from axis to pixels, from ranges and lengths: Plotly's own l2p rounds to hundredths of a pixel, which
 * falsifies slopes. Ranges of log axes are powers of ten already.
 * @param {Graph} graph
 * @param {string} [upright]  name of the y axis
 * @returns {Transform | null}
 */
export function transformOf(graph, upright = "yaxis") {
  const x = graph._fullLayout?.xaxis;
  const y = graph._fullLayout?.[upright];
  if (!(x?._length > 0) || !(y?._length > 0) || !x.range || !y.range) return null;
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  const [mx, my] = [x._length / (right - left), y._length / (bottom - top)];
  if (!Number.isFinite(mx + my)) return null;
  return {
    mx,
    bx: x._offset - mx * left,
    my,
    by: y._offset - my * top,
    left: x._offset,
    top: y._offset,
    width: x._length,
    height: y._length,
  };
}

/**
 * Size that Plotly drew: measuring the element would cost a layout.
 * @type {(graph: Graph) => [width: number, height: number]}
 */
export function sizeOf({ _fullLayout }) {
  return [_fullLayout.width, _fullLayout.height];
}

/** @param {Transform} view */
export function transformKey(view) {
  return [view.mx, view.bx, view.my, view.by, view.width, view.height].join();
}

/**
 * @param {Transform} view
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}  axis coordinates
 */
export function toAxis(view, x, y) {
  return [(x - view.bx) / view.mx, (y - view.by) / view.my];
}

/**
 * A context clipped to the plotting area.
 * @param {HTMLCanvasElement} canvas
 * @param {[width: number, height: number]} size  of the plot below
 * @param {Transform} view
 * @param {{ratio: number, clear: boolean, settings?: CanvasRenderingContext2DSettings}} how
 *   ratio: device pixels for each CSS pixel
 * @returns {CanvasRenderingContext2D}
 */
export function beginFrame(canvas, size, view, { ratio, clear, settings }) {
  const [wide, high] = size;
  const width = Math.round(wide * ratio);
  const height = Math.round(high * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", settings));
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (clear) g.clearRect(0, 0, wide, high);
  g.save();
  g.beginPath();
  g.rect(view.left, view.top, view.width, view.height);
  g.clip();
  g.lineJoin = "round";
  return g;
}
