/** The player, long because all parts of the stage meet here.
 *
 * It takes payloads, shows them, reports what the visitor does. Knows nothing of Streamlit; the
 * standalone page uses it without `emit`.
 */

import { DEFAULT_VIEW } from "../controls/toolbar.js";
import { speak } from "../page/dom.js";
import { speaker } from "../page/format.js";
import { createFrame, runRace } from "../page/frame.js";
import { createFurniture } from "../page/furniture.js";
import { listenToKeys } from "../page/keys.js";
import { createLayout } from "../page/layout.js";
import { announce, observe } from "../page/observe.js";
import { createTakeaway } from "../page/takeaway.js";
import { readTheme } from "../page/theme.js";
import { createTip } from "../page/tip.js";
import { describePoint } from "../plots/hover.js";
import { connectPlots } from "../plots/interact.js";
import { createLazyThree } from "../plots/lazy-three.js";
import { heightScale } from "../plots/scale.js";
import { createViews } from "../plots/views.js";
import { createLive } from "../protocol/outbox.js";
import { assemble, PartStore, unpack } from "../protocol/payload.js";
import { createClock } from "./clock.js";
import { createDrag } from "./drag.js";
import { createDue, createPacer } from "./pace.js";
import { roundStart } from "./start.js";
import { createStepping } from "./stepping.js";
import { grainOf, lastOf, stepOf } from "./time.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Hit} Hit */
/** @typedef {import("../types.js").Message} Message */
/** @typedef {import("../types.js").Scene} Scene */

// Least ms between two drawings of what needn't follow every frame.
const BAR_EVERY = 30;
const BOARD_EVERY = 100;
const THREE_EVERY = 250; // while something is dragged

/**
 * @param {HTMLElement} root
 * @param {{loadPlotly: () => Promise<any>, loadSurface?: import("../slice/slice.js").Load | null,
 *   emit?: ((message: Message) => void) | null, engine?: import("../types.js").Engine | null,
 *   settled?: Promise<void>}} ports
 *   `engine`: runs the race while something is dragged; `settled`: the page is there, and has time for 3-D
 */
