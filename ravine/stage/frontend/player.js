/**
 * The player: takes payloads, shows them, reports what the visitor does. Knows nothing of
 * Streamlit; the standalone page uses it without `emit`.
 */

import { createBoard } from "./board.js";
import { createClock } from "./clock.js";
import { speak } from "./dom.js";
import { speaker } from "./format.js";
import { describePoint } from "./hover.js";
import { connectPlots } from "./interact.js";
import { listenToKeys } from "./keys.js";
import { createLayout } from "./layout.js";
import { createLive } from "./live.js";
import { assemble, PartStore, unpack } from "./payload.js";
import { download, takePicture } from "./picture.js";
import { heightScale } from "./scale.js";
import { createStart, roundStart } from "./start.js";
import { readTheme, watchTheme } from "./theme.js";
import { createThree } from "./three.js";
import { createTip } from "./tip.js";
import { copyText, createToolbar } from "./toolbar.js";
import { createTransport } from "./transport.js";
import { createViews } from "./views.js";

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").View} View */

const COUNTS_EVERY = 66; // ms between new numbers on the board while playing

/**
 * @param {HTMLElement} root
 * @param {{loadPlotly: () => Promise<any>, emit?: ((message: import("./types.js").Message) => void) | null}} ports
 */
export function createPlayer(root, { loadPlotly, emit = null }) {
  root.classList.add("ravine");
  root.classList.toggle("rv-alone", !emit);
  const store = new PartStore();
  const layout = createLayout(root);
  const tip = createTip(root);
  /** @type {Scene | null} */
  let scene = null;
  /** @type {ReturnType<typeof createViews> | null} */
  let views = null;
  /** @type {ReturnType<typeof createThree> | null} */
  let three = null;
  /** @type {any} */
  let plotly = null;
  /** @type {Hit | null} */
  let hit = null;
  /** @type {import("./scale.js").HeightScale | null} */
  let scale = null;
  let scaleKey = "";
  let theme = readTheme(root);
  let word = speaker({});
  let spoken = "";
  let counted = 0;
  let near = false;
  let closed = false;

  const live = createLive({
    send: emit,
    have: () => store.ids(),
    surface: () => scene?.surface.key ?? "",
    later: (run, ms) => setTimeout(run, ms),
    cancel: (timer) => clearTimeout(timer),
  });
  const clock = createClock({
    frame: (run) => requestAnimationFrame(run),
    now: () => performance.now(),
    tick: paint,
  });
  const transport = createTransport(clock);
  const board = createBoard(tip, {
    rate: (key, value, final) => change({ lr: { [key]: value } }, final),
    toggle: (key) => {
      const { off } = view();
      change({
        view: { off: off.includes(key) ? off.filter((one) => one !== key) : [...off, key] },
      });
    },
  });
  const toolbar = createToolbar({
    view,
    change: (patch) => change({ view: patch }),
    copy,
    picture,
    full,
  });
  const handle = createStart(
    layout.contour.graph,
    () => scene?.surface,
    (start, final) => change({ start }, final),
  );
  layout.contour.box.append(handle.element);
  layout.grid.append(
    toolbar.element,
    layout.contour.cell,
    layout.three.cell,
    transport.element,
    board.element,
    layout.loss.cell,
  );
  const stopKeys = listenToKeys(root, clock);

  /** @returns {View}  what the visitor chose, before the server says so too */
  function view() {
    return { ...defaults, ...scene?.header.view, ...live.dirty.view };
  }

  /** @returns {[number, number]} */
  function start() {
    return live.dirty.start ?? scene?.header.start ?? [0, 0];
  }

  /**
   * @param {Change} patch
   * @param {boolean} [final]
   */
  function change(patch, final = true) {
    live.change(patch, final);
    if (patch.view) show();
    else showControls();
  }

  function showControls() {
    if (!scene) return;
    board.show(scene, live.dirty, view().off, word);
    handle.show(start(), word);
  }

  function paint() {
    if (closed || !scene) return;
    views?.paint(clock.step, hit);
    transport.show(word);
    handle.show(start(), word);
    const now = performance.now();
    if (!clock.playing || now - counted >= COUNTS_EVERY) {
      board.count(scene, clock.step);
      counted = now;
    }
    showThree();
  }

  function showThree() {
    if (!three || !scene || !scale || !view().three) return;
    const { off, height } = view();
    const runs = scene.runs.filter((run) => !off.includes(run.key));
    const title = word(height === "log" ? "loss-log" : "loss");
    three.show({ surface: scene.surface, scale, theme, runs, step: clock.step, title });
  }

  /** Everything but the payload's own steps; also after a toggle or a new theme. */
  async function show() {
    if (!scene || !views || closed) return;
    const { height, three: wanted } = view();
    if (scaleKey !== `${scene.surface.part} ${height}`) {
      scaleKey = `${scene.surface.part} ${height}`;
      scale = heightScale(scene.surface, height);
    }
    root.classList.toggle("rv-flat", !wanted);
    layout.arrange(scene.surface.domain);
    toolbar.show(scene.surface.name, word);
    showControls();
    hit = null;
    await views.lay({ scene, view: view(), theme, scale: /** @type {any} */ (scale), word });
    paint();
    openThree();
  }

  function openThree() {
    if (three || !near || !plotly || !scene || !view().three || closed) return;
    three = createThree(plotly, layout.three.graph, () => {
      layout.three.graph.replaceChildren();
      layout.three.graph.textContent = word("no-webgl");
    });
    showThree();
  }

  /** @param {Scene} next */
  function translate(next) {
    if (spoken === next.header.words) return;
    spoken = next.header.words;
    word = speaker(next.words);
    root.lang = next.header.lang;
    speak(root, word);
  }

  /** @param {Uint8Array} bytes */
  async function receive(bytes) {
    if (closed) return;
    const { header, parts } = unpack(bytes);
    store.add(parts);
    const next = assemble(header, store);
    if (!next) {
      live.ack(header.ack);
      live.starve();
      return;
    }
    live.fed();
    if (scene && scene.surface.key !== next.surface.key) live.forget();
    const first = !scene;
    scene = next;
    live.ack(header.ack);
    translate(next);
    theme = readTheme(root);
    clock.resize(header.steps);
    if (first) await open();
    await show();
    if (first) begin(header.autoplay);
    announce(header);
  }

  async function open() {
    plotly = await loadPlotly();
    if (closed) return;
    views = createViews(plotly, layout, paint);
  }

  /** @param {boolean} autoplay */
  function begin(autoplay) {
    connectPlots(/** @type {ReturnType<typeof createViews>} */ (views), layout, {
      start,
      moved: emit ? (at) => scene && change({ start: roundStart(at, scene.surface) }) : null,
      seek,
      point,
    });
    speak(root, word); // the zoom buttons are new
    clock.seek(clock.last);
    if (autoplay && !matchMedia("(prefers-reduced-motion: reduce)").matches) clock.play();
  }

  /** @param {import("./types.js").Header} header */
  function announce({ ack, draft }) {
    requestAnimationFrame(() =>
      requestAnimationFrame((at) => {
        root.toggleAttribute("data-ready", true);
        root.dispatchEvent(new CustomEvent("ravine:painted", { detail: { ack, draft, at } }));
      }),
    );
  }

  /** @param {number} step */
  function seek(step) {
    clock.pause();
    clock.seek(Math.round(step));
  }

  /**
   * @param {Hit | null} found
   * @param {PointerEvent | null} event
   */
  function point(found, event) {
    const run = found && !handle.dragging && scene?.runs.find(({ key }) => key === found.key);
    if (run && event) {
      tip.point(event.clientX, event.clientY, describePoint(run, found.index, word));
    } else tip.hide();
    if (hit?.key === found?.key && hit?.index === found?.index) return;
    hit = found;
    paint();
  }

  async function copy() {
    const url = `${location.origin}${location.pathname}?${scene?.header.query ?? ""}`;
    toolbar.say(word((await copyText(url)) ? "copied" : "copy-failed"));
  }

  async function picture() {
    if (!scene || !views) return;
    const runs = scene.runs.filter((run) => !view().off.includes(run.key));
    const title = `${scene.surface.name}, ${Math.floor(clock.step)} / ${clock.last}`;
    const { paintOn } = views;
    const draw = (/** @type {HTMLCanvasElement} */ canvas, /** @type {number} */ ratio) =>
      paintOn(clock.step, canvas, ratio);
    const legend = { title, runs, theme };
    const blob = await takePicture(plotly, layout.contour.graph, draw, legend);
    if (blob) download(blob, `ravine-${scene.surface.key}.png`);
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen();
  }

  function retheme() {
    const now = readTheme(root);
    if (now.key === theme.key) return;
    theme = now;
    show();
  }

  watchTheme(root, retheme);
  const sizes = new ResizeObserver(() => {
    if (!scene) return;
    layout.arrange(scene.surface.domain);
    views?.resize().then(paint);
    three?.resize();
  });
  for (const element of [root, layout.contour.box, layout.loss.box, layout.three.box])
    sizes.observe(element);
  const sight = new IntersectionObserver((entries) => {
    near = entries.some((entry) => entry.isIntersecting);
    if (near) setTimeout(openThree);
  });
  sight.observe(layout.three.cell);

  let queue = Promise.resolve();
  const player = {
    /** @param {Uint8Array} bytes  a payload; they are shown in the order they came */
    update(bytes) {
      queue = queue.then(() => receive(bytes)).catch((error) => console.error("ravine:", error));
      return queue;
    },
    play: clock.play,
    pause: clock.pause,
    /** @param {number} step */
    seek: (step) => clock.seek(step),
    get step() {
      return clock.step;
    },
    get playing() {
      return clock.playing;
    },
    get header() {
      return scene?.header ?? null;
    },
    get runs() {
      return scene?.runs ?? [];
    },
    graphs: { contour: layout.contour.graph, loss: layout.loss.graph, three: layout.three.graph },
    destroy() {
      closed = true;
      clock.pause();
      live.stop();
      stopKeys();
      sizes.disconnect();
      sight.disconnect();
      views?.close();
      three?.close();
      root.replaceChildren();
    },
  };
  Object.assign(root, { player });
  return player;
}

/** @type {View} */
const defaults = { off: [], loss: "log", height: "log", arrow: false, marks: true, three: true };
