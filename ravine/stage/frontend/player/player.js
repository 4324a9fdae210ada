/**
 * Connect the parts of the stage: events change the state, the screen draws it, changes go to the session.
 * Knows nothing of Streamlit; the offline page uses it without a session to send changes to, and without a server.
 */

import { createControls } from "../controls/controls.js";
import { createAnswer } from "../page/answer.js";
import { speak } from "../page/dom.js";
import { createFrame, runRace, setLanguage, toggleFull } from "../page/frame.js";
import { listenToKeys } from "../page/keys.js";
import { createLayout } from "../page/layout.js";
import { announce, announceUnanswered, observe } from "../page/observe.js";
import { readTheme } from "../page/theme.js";
import { createTip } from "../page/tip.js";
import { createWaiting } from "../page/waiting.js";
import { connectPlots } from "../plots/interact.js";
import { createOutbox } from "../protocol/outbox.js";
import { assemble, PartStore, unpack } from "../protocol/payload.js";
import { createRaceSource } from "../protocol/race-source.js";
import { animation, createClock, timers } from "./clock.js";
import { createDrag } from "./drag.js";
import { createExact } from "./exact.js";
import { createPointing } from "./pointing.js";
import { createPreview } from "./preview.js";
import { createQueue } from "./queue.js";
import { createReadings } from "./readings.js";
import { createScreen } from "./screen.js";
import { roundStart } from "./start.js";
import { initialState, reduce, startOf } from "./state.js";
import { createStepping } from "./stepping.js";
import { stepOf } from "./time.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Message} Message */
/** @typedef {import("../types.js").Served} Served */

/**
 * @param {HTMLElement} root
 * @param {{loadPlotly: () => Promise<any>, loadSurface?: import("../slice/slice.js").Load | null,
 *   emit?: ((message: Message) => void) | null, engine?: import("../types.js").Engine | null,
 *   served?: Served | null, settled?: Promise<void>,
 *   createSettings?: import("../controls/controls.js").CreateSettings}} ports
 *   emit: tells the session of changes; engine: runs the race while something is dragged; settled: the page is laid out
 *   and has time for the 3-D plot
 */
