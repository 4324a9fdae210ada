/**
 * Hold back the answer to a prediction until the predicted run has been seen. The page hides an answer while the parity
 * of its number is not that in `data-seen` (lessons.css), so without a stage every answer is shown.
 */

import { bringIntoView, motion } from "./frame.js";

/** @typedef {import("../types.js").Frame} Frame */

// ms after which the answer is shown though the run has not begun, or not ended: the longest takes 40 s.
const TO_BEGIN = 8000;
const TO_END = 60000;

/**
 * @param {HTMLElement} root
 * @param {{dispatch: (event: {type: "held", held: boolean}) => unknown, later: (run: () => void, ms: number) => any,
 *   cancel: (timer: any) => void, bringRun?: () => void, bringAnswer?: () => void,
 *   announce?: () => void}} ports
 *   dispatch: has the stage keep back what the run comes to, or no longer; bringRun, bringAnswer: into view, when they begin to show;
 *   announce: have screen readers read the answer when it appears
 */
export function createAnswer(
  root,
  {
    dispatch,
    later,
    cancel,
    bringRun = () => bringMap(root),
    bringAnswer = bringPlace,
    announce = announceAnswer,
  },
) {
  /** @type {{number: number, place: string} | null} */
  let newest = null;
  /** @type {"" | "wanted" | "running"} */
  let held = "";
  let unseen = false;
  /** @type {any} */
  let timer = null;

  function show() {
    cancel(timer);
    const before = held;
    held = "";
    root.dataset.seen = String((newest?.number ?? 0) % 2);
    if (!before) return;
    dispatch({ type: "held", held: false });
    bringAnswer();
  }

  /** @type {(next: "wanted" | "running", ms: number) => void} */
  function wait(next, ms) {
    cancel(timer);
    if (!held) dispatch({ type: "held", held: true });
    held = next;
    timer = later(show, ms);
  }

  return {
    /**
     * @param {Frame} frame
     * @param {boolean} [moves]  whether the run will be played
     */
    follow({ predicted, place, hide }, moves = motion() && !hide.includes("transport")) {
      announce();
      if (newest?.number === predicted && newest.place === place) return;
      const asked = newest?.place === place;
      newest = { number: predicted, place };
      unseen = asked;
      if (asked && moves) wait("wanted", TO_BEGIN);
      else show();
    },

    /**
     * A race is shown from its beginning.
     * @param {boolean} playing
     */
    begin(playing) {
      if (unseen) bringRun();
      if (held === "wanted" && playing) wait("running", TO_END);
      else if (held) show();
      else if (unseen) bringAnswer();
      unseen = false;
    },

    /** @param {import("../player/playback.js").Playback} playback */
    watch({ playing, step, last }) {
      if (held === "running" && (!playing || step >= last)) show();
    },

    /** The predicted run cannot be had now. */
    fail() {
      if (held === "wanted") show();
    },

    /**
     * @template T
     * @param {(question: any, signal: AbortSignal) => Promise<T>} ask
     * @returns {(question: any, signal: AbortSignal) => Promise<T>}  `ask`, of which a failure brings the answer: no run
     *   comes of it soon; what is called off is no failure
     */
    heeding(ask) {
      return async (question, signal) => {
        try {
          return await ask(question, signal);
        } catch (error) {
          if (!signal.aborted) this.fail();
          throw error;
        }
      };
    },

    close: () => cancel(timer),
  };
}

/** @param {HTMLElement} root */
function bringMap(root) {
  const map = root.querySelector(".rv-contour");
  if (map instanceof HTMLElement) bringIntoView(map);
}

/** Bring the answer into view, if its question is in sight: else the visitor has gone on. */
function bringPlace() {
  const [question, place] = [".st-key-lesson-question", ".st-key-lesson-answer"].map((name) =>
    document.querySelector(name),
  );
  const { top = 0, bottom = 0 } = question?.getBoundingClientRect() ?? {};
  if (place instanceof HTMLElement && top < innerHeight && bottom > 0) bringIntoView(place);
}

/** Have screen readers read what appears where the answer will be. */
function announceAnswer() {
  document.querySelector(".st-key-lesson-answer")?.setAttribute("aria-live", "polite");
}
