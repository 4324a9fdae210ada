/**
 * Undo and redo, by buttons and keys, and as one sequence with the browser's Back and Forward.
 *
 * Every settled change is an address that Streamlit 1.67 pushes into the browser's history, and it follows the history
 * when it is moved. All that it pushes passes here; steps.js says what is a step.
 */

import { watchAnswers } from "./answers.js";
import { listenToRaceLinks } from "./race-links.js";
import { watchRuns } from "./script-run.js";
import {
  advanced,
  amended,
  arrived,
  belated,
  canMove,
  entered,
  firstStep,
  isLeft,
  isReachable,
  isStep,
  rejoined,
  slid,
} from "./steps.js";
import { store, stored } from "./steps-kept.js";
import { createButtons } from "./undo-buttons.js";
import { isButton, isOurs, listenForUndo } from "./undo-keys.js";

/** @typedef {import("./steps.js").Steps} Steps */

const STAMP = "ravine";
const SOON = 30; // ms until it is looked again whether a change has been answered
const MOST_LEFT = 200;
const ACTS = ["click", "change", "input", "keydown", "drop"];
const LOST = 5000; // ms after which a browser that has been asked for an entry has none

/**
 * @param {Window} window
 * @param {string} root  path of the playground
 */
export function keepSteps(window, root) {
  const { document, history, location } = window;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  // The history of a page within a page leads through the other pages of its window, too.
  const framed = window.parent !== window;
  const buttons = createButtons(window);
  const here = () => location.pathname + location.search;
  let steps = begin();
  let wishes = 0; // steps to redo, negative: to undo
  let asked = 0; // by keys or buttons: the newest wish, until it is said that it is done
  let travelling = 0; // direction in which the browser has been asked to go
  const runs = watchRuns(window, { changed: () => buttons.show(steps), drawn });
  // Until it is looked again for what is wished; until the browser is taken for one that has no such entry.
  /** @type {any[]} */
  let [timer, guard] = [null, null];
  let following = false; // it is told to look at the address
  /**
   * The page is led elsewhere until Streamlit has drawn that.
   * @type {{from: number, acted: boolean} | null}
   *   from: the step before; acted: the visitor has done something else since
   */
  let move = null;
  /** @type {string[]} */
  let left = []; // what moves have left behind since the visitor last did something else
  let entering = ""; // what was shown before an address that has been entered just now
  let told = ""; // the newest address that Streamlit has written too late
  /** @type {{address: string, state: any, url: string | URL | null | undefined} | null} */
  let late = null; // an address that seems to be written too late

  /** @returns {Steps} */
  function begin() {
    const kept = framed ? null : stored(window);
    const mine = history.state?.[STAMP];
    if (kept && mine?.id === kept.id) return arrived(kept, mine.place, here());
    if (kept && history.length > 1) return rejoined(kept, here());
    return firstStep(`${Math.random()}`, here());
  }

  /** @param {any} [state] */
  function stamped(state = history.state) {
    return { ...state, [STAMP]: { id: steps.id, place: steps.place } };
  }

  /** @param {Steps} next */
  function become(next) {
    steps = next;
    if (!framed) store(window, steps);
    buttons.show(steps);
  }

  /** Have the entry that is shown say what the steps say. */
  function settleEntry() {
    const address = steps.entries[steps.at];
    replace(stamped(), "", isStep(address, here()) ? address : undefined);
  }

  /** @type {(write: typeof push, state: any, url: string | URL | null | undefined) => void} */
  function written(write, state, url) {
    const { origin, pathname, search } = new URL(url ?? location.href, location.href);
    const address = pathname + search;
    if (origin !== location.origin) return write(state, "", url); // the browser refuses it
    judge();
    if (!isStep(steps.entries[steps.at], address)) {
      become(amended(steps, address));
      replace(stamped(state), "", url);
    } else if (isLeft(steps, left, address) || isBelated()) {
      late = { address, state, url };
      queueMicrotask(judge);
    } else enter(address, state, url);
  }

  /** @type {(address: string, state: any, url?: string | URL | null) => void} */
  function enter(address, state, url = address) {
    entering = steps.entries[steps.at];
    queueMicrotask(() => {
      entering = "";
    });
    become(entered(steps, address));
    push(stamped(state), "", url);
  }

  /** A script has entered an address and has Streamlit look at it: what was shown before is left. */
  function leave() {
    if (!entering) return;
    left = [...left, entering].slice(-MOST_LEFT);
    entering = "";
    move = { from: steps.at, acted: true };
    runs.wait();
  }

  /** What Streamlit has written too late; a script that leads the page to an address says so at once. */
  function judge() {
    if (!late) return;
    const { address } = late;
    late = null;
    told = address;
    runs.wait();
    if (isLeft(steps, left, address)) return;
    become(belated(steps, move?.from ?? steps.at, address));
    wish(1); // what was to be undone is this
  }

  /** Whether a step that is written now was done before the visitor went back. */
  function isBelated() {
    return !!move && !move.acted && move.from > steps.at;
  }

  /** @param {number} by */
  function wish(by) {
    wishes += by;
    pump();
  }

  function pump() {
    window.clearTimeout(timer);
    if (!wishes || travelling) return;
    if (isBusy()) {
      timer = window.setTimeout(pump, SOON);
      return;
    }
    const by = Math.sign(wishes);
    wishes -= by;
    if (canMove(steps, by)) go(by);
    else wishes = 0;
    pump();
  }

  /** Whether a change is on its way: it will be the newest step. */
  function isBusy() {
    return !(move && !move.acted) && answers.isBusy();
  }

  /** @param {number} by */
  function go(by) {
    if (isReachable(steps, by) && !framed) {
      travelling = by;
      guard = window.setTimeout(goWithoutEntry, LOST);
      history.go(by);
    } else goInPlace(by);
  }

  /** The browser has fewer entries than others. */
  function goWithoutEntry() {
    const by = travelling;
    travelling = 0;
    become(by < 0 ? { ...steps, bottom: steps.place } : { ...steps, top: steps.place });
    if (canMove(steps, by)) goInPlace(by); // a change may have come since
    pump();
  }

  /** @param {number} by */
  function goInPlace(by) {
    const from = steps.at;
    if (by > 0 && !framed) {
      become(advanced(steps));
      push(stamped(), "", steps.entries[steps.at]);
    } else {
      become(slid(steps, by));
      settleEntry();
    }
    note(from);
    follow();
  }

  /** Have Streamlit show the address. */
  function follow() {
    judge(); // no script has led the page here
    following = true;
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    following = false;
  }

  /** @param {number} from */
  function note(from) {
    left = [...left, steps.entries[from]].slice(-MOST_LEFT);
    move = { from: move?.from ?? from, acted: false };
    runs.wait();
  }

  /** Streamlit, which may have looked at the address before, looks again if it is another one now. @param {Event} event */
  function popped(event) {
    if (following) return;
    const seen = here();
    if (late) enter(late.address, late.state, late.url ?? undefined);
    late = null;
    leave();
    const { at } = steps;
    const by = travelling;
    const mine = history.state?.[STAMP];
    window.clearTimeout(guard);
    travelling = 0;
    if (mine?.id === steps.id) become(arrived(steps, mine.place, here()));
    else if (isStep(steps.entries[at], here())) become(entered(steps, here()));
    settleEntry();
    if (here() !== seen) {
      event.stopImmediatePropagation();
      follow();
    }
    if (steps.at !== at) note(at);
    else if (by) wishes += by; // a place within the page, say, has an entry of its own
    pump();
  }

  /** Streamlit has drawn what it was led to. */
  function drawn() {
    const lost = told && isStep(told, steps.entries[steps.at]);
    told = "";
    if (lost) follow();
    else if (move) arrive(move);
    if (lost) runs.wait();
  }

  /** @param {NonNullable<typeof move>} done */
  function arrive(done) {
    move = null;
    if (done.acted) left = [];
    if (asked) buttons.say(asked);
    asked = 0;
    pump();
  }

  /** @param {Event} event */
  function isAboutSteps(event) {
    if (event.type === "keydown") return isOurs(/** @type {KeyboardEvent} */ (event));
    return event.type === "click" && isButton(/** @type {Element} */ (event.target));
  }

  /** @param {Event} event */
  function acted(event) {
    if (isAboutSteps(event)) return;
    if (move) move.acted = true;
    else if (!runs.isRunning()) left = [];
  }

  history.pushState = (state, _title, url) => written(push, state, url);
  history.replaceState = (state, _title, url) => written(replace, state, url);
  become(steps);
  settleEntry();
  window.addEventListener("popstate", popped, { capture: true });
  // A page that the browser has kept as it was, while other pages of the tab went on.
  window.addEventListener("pageshow", ({ persisted }) => persisted && become(begin()));
  listenToRaceLinks(window, root, {
    steps: () => steps,
    isBusy,
    go(address) {
      enter(address, {});
      leave();
      follow();
    },
  });
  // After links to a race, which stop the clicks that they take: such a click changes nothing that is to be answered.
  const answers = watchAnswers(window, runs, isAboutSteps);
  for (const act of ACTS) document.addEventListener(act, acted, { capture: true });
  listenForUndo(document, (by) => {
    asked = by;
    wish(by);
  });
}
