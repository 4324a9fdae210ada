/** Draw the player's state: controls, plots, numbers. An event redraws only what depends on what it changed. */

import { speak } from "../page/dom.js";
import { laidOn } from "../plots/ghost.js";
import { createLazyThree } from "../plots/lazy-three.js";
import { heightScale } from "../plots/scale.js";
import { createViews } from "../plots/views.js";
import { createDue, createPacer } from "./pace.js";
import { placeOf } from "./speed.js";
import { isCovered, startOf } from "./state.js";

/** @typedef {import("../types.js").Served} Served */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("../types.js").Scene} Scene */

// Least ms between two drawings of what need not follow every frame.
const BAR_EVERY = 30;
const BOARD_EVERY = 100;
const THREE_EVERY = 250; // while something is dragged

/**
 * @param {HTMLElement} root
 * @param {{layout: ReturnType<typeof import("../page/layout.js").createLayout>, state: () => State,
 *   controls: ReturnType<typeof import("../controls/controls.js").createControls>,
 *   waiting: ReturnType<typeof import("../page/waiting.js").createWaiting>, loadPlotly: () => Promise<any>, loadSurface?: import("../slice/slice.js").Load | null,
 *   served?: Served | null,
 *   change: (patch: import("../types.js").Change, final?: boolean) => void, painted: () => void, settled?: Promise<void>,
 *   preview: (patch: import("../types.js").Change | null) => void}} ports
 *   preview: shows a change that is not made; painted: called after each drawing; settled: the page has time for the 3-D plot
 */
