/** Where the axes of a plot lie, as Plotly places them. Pure. */

/** @typedef {{range: [number, number], _offset: number, _length: number, type: string,
 *   l2p: (value: number) => number, p2l: (pixel: number) => number}} FlatAxis
 *   l2p: pixels from the axis's beginning */
/** @typedef {{left: number, top: number, width: number, height: number}} Area  of the plot, within its margins */

const TOWARD = { left: 0, bottom: 0, center: 0.5, middle: 0.5, right: 1, top: 1 };

/**
 * @param {any} layout
 * @param {{width: number, height: number}} size
 * @returns {{area: Area, xaxis: FlatAxis, yaxis: FlatAxis, yaxis2?: FlatAxis}}
 */
export function frameOf(layout, { width, height }) {
  const { l, r, t, b } = layout.margin;
  const area = {
    ...{ left: l, top: t },
    ...{ width: Math.max(width - l - r, 1), height: Math.max(height - t - b, 1) },
  };
  const [x, y] = domainsOf(layout, area);
  const across = axisOf(layout.xaxis, x, area, false);
  const upright = axisOf(layout.yaxis, y, area, true);
  if (!layout.yaxis2) return { area, xaxis: across, yaxis: upright };
  const below = axisOf(layout.yaxis2, layout.yaxis2.domain ?? [0, 1], area, true);
  return { area, xaxis: across, yaxis: upright, yaxis2: below };
}

/**
 * Shares of the area that the axes take; axes with one scale leave some of it empty on one side.
 * @param {any} layout
 * @param {Area} area
 * @returns {[number, number][]}
 */
function domainsOf({ xaxis, yaxis }, area) {
  const [x, y] = [xaxis.domain ?? [0, 1], yaxis.domain ?? [0, 1]];
  if (!yaxis.scaleanchor) return [x, y];
  const scales = [
    (area.width * (x[1] - x[0])) / Math.abs(xaxis.range[1] - xaxis.range[0]),
    (area.height * (y[1] - y[0])) / Math.abs(yaxis.range[1] - yaxis.range[0]),
  ];
  const least = Math.min(...scales);
  return [
    shrunk(x, least / scales[0], xaxis.constraintoward ?? "center"),
    shrunk(y, least / scales[1], yaxis.constraintoward ?? "middle"),
  ];
}

/** @type {(domain: [number, number], share: number, toward: keyof typeof TOWARD) => [number, number]} */
function shrunk([low, high], share, toward) {
  const fixed = low + (high - low) * TOWARD[toward];
  return [fixed + (low - fixed) * share, fixed + (high - fixed) * share];
}

/**
 * @param {any} axis
 * @param {[number, number]} domain
 * @param {Area} area
 * @param {boolean} upright
 * @returns {FlatAxis}
 */
function axisOf({ range, type = "linear" }, domain, area, upright) {
  const whole = upright ? area.height : area.width;
  const length = whole * (domain[1] - domain[0]);
  const offset = upright ? area.top + whole * (1 - domain[1]) : area.left + whole * domain[0];
  const [from, to] = upright ? [range[1], range[0]] : range;
  return {
    ...{ range: [range[0], range[1]], type, _offset: offset, _length: length },
    l2p: (value) => ((value - from) / (to - from)) * length,
    p2l: (pixel) => from + (pixel / length) * (to - from),
  };
}
