/**
 * A 2-D Plotly graph that keeps its zoom. (Plotly's uirevision forgets a zoom as soon as the given range changes,
 * and ours follows the data.)
 */

import { transformOf } from "./canvas.js";
import { glide } from "./glide.js";

/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{x: [number, number], y: [number, number], y2?: [number, number]}} Ranges
 *   in axis coordinates; y2: of the strip below, which no zoom moves */

export const COARSE = "(pointer: coarse)";

const CONFIG = {
  displayModeBar: false,
  doubleClick: "reset", // without it no event is sent; our listener overrides what it does
  showSendToCloud: false,
  showTips: false,
  responsive: false,
  scrollZoom: false,
};

const REST = 120; // ms without a move, after which a zoomed plot is laid out again

/**
 * @param {any} plotly
 * @param {Graph} graph
 * @param {() => void} redraw  called when the axes move
 * @param {() => any} settle  called when they have come to rest: lays out the plot for what is in sight
 * @param {(ranges: Ranges) => Record<string, any>} [ticks]  what else of the layout changes with the ranges: with the
 *   ticks of another range, Plotly may draw a thousand of them, for which it takes 14 s
 */
export function createChart(plotly, graph, redraw, settle, ticks = () => ({})) {
  let key = "";
  let sight = "";
  /** @type {Ranges | null} */
  let home = null;
  /** @type {boolean | null} */
  let striped = null;
  /** @type {any} */
  let resting = 0;
  /** @type {[string, (event: any) => void][]} */
  const listeners = ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"].map((name) => [
    name,
    redraw,
  ]);
  listeners.push(["plotly_relayout", rest]);

  function rest() {
    clearTimeout(resting);
    resting = setTimeout(settle, REST);
  }

  /** @returns {{x: [number, number], y: [number, number]}} */
  function current() {
    const { xaxis, yaxis } = graph._fullLayout;
    return { x: xaxis.range.slice(), y: yaxis.range.slice() };
  }

  function zoomed() {
    if (!home || !graph._fullLayout?.xaxis) return false;
    const now = current();
    return differ(now.x, home.x) || differ(now.y, home.y);
  }

  /** @param {Ranges} ranges  copied: Plotly writes into the arrays it is given */
  function look({ x, y, y2 }) {
    const strip = y2 && { "yaxis2.range": [...y2] };
    const ranges = { "xaxis.range": [...x], "yaxis.range": [...y], ...strip };
    return plotly.relayout(graph, { ...ranges, ...ticks({ x, y }) });
  }

  return {
    graph,
    view: () => transformOf(graph),
    /** @type {(drawn: Ranges, to: Ranges) => void} */
    glide: (drawn, to) => (plotly.glide ?? glide)(graph, drawn, to),
    current,
    zoomed,
    look,
    get home() {
      return home;
    },

    /**
     * Number of ticks that each axis has room for.
     * @param {number} letters  their size; 1 is the usual one
     * @returns {[across: number, upright: number]}
     */
    room(letters) {
      const { xaxis, yaxis } = graph._fullLayout;
      return [xaxis._length / (62 * letters), yaxis._length / (36 * letters)];
    },

    /**
     * Ranges that `lay` would show: those of a zoom into the same subject, or `ranges`.
     * @param {string} newSight
     * @param {Ranges} ranges
     * @returns {Ranges}
     */
    inSight(newSight, ranges) {
      return newSight === sight && zoomed() ? { ...ranges, ...current() } : ranges;
    },

    /**
     * Lay out the plot again if `newKey` differs; a zoom is kept while `newSight`, its subject, is the same.
     * @param {string} newKey
     * @param {string} newSight
     * @param {Ranges} ranges
     * @param {() => {traces: object[], layout: any}} spec
     */
    async lay(newKey, newSight, ranges, spec) {
      const keep = newSight === sight && zoomed();
      if (newKey === key) {
        const moved = !home || differ(ranges.x, home.x) || differ(ranges.y, home.y);
        const strip = !!ranges.y2 && !!home?.y2 && differ(ranges.y2, home.y2);
        home = ranges;
        if ((moved && !keep) || strip) await look(keep ? { ...ranges, ...current() } : ranges);
        return;
      }
      const { x, y } = keep ? current() : ranges;
      [key, sight, home] = [newKey, newSight, ranges];
      const { traces, layout } = spec();
      layout.xaxis = { ...layout.xaxis, range: [...x], autorange: false };
      layout.yaxis = { ...layout.yaxis, range: [...y], autorange: false };
      const { y2 } = ranges;
      if (y2) layout.yaxis2 = { ...layout.yaxis2, range: [...y2], autorange: false };
      Object.assign(layout, size(graph));
      if (striped === !!y2) return plotly.react(graph, traces, layout, CONFIG);
      // `react` draws lines along a new axis before that axis has a position.
      striped = !!y2;
      await plotly.newPlot(graph, traces, layout, CONFIG);
      for (const [name, listener] of listeners) graph.on(name, listener); // a new plot forgets them
    },

    /**
     * Only after `lay`.
     * @param {string} name
     * @param {(event: any) => void} listener
     */
    on(name, listener) {
      listeners.push([name, listener]);
      graph.on(name, listener);
    },

    /** @param {Ranges} ranges */
    async setHome(ranges) {
      home = { ...home, ...ranges };
      await look(home);
    },

    async resize() {
      const { width, height } = size(graph);
      const full = graph._fullLayout;
      if (!full || !width || (full.width === width && full.height === height)) return;
      await plotly.relayout(graph, { width, height });
    },

    /** @param {number} factor  below 1: closer */
    zoom(factor) {
      const { x, y } = current();
      look({ x: around(x, factor), y: around(y, factor) });
    },

    close() {
      clearTimeout(resting);
      plotly.purge(graph);
    },
  };
}

/** @param {Graph} graph */
function size(graph) {
  const { clientWidth: width, clientHeight: height } = graph;
  return { width: width || 300, height: height || 300 };
}

/**
 * @param {number[]} first
 * @param {number[]} second
 */
function differ(first, second) {
  const slack = Math.abs(second[1] - second[0]) * 1e-6;
  return Math.abs(first[0] - second[0]) > slack || Math.abs(first[1] - second[1]) > slack;
}

/** @type {(range: [number, number], factor: number) => [number, number]} */
function around([low, high], factor) {
  const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
  return [middle - half, middle + half];
}