export function createScreen(root, ports) {
  const {
    layout,
    state,
    controls,
    waiting,
    loadPlotly,
    loadSurface = null,
    change,
    settled,
    served = null,
    preview,
  } = ports;
  const { transport, batch, board, toolbar, handle } = controls;
  const pacer = createPacer();
  const barDue = createDue(BAR_EVERY, 1);
  const boardDue = createDue(BOARD_EVERY, 3);
  const three = createLazyThree(layout.three.graph, settled, served?.createThree);
  const ask = served?.askMap;
  const sweep = ask && served.createSweep(layout.sweep, { ask, change, redraw: () => paint() });
  /** @type {ReturnType<Served["createMaps"]> | null} */
  let maps = null;
  /** @type {any} */
  let plotly = null;
  /** @type {ReturnType<typeof createViews> | null} */
  let plots = null;
  /** @type {ReturnType<typeof heightScale> | null} */
  let scale = null;
  let scaleKey = "";
  /** @type {any} */
  let timer = 0;

  /** @param {Scene} scene */
  function scaleOf({ surface }) {
    const { height } = state().view;
    if (scale && scaleKey === `${surface.part} ${height}`) return scale;
    scaleKey = `${surface.part} ${height}`;
    scale = heightScale(surface, height);
    return scale;
  }

  /** @param {Scene} scene */
  function shownOf(scene) {
    const { view, theme, word, ghost } = state();
    return {
      scene: state().maps ? { ...scene, vectors: null } : scene,
      view,
      theme,
      word,
      ghost,
      scale: scaleOf(scene),
    };
  }

  async function open() {
    plotly ??= await loadPlotly();
    plots ??= createViews(plotly, layout, paint, { load: loadSurface, change, settled });
    await lay();
  }

  /** Lays out the plots and shows every control. */
  async function lay() {
    const { scene, view, word, theme, closed } = state();
    if (!scene || !plots || closed) return;
    root.classList.toggle("rv-flat", !view.three);
    root.classList.toggle("rv-rates", scene.header.rates);
    root.classList.toggle("rv-live", !!scene.dragged);
    layout.maps.hidden = !state().maps;
    toolbar.show(scene, word);
    showControls();
    layout.arrange(scene.surface.domain, theme.scale);
    await plots.lay(shownOf(scene));
    paint();
  }

  /** Draws other runs of the scene; nothing else is touched. */
  function redrawRuns() {
    const { scene, changes, word } = state();
    if (!scene || !plots) return;
    root.classList.toggle("rv-live", !!scene.dragged);
    plots.redrawRuns(shownOf(scene));
    showMaps();
    board.follow(changes.lr);
    toolbar.offerRestore(Object.keys(changes).length > 0);
    if (changes.batch !== undefined) batch.show(scene, changes, word);
    paint();
  }

  function showMaps() {
    const { scene, base, view, theme, changes, word } = state();
    if (!scene || !base) return;
    const shown = { scene, base, view, theme, changes, word };
    sweep?.show(shown);
    if (!ask || (!maps && !state().maps)) return;
    const { home } = served;
    maps ??= served.createMaps(layout.maps, { ask, change, preview, home, redraw: () => paint() });
    maps.show(state().maps ? shown : null);
  }

  function showControls() {
    const { scene, changes, view, word } = state();
    if (!scene) return;
    board.show(scene, changes, view.off, word);
    batch.show(scene, changes, word);
    toolbar.offerRestore(Object.keys(changes).length > 0);
    handle.show(startOf(state()), word);
    showMaps();
  }

  function paint() {
    const { scene, playback, hit, word, closed } = state();
    if (closed || !scene) return;
    const now = performance.now();
    const step = placeOf(playback);
    const { playing } = playback;
    const pace = playing ? pacer.next(now) : 0;
    const covered = isCovered(state());
    plots?.paint(step, pace, hit, { still: !playing, covered });
    sweep?.paint(step, pace, covered);
    maps?.paint(step, pace, covered);
    root.classList.toggle("rv-covered", covered);
    handle.show(startOf(state()), word);
    if (barDue(now, pace) || !playing) transport.show(word);
    showNumbers(scene, now, pace);
    showThree(scene.dragged ? THREE_EVERY : 3 * pace);
    ports.painted();
  }

  /**
   * Numbers and words are read more slowly than paths move, and each costs a layout.
   * @type {(scene: Scene, now: number, pace: number) => void}
   */
  function showNumbers(scene, now, pace) {
    const { changes, view, playback, word } = state();
    clearTimeout(timer);
    const due = boardDue(now, pace) || (!playback.playing && !scene.dragged);
    if (!due && scene.dragged) timer = setTimeout(paint, BOARD_EVERY);
    else board.count(scene, playback.step, due);
    if (!due) return;
    if (scene.dragged) board.show(scene, changes, view.off, word);
    batch.count(scene, playback.step, word);
  }

  /** @param {number} [rest]  ms to leave between two drawings */
  function showThree(rest = 0) {
    const { scene, view, theme, playback, word, ghost, closed } = state();
    if (!plotly || !scene || !view.three || closed) return;
    const runs = scene.runs.filter((run) => !view.off.includes(run.key));
    const title = word(view.height === "log" ? "loss-log" : "loss");
    const step = placeOf(playback);
    const ghosts = laidOn(ghost, scene.surface);
    const shown = { surface: scene.surface, scale: scaleOf(scene), theme, runs, ghosts };
    const content = { ...shown, step, covered: isCovered(state()), title };
    three.show(plotly, content, rest);
  }

  return {
    showControls,
    paint,
    get plotly() {
      return plotly;
    },
    get plots() {
      return plots;
    },
    three,

    /**
     * @param {State} before
     * @param {import("./state.js").Event} event
     * @returns {Promise<void> | void}  settles once the plots are drawn
     */
    update(before, event) {
      const now = state();
      if (now.closed) return;
      if (event.type === "translated") {
        root.lang = now.lang;
        speak(root, now.word);
      } else if (event.type === "received") return open();
      else if (event.type === "raced") {
        redrawRuns();
        if (before.scene?.dragged && !now.scene?.dragged) showControls(); // all is as it came
      } else if (event.type === "waits") waiting.show(event.card);
      else if (
        event.type === "framed" ||
        now.view !== before.view ||
        now.theme !== before.theme ||
        now.ghost !== before.ghost
      )
        return lay();
      else if (event.type !== "edited") paint();
      else if (!event.raced) {
        showControls();
        if (now.view.sweep || now.maps) paint(); // its marks follow what the server is asked for, too
      }
    },

    resize() {
      const { scene, theme } = state();
      if (!scene) return;
      layout.arrange(scene.surface.domain, theme.scale);
      plots?.resize().then(paint);
      three.resize();
    },

    /** @param {boolean} near  whether the 3-D plot is in sight */
    seeThree(near) {
      three.near = near;
      showThree();
    },

    close() {
      clearTimeout(timer);
      plots?.close();
      sweep?.close();
      maps?.close();
      three.close();
    },
  };
}
