/** Fair race: every racer tuned with one budget, and what comes of it. */

import { h, write } from "../page/dom.js";
import { short } from "../page/format.js";
import { createMapSource } from "../protocol/map-source.js";
import { keyOf, questionOf } from "./fair-asked.js";
import { createFairControls } from "./fair-controls.js";
import { createProfile } from "./fair-profile.js";
import { emptyFair, fillFair } from "./fair-result.js";
import { createFairTable } from "./fair-table.js";
import { createProgress } from "./progress.js";

/** @typedef {import("../sweep/sweep-picture.js").Shown} Shown */
/** @typedef {import("./fair-result.js").Fair} Fair */

/**
 * @param {{ask: import("../protocol/map-source.js").Ask, redraw: () => void,
 *   change: (patch: import("../types.js").Change, final?: boolean) => void}} act
 */
export function createFair({ ask, change, redraw }) {
  const controls = createFairControls((view) => change({ view }));
  const table = createFairTable({ load: (lr) => change({ lr }) });
  const profile = createProfile();
  const note = h("p", { class: "rv-maps-note", role: "status" });
  const how = h("p", { class: "rv-fair-how" });
  const limits = ["fair-shows", "fair-hides", "fair-picture"].map((say) => h("li", { say }));
  const about = h("ul", { class: "rv-fair-limits" }, ...limits);
  /** @type {ReturnType<typeof createMapSource<Fair>>} */
  const source = createMapSource({
    ...{ ask, begin: emptyFair, fill: fillFair },
    news: () => {
      if (shown) show(shown);
      redraw();
    },
    later: (run, ms) => setTimeout(run, ms),
    cancel: clearTimeout,
  });
  const progress = createProgress({ halt: source.halt, resume: source.resume });
  const found = h("div", { class: "rv-fair-found" }, table.element, profile.element);
  const element = h(
    "div",
    { class: "rv-fair" },
    controls.element,
    how,
    note,
    progress.element,
    found,
    about,
  );
  /** @type {Shown | null} */
  let shown = null;
  /** @type {any} */
  let due = 0;

  /** @param {Shown} now */
  function tell(now) {
    const { halted, failing, waiting, fresh, held } = source;
    const wanted = hasRacers(now);
    const going = { wanted, halted, failing, waiting, fresh, whole: held.whole };
    const wait = progress.show({ ...going, progress: source.progress }, now.word);
    clearTimeout(due);
    if (wait) due = setTimeout(() => shown && tell(shown), wait);
    write(note, wanted ? held.text : now.word("maps-no-racers"));
    note.hidden = !note.textContent;
  }

  /** @param {Shown | null} now  null: it is not shown */
  function show(now) {
    shown = now;
    const able = !!now && hasRacers(now);
    source.want(able ? questionOf(now) : null, able ? keyOf(now) : "");
    if (!now) return;
    controls.show(now.view);
    tell(now);
    const { content } = source.held;
    found.hidden = how.hidden = !content || !able;
    found.classList.toggle("rv-maps-stale", !source.fresh);
    if (!content || !able) return;
    write(how, method(content, now.word));
    table.show(now, content);
    profile.show(now, content);
  }

  return {
    element,
    show,
    paint() {
      // Read by tests.
      Object.assign(element, { held: source.held, fresh: source.fresh });
    },
    close() {
      clearTimeout(due);
      source.close();
    },
  };
}

/** @param {Shown} now */
function hasRacers({ base }) {
  return base.runs.length > 0;
}

/** @type {(fair: Fair, word: import("../types.js").Word) => string} budget, search space and objective in words */
function method({ budget, space, goal, over, cases, target, known }, word) {
  const bounds = Object.values(space);
  const low = short(Math.min(...bounds.map(([from]) => from)), 2);
  const high = short(Math.max(...bounds.map(([, to]) => to)), 2);
  const sentences = [word("fair-how", { budget, low, high })];
  const text = (/** @type {number} */ loss) => short(loss, 4).replace("-", "−");
  if (over === "starts") sentences.push(word("fair-how-starts", { cases }));
  if (over === "seeds") sentences.push(word("fair-how-seeds", { cases }));
  if (goal === "final") sentences.push(word("fair-how-final"));
  else if (goal === "mean") sentences.push(word("fair-how-mean"));
  else if (target === null) sentences.push(word("fair-how-target"));
  else sentences.push(word("fair-how-steps", { loss: text(target) }));
  if (goal !== "steps" && known !== null)
    sentences.push(word("fair-how-known", { loss: text(known) }));
  return sentences.join(" ");
}
