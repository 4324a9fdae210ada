/** Placeholder: axes only. */

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {{traces: object[], layout: any}} spec
 * @param {{width: number, height: number}} size
 * @param {import("../types.js").Theme} theme
 */
export function drawGraph(pen, { layout }, { width, height }, theme) {
  const { l, r, t, b } = layout.margin;
  const [w, h] = [width - l - r, height - t - b];
  pen.strokeStyle = theme.muted;
  pen.strokeRect(l, t, w, h);
  const axis = (
    /** @type {any} */ { range, type },
    /** @type {number} */ o,
    /** @type {number} */ n,
  ) => ({ range, type, _offset: o, _length: n });
  const all = { xaxis: axis(layout.xaxis, l, w), yaxis: axis(layout.yaxis, t, h) };
  return layout.yaxis2 ? { ...all, yaxis2: axis(layout.yaxis2, t, h) } : all;
}