export function createPlayer(root, ports) {
  const { emit = null, engine = null, served = null, settled } = ports;
  root.classList.add("ravine");
  const store = new PartStore();
  if (served) store.add(served.last);
  const queue = createQueue(() => state.closed);
  const layout = createLayout(root);
  const frame = createFrame(root);
  const tip = createTip(root);
  let state = initialState(readTheme(root));
  /** @type {import("../types.js").Link | null} */
  let link = null;

  /** @param {import("./state.js").Event} event */
  function dispatch(event) {
    const before = state;
    state = reduce(before, event);
    if (state === before) return;
    answer.watch(state.playback);
    if (state.view !== before.view || state.word !== before.word) kept?.shown();
    taking?.shown(before, state);
    return screen.update(before, event);
  }

  const clock = createClock({ ...animation, playback: () => state.playback, dispatch });
  const answer = createAnswer(root, { dispatch, ...timers });
  const linked = () => new URLSearchParams(link?.race.query).get("s") ?? surface();
  let still = false; // nothing of the race can be changed
  let aim = ""; // surface of a race that is not shown yet, once the visitor has changed it
  const surface = () => aim || (state.base?.surface.key ?? "");
  const outbox = createOutbox({ send: emit, surface, late: announceUnanswered, ...timers });
  const heard = served && answer.heeding(served.ask);
  const source =
    heard &&
    createRaceSource({
      ask: heard,
      first: served.first,
      have: () => store.ids(),
      take,
      tell,
      ...timers,
    });
  const drag = createDrag(root, {
    engine,
    settled,
    base: () => (state.closed ? null : state.base),
    changes: () => preview.over(state.changes),
    word: (key, holes) => state.word(key, holes),
    show: (scene) => dispatch({ type: "raced", scene }),
    loaded: () => preview.update(),
  });
  const preview = createPreview({ can: drag.takes, draw: drag.draw });
  const taking = served?.createTaking(root, {
    ...{ state: () => state, clock, screen: () => screen, page: () => link },
    ...{ link: () => exact.link(), race: () => raceWith(outbox.settings) },
    ...{ home: served.home, ask: served.askTake, say: (text) => controls.toolbar.say(text) },
  });
  const controls = createControls(layout, tip, clock, {
    ...{ state: () => state, change, restore, open: !!emit, served: !!served },
    ...{ full: () => toggleFull(root), ...taking?.tools, createSettings: ports.createSettings },
  });
  const reportStep = createStepping({
    wanted: () => state.ready && !state.maps && !!state.scene?.header.inspect,
    moving: () => clock.playing || outbox.dragging,
    step: () =>
      state.scene ? stepOf(state.scene, clock.step, state.scene.header.inspect?.key) : 0,
    report: (step) => outbox.change({ step }, true),
  });
  const waiting = createWaiting(layout.contour.cell, takeSteps, source || undefined);
  const screen = createScreen(root, {
    ...{ ...ports, preview: preview.show },
    ...{ layout, controls, waiting, change, painted: reportStep, state: () => state },
  });
  const reach = { state: () => state, dispatch };
  const point = createPointing(tip, controls.handle, { ...reach, clock, screen });
  const exact = createExact(frame, clock, () => state, screen);
  const kept = served?.createKept(root, layout, {
    ...{ ask: served.ask, home: served.home, store, ...reach },
    ...{ link: () => link, say: controls.toolbar.say, settled: () => player.settled },
  });
  const stopKeys = listenToKeys(root, clock);
  const stopObserving = observe(root, layout, {
    themed: () => dispatch({ type: "themed", theme: readTheme(root) }),
    left: outbox.flush,
    reconnected: outbox.reconnected,
    resized: screen.resize,
    seen: screen.seeThree,
  });

  /**
   * @param {Change} patch
   * @param {boolean} [final]  false while something is dragged
   */
  function change(patch, final = true) {
    if (patch.start && frame.fixed) return screen.showControls(); // the handle goes back
    if (!patch.view) preview.drop();
    // Without a session, this browser runs the whole race.
    const raced = (!final || !emit) && drag.takes(patch);
    outbox.change(patch, final);
    dispatch({ type: "edited", changes: outbox.unconfirmed, raced });
    if (raced) drag.draw();
    else want(outbox.settings);
  }

  /** Everything as it came: without a session, what was changed is kept here alone. */
  function restore() {
    outbox.clear();
    dispatch({ type: "edited", changes: {}, raced: true });
    drag.draw();
    if (link) frame.take({ ...link.frame, moment: null });
    applyFrame();
    exact.show();
  }

  /** @typedef {Record<string, any>} Settings  of the page's link; those of one surface mean nothing on the next */
  const raceWith = (/** @type {Settings} */ settings) =>
    link && { ...link.race, change: linked() === surface() ? settings : {} };

  function want(/** @type {Settings} */ settings) {
    const race = raceWith(settings);
    if (race) source?.want(race);
  }

  /** @param {number} steps  of the wanted race, which may be on another surface than the one shown */
  function takeSteps(steps) {
    if (linked() !== surface()) outbox.dropRaceChanges();
    aim = linked();
    change({ steps });
  }

  /** @param {import("../protocol/long-race.js").Card | null} card  shown after all races that came before */
  function tell(card) {
    if (card) answer.fail();
    queue(() => dispatch({ type: "waits", card }));
  }

  /** @param {import("../types.js").Link} next */
  function follow(next) {
    if (state.closed) return;
    if (link && link.frame.place !== next.frame.place) outbox.clear();
    link = next;
    answer.follow(next.frame);
    outbox.ack(next.ack);
    want(outbox.dragging ? {} : outbox.settings);
    queue(settle);
    kept?.follow(next.frame);
    taking?.follow(next.frame);
  }

  /** Whether the race on the page is the one that was asked for. */
  const atRest = () => source?.settled ?? true;

  /** The page's link may have changed though the race has not. */
  function settle() {
    if (!state.base || !atRest()) return;
    const again = applyFrame();
    dispatch({ type: "edited", changes: outbox.unconfirmed, raced: outbox.dragging });
    if (again && state.ready) restart();
    exact.show();
    kept?.shown();
  }

  const restart = () => answer.begin(runRace(clock, !frame.still));

  /** Applies the page's options once the race of its link is there; whether the race restarts. */
  function applyFrame() {
    const again = !!link && atRest() && frame.take(link.frame);
    dispatch({ type: "framed", maps: frame.maps });
    return again;
  }

  /**
   * @param {Uint8Array} bytes  a payload; payloads are shown in the order in which they came
   * @returns {import("../types.js").Header | null}  null: parts are missing
   */
  function take(bytes) {
    const { header, parts } = unpack(bytes);
    store.add(parts);
    const base = assemble(header, store);
    if (base) queue(() => show(base));
    return base && header;
  }

  /** @param {import("../types.js").Scene} base */
  async function show(base) {
    const { lang, words } = base.header;
    if (surface() && surface() !== base.surface.key) outbox.dropRaceChanges();
    aim = "";
    setLanguage(lang);
    dispatch({ type: "translated", lang, words, texts: base.words });
    const changes = outbox.unconfirmed;
    if (!served) still = !(await drag.ready(base));
    root.classList.toggle("rv-alone", still);
    const scene = drag.settle(base, preview.over(changes));
    const again = applyFrame();
    await dispatch({ type: "received", base, scene, changes, theme: readTheme(root) });
    if (!state.ready) begin(link?.frame.autoplay ?? true);
    else if (again) restart();
    exact.show();
    kept?.shown();
    announce(root);
    served?.remember(base);
    drag.prepare();
  }

  /** @param {boolean} autoplay */
  function begin(autoplay) {
    if (!screen.plots) return; // closed meanwhile
    const map = layout.contour.graph;
    connectPlots(screen.plots, layout, {
      start: () => startOf(state),
      moved: still
        ? null
        : (at) => state.scene && change({ start: roundStart(at, state.scene.surface, map) }),
      ...{ seek: clock.jump, point, redraw: screen.paint, word: () => state.word },
    });
    speak(root, state.word); // the zoom buttons are new
    if (autoplay || frame.still) runRace(clock, autoplay && !frame.still);
    else dispatch({ type: "covered" });
    dispatch({ type: "ready" });
  }

  const readings = createReadings({
    state: () => state,
    link: () => link,
    ...{ clock, outbox, drag },
  });
  const player = Object.assign(readings, {
    ...{ follow, take, ask: outbox.ask, play: clock.play, pause: clock.pause, seek: clock.seek },
    graphs: { contour: layout.contour.graph, loss: layout.loss.graph, three: layout.three.graph },
    destroy() {
      dispatch({ type: "closed" });
      outbox.stop();
      answer.close();
      source?.stop();
      stopKeys();
      stopObserving();
      drag.close();
      kept?.close();
      taking?.close();
      engine?.close();
      screen.close();
      root.replaceChildren();
    },
  });
  Object.assign(root, { player });
  return player;
}
