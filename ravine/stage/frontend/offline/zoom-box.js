/** Pull up a box with the mouse and zoom into it; tell a click, and a double click, from that. */

/** @typedef {{x: number, y: number}} Point  pixels from the plot's upper left */
/** @typedef {{left: number, top: number, width: number, height: number}} Rectangle */

const LEAST = 8; // px that a button is held and moved before it draws a box
const NARROW = 24; // px; a box that is narrower zooms along its length alone
const DOUBLE = 300; // ms
const BESIDE = 12; // px between the clicks of a double click

/**
 * The part of the plot between two points.
 * @param {Point} from
 * @param {Point} to
 * @param {Rectangle} plot
 * @param {boolean} proportional  it has the plot's own proportions
 * @returns {Rectangle}
 */
export function boxOf(from, to, plot, proportional) {
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
  const x = Math.min(Math.max(to.x, plot.left), right);
  const y = Math.min(Math.max(to.y, plot.top), bottom);
  let [width, height] = [Math.abs(x - from.x), Math.abs(y - from.y)];
  if (proportional) {
    const room = [
      x < from.x ? from.x - plot.left : right - from.x,
      y < from.y ? from.y - plot.top : bottom - from.y,
    ];
    const share = Math.min(
      Math.max(width / plot.width, height / plot.height),
      ...[room[0] / plot.width, room[1] / plot.height],
    );
    [width, height] = [share * plot.width, share * plot.height];
  } else if (height < NARROW && width >= NARROW) {
    return { left: Math.min(x, from.x), width, top: plot.top, height: plot.height };
  } else if (width < NARROW && height >= NARROW) {
    return { top: Math.min(y, from.y), height, left: plot.left, width: plot.width };
  }
  const left = x < from.x ? from.x - width : from.x;
  return { left, top: y < from.y ? from.y - height : from.y, width, height };
}

/**
 * @param {HTMLElement} graph
 * @param {{plot: () => Rectangle | null, zooms: () => boolean, proportional: () => boolean,
 *   zoom: (box: Rectangle) => void, click: (at: Point, event: MouseEvent) => void, double: () => void}} act
 *   zooms: whether a box is drawn at all: on a touch screen, a drag scrolls the page
 */
export function watchBox(graph, { plot, zooms, proportional, zoom, click, double }) {
  const shown = document.createElement("div");
  shown.className = "rv-zoom-box";
  /** @type {Point | null} */
  let from = null;
  let drawn = false; // a box has been drawn since the button went down
  let before = { at: -Infinity, x: 0, y: 0 };

  /** @param {MouseEvent} event */
  function pointOf({ clientX, clientY }) {
    const frame = graph.getBoundingClientRect();
    return { x: clientX - frame.left, y: clientY - frame.top };
  }

  /** @type {(point: Point) => boolean} */
  function isInside({ x, y }) {
    const area = plot();
    if (!area) return false;
    const { left, top, width, height } = area;
    return x >= left && x <= left + width && y >= top && y <= top + height;
  }

  /** @param {MouseEvent} event */
  function move(event) {
    const to = pointOf(event);
    const area = plot();
    if (!from || !area || (!drawn && Math.hypot(to.x - from.x, to.y - from.y) < LEAST)) return;
    drawn = true;
    const { left, top, width, height } = boxOf(from, to, area, proportional());
    shown.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    graph.append(shown);
  }

  /** @param {MouseEvent} event */
  function release(event) {
    const area = plot();
    if (from && area && drawn) zoom(boxOf(from, pointOf(event), area, proportional()));
    stop();
  }

  function stop() {
    from = null;
    shown.remove();
    document.removeEventListener("mousemove", move);
    document.removeEventListener("mouseup", release);
    document.removeEventListener("keydown", leave);
  }

  /** @param {KeyboardEvent} event */
  function leave(event) {
    if (event.key === "Escape") stop();
  }

  graph.addEventListener("mousedown", (event) => {
    drawn = false;
    const at = pointOf(event);
    if (event.button !== 0 || !zooms() || !isInside(at)) return;
    event.preventDefault(); // no text is selected
    from = at;
    document.addEventListener("mousemove", move);
    document.addEventListener("mouseup", release);
    document.addEventListener("keydown", leave);
  });

  graph.addEventListener("click", (event) => {
    const at = pointOf(event);
    if (drawn || !isInside(at)) return;
    const now = event.timeStamp;
    const again = now - before.at < DOUBLE && Math.hypot(at.x - before.x, at.y - before.y) < BESIDE;
    before = { at: again ? -Infinity : now, ...at };
    if (again) double();
    else click(at, event);
  });
}