export function createPlayer(root, ports) {
  const { loadPlotly, loadSurface = null, emit = null, engine = null, settled } = ports;
  root.classList.add("ravine");
  root.classList.toggle("rv-alone", !emit && !engine);
  const store = new PartStore();
  const layout = createLayout(root);
  const frame = createFrame(root);
  const tip = createTip(root);
  const pacer = createPacer();
  const three = createLazyThree(
    layout.three.graph,
    () => {
      layout.three.graph.textContent = word("no-webgl");
    },
    settled,
  );
  /** @type {Scene | null} */
  let scene = null;
  /** @type {ReturnType<typeof createViews> | null} */
  let views = null;
  /** @type {any} */
  let plotly = null;
  /** @type {Hit | null} */
  let hit = null;
  /** @type {import("../plots/scale.js").HeightScale | null} */
  let scale = null;
  let scaleKey = "";
  let theme = readTheme(root);
  let word = speaker({});
  let spoken = "";
  const barDue = createDue(BAR_EVERY, 1);
  const boardDue = createDue(BOARD_EVERY, 3);
  /** @type {any} */
  let owed = 0;
  let begun = false;
  let closed = false;

  const live = createLive({
    send: emit,
    have: () => store.ids(),
    surface: () => scene?.surface.key ?? "",
    later: (run, ms) => setTimeout(run, ms),
    cancel: (timer) => clearTimeout(timer),
  });
  const drag = createDrag(root, {
    engine,
    settled,
    change: () => live.dirty,
    word: (key, holes) => word(key, holes),
    bend,
  });
  const clock = createClock({
    frame: (run) => requestAnimationFrame(run),
    now: () => performance.now(),
    tick: paint,
  });
  const takeaway = createTakeaway(root, layout.contour.graph, {
    plotly: () => plotly,
    scene: () => scene,
    link: () => frame.link,
    off: () => view().off,
    theme: () => theme,
    say: (key) => toolbar.say(word(key)),
    paintOn: (canvas, ratio) => views?.paintOn(clock.step, canvas, ratio),
    clock,
  });
  const { transport, batch, board, toolbar, handle } = createFurniture(layout, tip, clock, {
    view,
    surface: () => scene?.surface,
    change,
    ...takeaway,
  });
  const stopKeys = listenToKeys(root, clock);

  const tellStep = createStepping({
    wanted: () => begun && !!scene?.header.inspect,
    moving: () => clock.playing || live.dragging,
    step: () => (scene ? stepOf(scene, clock.step, scene.header.inspect?.key) : 0),
    tell: (step) => live.change({ step }, true),
  });

  /** @returns {import("../types.js").View}  what the visitor chose, before the server says so too */
  function view() {
    return { ...DEFAULT_VIEW, ...scene?.header.view, ...live.dirty.view };
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
    if (patch.start && frame.fixed) return showControls();
    // Where there is no server, all of a race is run here.
    const here = (!final || !emit) && drag.takes(patch);
    live.change(patch, final, here);
    if (here) drag.draw();
    else if (patch.view) show();
    else showControls();
  }

  /**
   * Other runs of what is shown; nothing else is touched.
   * @param {Scene} next
   * @param {Change} dirty
   */
  function bend(next, dirty) {
    if (!views || closed) return;
    [scene, hit] = [next, null];
    root.classList.toggle("rv-bent", !!next.bent);
    clock.resize(lastOf(next), grainOf(next));
    views.bend({ scene: next, view: view(), theme, scale: /** @type {any} */ (scale), word });
    board.follow(dirty.lr);
    if (dirty.batch !== undefined) batch.show(next, dirty, word);
    paint();
  }

  function showControls() {
    if (!scene) return;
    board.show(scene, live.dirty, view().off, word);
    batch.show(scene, live.dirty, word);
    handle.show(start(), word);
  }

  function paint() {
    if (closed || !scene) return;
    const now = performance.now();
    const pace = clock.playing ? pacer.next(now) : 0;
    views?.paint(clock.step, pace, hit, !clock.playing);
    handle.show(start(), word);
    if (barDue(now, pace) || !clock.playing) transport.show(word);
    count(now, pace);
    showThree(scene.header.draft ? THREE_EVERY : 3 * pace);
    tellStep();
  }

  /**
   * Numbers and words: they can't be read as fast as paths bend, and each costs a layout.
   * @param {number} now
   * @param {number} pace
   */
  function count(now, pace) {
    if (!scene) return;
    clearTimeout(owed);
    const calm = !clock.playing && !scene.bent;
    const due = boardDue(now, pace) || calm;
    if (!due && scene.bent) owed = setTimeout(paint, BOARD_EVERY);
    else board.count(scene, clock.step, due);
    if (!due) return;
    if (scene.bent) board.show(scene, live.dirty, view().off, word);
    batch.count(scene, clock.step, word);
  }

  /** @param {number} [rest]  ms to leave between two drawings */
  function showThree(rest = 0) {
    const { off, height, three: wanted } = view();
    if (!plotly || !scene || !scale || !wanted || closed) return;
    const runs = scene.runs.filter((run) => !off.includes(run.key));
    const title = word(height === "log" ? "loss-log" : "loss");
    const content = { surface: scene.surface, scale, theme, runs, step: clock.step, title };
    three.show(plotly, content, rest);
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
    root.classList.toggle("rv-rates", scene.header.rates);
    root.classList.toggle("rv-bent", !!scene.bent);
    layout.arrange(scene.surface.domain);
    toolbar.show(scene, word);
    showControls();
    hit = null;
    await views.lay({ scene, view: view(), theme, scale: /** @type {any} */ (scale), word });
    paint();
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
    if (frame.leaves(header)) live.leave();
    live.ack(header.ack);
    translate(next);
    scene = drag.settle(next);
    const again = frame.take(header);
    theme = readTheme(root);
    clock.resize(lastOf(scene), grainOf(scene));
    plotly ??= await loadPlotly();
    views ??= createViews(plotly, layout, paint, { load: loadSurface, change });
    await show();
    if (!begun) begin(header.autoplay);
    else if (again) runRace(clock, true);
    announce(root, header);
    drag.prepare();
  }

  /** @param {boolean} autoplay */
  function begin(autoplay) {
    connectPlots(/** @type {ReturnType<typeof createViews>} */ (views), layout, {
      start,
      moved:
        emit || engine ? (at) => scene && change({ start: roundStart(at, scene.surface) }) : null,
      seek: clock.jump,
      point,
    });
    speak(root, word); // the zoom buttons are new
    runRace(clock, autoplay);
    begun = true;
    tellStep();
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

  function retheme() {
    const now = readTheme(root);
    if (now.key === theme.key) return;
    theme = now;
    show();
  }

  const unobserve = observe(root, layout, {
    themed: retheme,
    left: live.flush,
    resized: () => {
      if (!scene) return;
      layout.arrange(scene.surface.domain);
      views?.resize().then(paint);
      three.resize();
    },
    seen: (near) => {
      three.near = near;
      showThree();
    },
  });

  let queue = Promise.resolve();

  /** @param {Uint8Array} bytes  a payload; they are shown in the order they came */
  function update(bytes) {
    queue = queue
      .then(() => receive(bytes))
      .catch((error) => {
        if (!closed) console.error("ravine:", error);
      });
    return queue;
  }

  const player = {
    update,
    play: clock.play,
    pause: clock.pause,
    seek: clock.seek,
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
    /** Whether a race is run here while something is dragged. */
    get racing() {
      return drag.takes({ lr: {} });
    },
    graphs: { contour: layout.contour.graph, loss: layout.loss.graph, three: layout.three.graph },
    destroy() {
      closed = true;
      clock.pause();
      live.stop();
      stopKeys();
      unobserve();
      drag.close();
      engine?.close();
      clearTimeout(owed);
      views?.close();
      three.close();
      root.replaceChildren();
    },
  };
  Object.assign(root, { player });
  return player;
}
