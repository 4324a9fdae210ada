/** Show the moment that the page's link shows, and write a link to exactly what is shown. */

import { momentOf, momentQuery, showMoment } from "./moment.js";

/**
 * @param {ReturnType<typeof import("../page/frame.js").createFrame>} frame
 * @param {ReturnType<typeof import("./clock.js").createClock>} clock
 * @param {() => import("./state.js").State} state
 * @param {ReturnType<typeof import("./screen.js").createScreen>} screen
 */
export function createExact(frame, clock, state, screen) {
  /** Null before there are plots. */
  function ports() {
    const { plots, three } = screen;
    return plots && { clock, contour: plots.contour, loss: plots.loss, three };
  }

  return {
    /** Each moment is shown once: what the visitor does then is not undone. */
    show() {
      const open = state().ready && ports();
      const moment = open && frame.takeMoment();
      if (open && moment) showMoment(moment, open);
    },
    /** Query of the race, its moment, and what the link asks of the page. */
    link() {
      const { lang, scene } = state();
      const open = ports();
      const race = frame.link || scene?.header.link || scene?.header.query;
      const moment = open && momentQuery(momentOf(open));
      return [race, moment, frame.kept, `lang=${lang}`].filter(Boolean).join("&");
    },
  };
}
