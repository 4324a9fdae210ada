/**
 * Show a plot at other ranges at once, by moving and stretching what Plotly has drawn: drawing contours again takes
 * 0.1 s. Plotly does the same while it pans.
 */

/** @typedef {{x: [number, number], y: [number, number]}} Ranges */

/**
 * @param {import("../types.js").Graph} graph
 * @param {Ranges} drawn  at which Plotly has drawn
 * @param {Ranges} to  which the axes have from now on; the same: nothing is moved
 */
export function glide(graph, drawn, to) {
  const { plot, clipRect, xaxis, yaxis } = graph._fullLayout._plots.xy;
  [xaxis.range, yaxis.range] = [[...to.x], [...to.y]];
  const { scale, shift } = placed(drawn, to, [xaxis._length, yaxis._length]);
  const [x, y] = [xaxis._offset + shift[0], yaxis._offset + shift[1]];
  plot.node().setAttribute("transform", `translate(${x},${y}) scale(${scale})`);
  // The window through which it is seen stays where it is.
  const back = shift.map((pixels, axis) => -pixels / scale[axis]);
  clipRect.node().setAttribute("transform", `translate(${back}) scale(${scale.map((s) => 1 / s)})`);
}

/**
 * Where ranges that were drawn lie in others.
 * @param {Ranges} drawn
 * @param {Ranges} to
 * @param {[width: number, height: number]} size  px
 */
export function placed(drawn, to, [width, height]) {
  const [across, up] = [to.x[1] - to.x[0], to.y[1] - to.y[0]];
  return {
    scale: [(drawn.x[1] - drawn.x[0]) / across, (drawn.y[1] - drawn.y[0]) / up],
    shift: [((drawn.x[0] - to.x[0]) / across) * width, ((to.y[1] - drawn.y[1]) / up) * height],
  };
}
