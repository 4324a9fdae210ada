/** Draw the surface in 3-D, in at most a third of the time, so that the 2-D plots never wait. */

import { plotlyDash } from "./line-style.js";
import { gridAxes, heights } from "./plots.js";
import { homeOf, layoutOf, near } from "./three-layout.js";
import { GHOST, ghostLine, heads, line } from "./three-lines.js";

/** @typedef {import("./scale.js").HeightScale} HeightScale */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Surface} Surface */
/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {{surface: Surface, scale: HeightScale, theme: Theme, runs: Run[], step: number,
 *   covered: boolean, title: string, ghosts: Run[]}} Content
 *   covered: nothing beyond the step is drawn; ghosts: runs of a kept race, which never change */
/** @typedef {import("./three-layout.js").Box} Box */
/** @typedef {import("./three-layout.js").Camera} Camera */

const REST = 2; // rest, as a multiple of the last drawing time
const SHORTEST = 24;
const LONGEST = 400;

/**
 * @param {any} plotly
 * @param {import("../types.js").Graph} graph
 * @param {() => void} failed  called without WebGL
 */
export function createThree(plotly, graph, failed) {
  /** @type {Content | null} */
  let content = null;
  let laid = "";
  let drawn = "";
  let marked = "";
  let busy = false;
  let free = 0;
  let rest = 0;
  /** @type {any} */
  let timer = 0;
  /** @type {Camera | null} */
  let asked = null;
  /** @type {Camera | null} */
  let placed = null;

  async function work() {
    clearTimeout(timer);
    if (busy || !content) return;
    const wait = free - performance.now();
    if (wait > 0) {
      timer = setTimeout(work, wait);
      return;
    }
    busy = true;
    const cost = await measure(next).catch(() => {
      content = null;
      failed();
      return 0;
    });
    // The first drawing includes the compilation of shaders; its time is not counted.
    free = performance.now() + Math.max(Math.min(REST * cost, LONGEST), SHORTEST, rest);
    busy = false;
    if (pending()) work();
  }

  function pending() {
    return (
      content &&
      (laid !== baseKey(content) || drawn !== lineKey(content) || marked !== headKey(content))
    );
  }

  /** Do one piece of work: the whole scene, or the lines, or the heads. */
  async function next() {
    if (!content || !pending()) return;
    if (laid !== baseKey(content)) {
      laid = baseKey(content);
      drawn = lineKey(content);
      marked = headKey(content);
      placed = homeOf(size(graph), content.surface.domain);
      const { traces, layout } = spec(content, size(graph), asked);
      await plotly.react(graph, traces, layout, { displayModeBar: false });
    } else if (drawn !== lineKey(content)) {
      drawn = lineKey(content);
      marked = headKey(content);
      await plotly.restyle(graph, ...restyled(content));
    } else {
      marked = headKey(content);
      const { x, y, z } = heads(content);
      await plotly.restyle(graph, { x: [x], y: [y], z: [z] }, [1 + content.runs.length]);
    }
    forgetPicking(graph);
  }

  return {
    graph,
    /** @returns {Camera | null}  null: as the page has placed it */
    get camera() {
      const camera = graph._fullLayout?.scene?._scene?.getCamera?.();
      if (!camera || !placed || near(camera, placed)) return null;
      const { eye, center, up } = camera;
      return { eye: { ...eye }, center: { ...center }, up: { ...up } };
    },
    set camera(camera) {
      asked = camera;
      if (camera && laid) plotly.relayout(graph, { "scene.camera": camera });
    },
    /**
     * @param {Content} newContent
     * @param {number} least  ms between two drawings
     */
    show(newContent, least) {
      content = newContent;
      rest = least;
      if (pending()) work();
    },
    async resize() {
      const full = graph._fullLayout;
      const { width, height } = size(graph);
      if (!full || !graph.clientWidth || (full.width === width && full.height === height)) return;
      await plotly.relayout(graph, { width, height });
    },
    close() {
      content = null;
      clearTimeout(timer);
      plotly.purge(graph);
    },
  };
}

