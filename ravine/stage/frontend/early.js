/**
 * What the page needs before Streamlit has started: its steps, its words, and the first race, which is asked for and drawn
 * where the last visit has shown how.
 */

import { drawFirst } from "./first.js";
import { isTooLate, offer } from "./page/handover.js";
import { lastVisit } from "./page/last-visit.js";
import { isPlainPage, remember, remembered, showsMoment } from "./page/memory.js";
import { prepare } from "./page/prepare.js";
import { foldSidebar } from "./page/sidebar.js";
import { speakForStreamlit } from "./page/streamlit-words.js";
import { keepSteps } from "./page/undo.js";
import { askRace } from "./protocol/ask.js";

foldSidebar(window);
speakForStreamlit(document);
// The app's address, from that of this file; this file's address changes with each version.
const app = new URL("../../../", import.meta.url).href;
keepSteps(window, new URL(app).pathname);
const plotly = /** @type {HTMLLinkElement | null} */ (
  document.querySelector('link[rel="preload"][as="script"]')
)?.href;

remember(import.meta.url, app);
const memory = remembered(import.meta.url, app);
const race = { query: location.search.slice(1), lang: navigator.language };
const first = isPlainPage(app) && !isTooLate() ? ask() : null;
if (plotly && memory && first && !showsMoment()) drawFirst(app, plotly, memory, first);
else if (plotly) prepare(plotly);

function ask() {
  const last = lastVisit();
  const answer = askRace(app, { ...race, change: {}, have: last?.ids ?? [] });
  answer.catch(() => {}); // the stage asks again
  const asked = { race, answer, last };
  offer(asked);
  return asked;
}
