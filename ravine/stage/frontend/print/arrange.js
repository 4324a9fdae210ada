/** Where panels, legend and caption of a picture stand. Pure. Lengths are those of letters of 12 px. */

/** @typedef {"map" | "three" | "loss"} Panel */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */
/**
 * @typedef {{panels: Panel[], aspect: number, entries: number[], title: boolean, foot: number}} Parts
 *   aspect: of the map's window, width by height; entries: widths of the legend's, [] without one; foot: number of lines
 */
/** @typedef {{panels: Partial<Record<Panel, Rect>>, entries: Rect[], title: Rect | null, foot: Rect | null}} Places */

export const TITLE = { size: 17, height: 32 };
export const ENTRY = { height: 20, gap: 18 };
export const FOOT = { size: 9, height: 12 };
const GAP = 14;
const MAP = { across: 54 + 62, upright: 8 + 42 }; // margins of the map, for its axes
const WIDE = 1.25; // body, width by height, from which panels stand beside the map
const [LEAST, MOST] = [0.36, 0.62]; // of the body, for the map beside or above others
const THREE = 0.54; // of the height that the 3-D plot and the losses share
const LEGEND_BESIDE = 150; // room that a map alone must leave
const NARROW = 560; // a picture of this width has its panels below each other

/** @param {{width: number, height: number}} size */
export function padOf({ width, height }) {
  return Math.round(Math.min(Math.max(0.028 * Math.min(width, height), 12), 26));
}

/**
 * @param {{width: number, height: number}} size
 * @param {Parts} parts
 * @returns {Places}
 */
export function arrange(size, parts) {
  const pad = padOf(size);
  const inner = { x: pad, y: pad, width: size.width - 2 * pad, height: size.height - 2 * pad };
  const title = parts.title ? { ...inner, height: TITLE.height } : null;
  const top = title ? inner.y + TITLE.height : inner.y;
  const deep = parts.foot * FOOT.height + (parts.foot ? 6 : 0);
  const foot = parts.foot
    ? { ...inner, y: inner.y + inner.height - deep + 6, height: deep - 6 }
    : null;
  const body = { ...inner, y: top, height: inner.y + inner.height - deep - top };
  const own = besideMap(body, parts) ?? belowMap(body, parts);
  if (own) return { ...own, title, foot };
  const legend = rowsOf(parts.entries, inner.width);
  const below = legend.height ? legend.height + GAP / 2 : 0;
  const panels = { ...body, height: body.height - below };
  const from = { x: inner.x, y: panels.y + panels.height + GAP / 2 };
  return {
    panels: panelsIn(panels, parts.panels, parts.aspect),
    entries: legend.places.map((place) => moved(place, from)),
    ...{ title, foot },
  };
}

/** @type {(place: Rect, by: {x: number, y: number}) => Rect} */
function moved(place, { x, y }) {
  return { ...place, x: place.x + x, y: place.y + y };
}

/**
 * Where panels beside it leave room below the map, the legend stands there; null where it does not fit.
 * @type {(body: Rect, parts: Parts) => Pick<Places, "panels" | "entries"> | null}
 */
function belowMap(body, { panels, aspect, entries }) {
  if (!entries.length || panels.length < 2) return null;
  const { map, ...others } = panelsIn(body, panels, aspect);
  if (!map || map.width > MOST * body.width + 1 || map.x > body.x) return null;
  const legend = rowsOf(entries, map.width);
  const free = body.height - map.height - legend.height - GAP;
  if (free < 0 || legend.places.some(({ x, width }) => x + width > map.width + 1)) return null;
  const y = body.y + Math.min(free / 2, GAP);
  const from = { x: body.x, y: y + map.height + GAP };
  return {
    panels: { map: { ...map, y }, ...others },
    entries: legend.places.map((place) => moved(place, from)),
  };
}

/**
 * A map alone in a wide picture has its legend beside it; null where it would not fit there.
 * @type {(body: Rect, parts: Parts) => Pick<Places, "panels" | "entries"> | null}
 */
function besideMap(body, { panels, aspect, entries }) {
  const widest = Math.max(0, ...entries);
  const map = mapWidth(body.height, aspect);
  const room = body.width - map - 2 * GAP;
  const high = entries.length * ENTRY.height;
  if (panels.join() !== "map" || !entries.length || room < Math.max(widest, LEGEND_BESIDE))
    return null;
  if (high > body.height) return null;
  const left = body.x + (room - widest) / 2;
  const from = { x: left + map + 2 * GAP, y: body.y + (body.height - high) / 2 };
  return {
    panels: { map: { ...body, x: left, width: map } },
    entries: entries.map((width, i) => ({
      ...{ x: from.x, y: from.y + i * ENTRY.height, width, height: ENTRY.height },
    })),
  };
}

/** @type {(height: number, aspect: number) => number} */
function mapWidth(height, aspect) {
  return Math.max(height - MAP.upright, 1) * aspect + MAP.across;
}

/** @type {(width: number, aspect: number) => number} */
function mapHeight(width, aspect) {
  return Math.max(width - MAP.across, 1) / aspect + MAP.upright;
}