/**
 * After every change gl-plot3d redraws everything and reads the pixels back, to find what is under the pointer. Unused
 * here, that would block the page (three quarters of the time in software GL).
 * @param {import("../types.js").Graph} graph
 */
function forgetPicking(graph) {
  const plot = graph._fullLayout?.scene?._scene?.glplot;
  const pickable = (plot?.objects ?? []).filter((/** @type {any} */ object) => object.pickSlots);
  if (!pickable.length) return;
  for (const object of pickable) object.pickSlots = 0;
  const nothing = {};
  plot.add(nothing); // adding or removing an object reallocates the buffers
  plot.remove(nothing);
}

/** @param {import("../types.js").Graph} graph */
function size(graph) {
  return { width: graph.clientWidth || 300, height: graph.clientHeight || 300 };
}

/**
 * Time that the work costs the page, including the drawing in the next frame.
 * @param {() => Promise<void>} job
 * @returns {Promise<number>} ms
 */
async function measure(job) {
  const start = performance.now();
  await job();
  const sync = performance.now() - start;
  const frames = await new Promise((done) => {
    requestAnimationFrame((at) => {
      const drawing = performance.now() - at;
      requestAnimationFrame((later) => done(drawing + Math.max(0, later - at - 17)));
    });
  });
  return sync + frames;
}

/** @param {Content} content */
function baseKey({ surface, scale, theme, runs, title, ghosts }) {
  const who = [...runs, ...ghosts].map((run) => [run.key, run.color, run.dash, run.mark]);
  who.push(ghosts.map((run) => run.part));
  return JSON.stringify([surface.part, scale.kind, theme.key, title, who]);
}

/** @param {Content} content */
function lineKey({ runs, covered, step }) {
  return `${runs.map((run) => run.part).join()}${covered ? `@${Math.floor(step)}` : ""}`;
}

/** @param {Content} content */
function headKey(content) {
  return `${lineKey(content)}@${content.step}`;
}

/** @param {Content} content */
function restyled(content) {
  const lines = [...content.runs.map((run) => line(run, content)), heads(content)];
  const update = {
    x: lines.map((points) => points.x),
    y: lines.map((points) => points.y),
    z: lines.map((points) => points.z),
  };
  return /** @type {const} */ ([update, lines.map((_, i) => i + 1)]);
}

/**
 * @param {Content} content
 * @param {Box} box
 * @param {Camera | null} camera  null: as the page places it
 */
function spec(content, box, camera) {
  const { surface, scale, theme, runs } = content;
  const [colors, marks] = [runs.map((run) => run.color), runs.map((run) => run.mark ?? "")];
  const base = {
    type: "surface",
    ...gridAxes(surface),
    z: heights(surface, scale),
    cmin: scale.low,
    cmax: scale.high,
    colorscale: surface.colorscale[theme.dark ? "dark" : "light"],
    showscale: false,
    hoverinfo: "skip",
    contours: { x: { highlight: false }, y: { highlight: false }, z: { highlight: false } },
    lighting: { ambient: 0.78, diffuse: 0.45, specular: 0.04, roughness: 0.9 },
  };
  const lines = runs.map((run) => ({
    type: "scatter3d",
    mode: "lines",
    ...line(run, content),
    line: { color: run.color, width: 5 * theme.scale, dash: plotlyDash(run.dash) },
    hoverinfo: "skip",
    connectgaps: false,
  }));
  const points = {
    type: "scatter3d",
    mode: marks.some(Boolean) ? "markers+text" : "markers",
    text: marks,
    textposition: "top center",
    textfont: { color: theme.text, size: 12 * theme.scale, family: theme.font },
    ...heads(content),
    marker: { color: colors, size: 6 * theme.scale, line: { color: theme.background, width: 1.5 } },
    hoverinfo: "skip",
  };
  const ghosts = content.ghosts.map((run) => ({
    type: "scatter3d",
    mode: "lines",
    ...ghostLine(run, content),
    line: { color: run.color, width: 8 * theme.scale },
    opacity: GHOST,
    hoverinfo: "skip",
    connectgaps: false,
  }));
  // The ghosts stand last: runs and heads keep their numbers.
  return { traces: [base, ...lines, points, ...ghosts], layout: layoutOf(content, box, camera) };
}
