/** What the stage asks of plotly.js, drawn on canvas: a page without a network has no room for it. */

import { drawGraph } from "../flat/draw.js";
import { readTheme } from "../page/theme.js";
import { pixelRatio, toAxis, transformOf } from "../plots/canvas.js";
import { placed } from "../plots/glide.js";
import { watchBox } from "./zoom-box.js";

/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {import("../plots/glide.js").Ranges} Ranges */
/** @typedef {(event: any) => void} Listener */
/**
 * @typedef {object} Sheet  one graph
 * @property {HTMLCanvasElement} canvas
 * @property {object[]} traces
 * @property {any} layout
 * @property {Map<string, Listener[]>} listeners
 * @property {HTMLCanvasElement | null} still  what was drawn, while it is moved
 */

/**
 * @param {HTMLElement} root  whose colours and letters are used
 */
export function createDrawing(root) {
  /** @type {Map<Graph, Sheet>} */
  const sheets = new Map();

  /** @param {Graph} graph */
  function sheetOf(graph) {
    const known = sheets.get(graph);
    if (known) return known;
    const sheet = createSheet(graph);
    sheets.set(graph, sheet);
    listen(graph, sheet);
    return sheet;
  }

  /** @param {Graph} graph */
  function draw(graph) {
    const sheet = sheetOf(graph);
    const { canvas, layout } = sheet;
    const { width, height } = layout;
    const ratio = pixelRatio();
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high)
      Object.assign(canvas, { width: wide, height: high });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const axes = drawGraph(pen, sheet, { width, height }, readTheme(root));
    graph._fullLayout = { ...axes, width, height };
    sheet.still = null;
    tell(sheet, "plotly_afterplot");
  }

  /**
   * @param {Graph} graph
   * @param {object[]} traces
   * @param {any} layout
   */
  async function react(graph, traces, layout) {
    Object.assign(sheetOf(graph), { traces, layout });
    draw(graph);
  }

  return {
    react,

    /** @type {(graph: Graph, traces: object[], layout: any) => Promise<void>} */
    newPlot(graph, traces, layout) {
      sheetOf(graph).listeners.clear(); // as Plotly does
      return react(graph, traces, layout);
    },

    /**
     * @param {Graph} graph
     * @param {Record<string, any>} patch  paths of the layout and their values
     */
    async relayout(graph, patch) {
      const sheet = sheetOf(graph);
      sheet.layout = patched(sheet.layout, patch);
      draw(graph);
      tell(sheet, "plotly_relayout");
    },

    /** @type {(graph: Graph, drawn: Ranges, to: Ranges) => void} as plots/glide.js moves what Plotly has drawn */
    glide(graph, drawn, to) {
      const sheet = sheetOf(graph);
      const view = transformOf(graph);
      if (!view) return;
      sheet.still ??= copied(sheet.canvas);
      const { xaxis, yaxis } = graph._fullLayout;
      [xaxis.range, yaxis.range] = [[...to.x], [...to.y]];
      paintMoved(sheet, view, placed(drawn, to, [view.width, view.height]));
    },

    /** @param {Graph} graph */
    purge(graph) {
      sheets.get(graph)?.canvas.remove();
      sheets.delete(graph);
    },
  };

  /** @type {(graph: Graph, sheet: Sheet) => void} */
  function listen(graph, sheet) {
    watchBox(graph, {
      plot: () => transformOf(graph),
      zooms: () => sheet.layout?.dragmode === "zoom",
      proportional: () => !!sheet.layout?.yaxis.scaleanchor,
      zoom({ left, top, width, height }) {
        const view = /** @type {import("../types.js").Transform} */ (transformOf(graph));
        const [x0, y1] = toAxis(view, left, top);
        const [x1, y0] = toAxis(view, left + width, top + height);
        sheet.layout = patched(sheet.layout, { "xaxis.range": [x0, x1], "yaxis.range": [y0, y1] });
        draw(graph);
        tell(sheet, "plotly_relayout");
      },
      click({ x, y }, event) {
        const view = transformOf(graph);
        if (!view) return;
        const [across, up] = toAxis(view, x, y);
        tell(sheet, "plotly_click", { xvals: [across], yvals: [up], event });
      },
      double: () => tell(sheet, "plotly_doubleclick"),
    });
  }
}

/**
 * @param {Graph} graph
 * @returns {Sheet}
 */
function createSheet(graph) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { className: "rv-canvas" }).setAttribute("aria-hidden", "true");
  graph.append(canvas);
  /** @type {Sheet} */
  const sheet = { canvas, traces: [], layout: null, listeners: new Map(), still: null };
  graph.on = (name, listener) => {
    sheet.listeners.set(name, [...(sheet.listeners.get(name) ?? []), listener]);
  };
  return sheet;
}

/**
 * @param {Sheet} sheet
 * @param {string} name
 * @param {any} [event]
 */
function tell({ listeners }, name, event = {}) {
  for (const listener of listeners.get(name) ?? []) listener(event);
}

/**
 * A layout with other values at some paths: `xaxis.range`, `width`.
 * @param {any} layout
 * @param {Record<string, any>} patch
 */
export function patched(layout, patch) {
  const next = { ...layout };
  for (const [path, value] of Object.entries(patch)) {
    const [part, field] = path.split(".");
    next[part] = field ? { ...next[part], [field]: value } : value;
  }
  return next;
}

/** @param {HTMLCanvasElement} canvas */
function copied(canvas) {
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}

/**
 * @param {Sheet} sheet
 * @param {import("../types.js").Transform} view
 * @param {ReturnType<typeof placed>} to
 */
function paintMoved({ canvas, still, layout }, { left, top, width, height }, { scale, shift }) {
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const ratio = canvas.width / layout.width;
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.clearRect(left, top, width, height);
  const from = [left, top, width, height].map((px) => px * ratio);
  const into = [left + shift[0], top + shift[1], width * scale[0], height * scale[1]];
  const [sx, sy, sw, sh] = from;
  const [x, y, w, h] = into;
  if (still) pen.drawImage(still, sx, sy, sw, sh, x, y, w, h);
  pen.restore();
}