/** @type {(entries: number[]) => Rect[]} */
function oneRow(entries) {
  let x = 0;
  return entries.map((width) => {
    const place = { x, y: 0, width, height: ENTRY.height };
    x += width + ENTRY.gap;
    return place;
  });
}

/**
 * Entries of a legend: in one row if they fit, else in columns as wide as the widest.
 * @param {number[]} entries
 * @param {number} width
 * @returns {{places: Rect[], height: number}}
 */
export function rowsOf(entries, width) {
  if (!entries.length) return { places: [], height: 0 };
  const whole = entries.reduce((sum, own) => sum + own + ENTRY.gap, -ENTRY.gap);
  if (whole <= width) return { places: oneRow(entries), height: ENTRY.height };
  const widest = Math.max(...entries);
  const most = Math.max(Math.floor((width + ENTRY.gap) / (widest + ENTRY.gap)), 1);
  const rows = Math.ceil(entries.length / most);
  const columns = Math.ceil(entries.length / rows); // rows as even as they can be
  const places = entries.map((own, i) => ({
    x: (i % columns) * (widest + ENTRY.gap),
    y: Math.floor(i / columns) * ENTRY.height,
    ...{ width: own, height: ENTRY.height },
  }));
  return { places, height: rows * ENTRY.height };
}

/**
 * @param {Rect} body
 * @param {Panel[]} panels
 * @param {number} aspect
 * @returns {Partial<Record<Panel, Rect>>}
 */
function panelsIn(body, panels, aspect) {
  const others = panels.filter((panel) => panel !== "map");
  const wide = body.width / body.height > WIDE;
  if (!panels.includes("map")) return wide ? row(body, others) : column(body, others);
  if (!others.length) return { map: fitted(body, aspect) };
  if (wide) {
    const width = within(mapWidth(body.height, aspect), LEAST * body.width, MOST * body.width);
    const height = Math.min(body.height, mapHeight(width, aspect));
    const map = { ...body, width, height, y: body.y + (body.height - height) / 2 };
    const left = body.x + width + GAP;
    return { map, ...column({ ...body, x: left, width: body.x + body.width - left }, others) };
  }
  const high = mapHeight(body.width, aspect);
  const share = body.width < NARROW ? 1 / panels.length + 0.08 : MOST;
  const map = { ...body, height: within(high, LEAST * body.height, share * body.height) };
  const rest = { ...body, y: body.y + map.height + GAP, height: body.height - map.height - GAP };
  return {
    map: fitted(map, aspect),
    ...(body.width < NARROW ? column(rest, others) : row(rest, others)),
  };
}

/** @type {(rect: Rect, aspect: number) => Rect} the map as wide as it needs, in the middle */
function fitted(rect, aspect) {
  const width = Math.min(mapWidth(rect.height, aspect), rect.width);
  const height = Math.min(mapHeight(width, aspect), rect.height);
  return {
    x: rect.x + (rect.width - width) / 2,
    y: rect.y + (rect.height - height) / 2,
    ...{ width, height },
  };
}

/** @type {(rect: Rect, panels: Panel[]) => Partial<Record<Panel, Rect>>} */
function column(rect, panels) {
  if (panels.length < 2) return Object.fromEntries(panels.map((panel) => [panel, rect]));
  const upper = (rect.height - GAP) * THREE;
  return {
    three: { ...rect, height: upper },
    loss: { ...rect, y: rect.y + upper + GAP, height: rect.height - upper - GAP },
  };
}

/** @type {(rect: Rect, panels: Panel[]) => Partial<Record<Panel, Rect>>} */
function row(rect, panels) {
  if (panels.length < 2) return Object.fromEntries(panels.map((panel) => [panel, rect]));
  const left = (rect.width - GAP) * 0.46;
  return {
    three: { ...rect, width: left },
    loss: { ...rect, x: rect.x + left + GAP, width: rect.width - left - GAP },
  };
}

/** @type {(value: number, low: number, high: number) => number} */
function within(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

const [UPPER, LOWER] = [0.52, 0.36]; // height by width of wide panels, most and least
const OTHER = 0.62; // of a 3-D or loss plot in a narrow picture

/**
 * The height that suits what is on a picture of this width.
 * @type {(width: number, parts: Parts) => number}
 */
export function suitableHeight(width, parts) {
  const pad = padOf({ width, height: width });
  const inner = width - 2 * pad;
  const others = parts.panels.filter((panel) => panel !== "map").length;
  const narrow = inner < NARROW;
  let panels = others ? inner * (narrow ? OTHER * others : LOWER) + (narrow ? GAP * others : 0) : 0;
  if (parts.panels.includes("map")) {
    const map = mapHeight(others && !narrow ? 0.56 * inner : inner, parts.aspect);
    if (narrow) panels += within(map, 0.5 * inner, 1.2 * inner);
    else panels = within(map, LOWER * inner, (others ? UPPER : 0.75) * inner);
  }
  const legend = rowsOf(parts.entries, inner).height;
  const deep = parts.foot * FOOT.height + (parts.foot ? 6 : 0);
  const title = parts.title ? TITLE.height : 0;
  return Math.round(2 * pad + title + panels + (legend ? legend + GAP / 2 : 0) + deep);
}
