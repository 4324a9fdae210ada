/** Ask for the first race while Streamlit starts, and draw it where the last visit has shown how, or prepare for it. */

import { drawFirst } from "./first.js";
import { isPlainPage, remember, remembered, showsMoment } from "./page/memory.js";
import { prepare } from "./page/prepare.js";
import { foldSidebar } from "./page/sidebar.js";
import { speakForStreamlit } from "./page/streamlit-words.js";
import { askRace } from "./protocol/ask.js";

foldSidebar(window);
speakForStreamlit(document);
// The app's address, from that of this file; this file's address changes with each version.
const app = new URL("../../../", import.meta.url).href;
const plotly = /** @type {HTMLLinkElement | null} */ (
  document.querySelector('link[rel="preload"][as="script"]')
)?.href;

remember(import.meta.url, app);
const memory = remembered(import.meta.url, app);
const race = { query: location.search.slice(1), lang: navigator.language };
const first = isPlainPage(app) ? { race, answer: askRace(app, race) } : null;
first?.answer.catch(() => {}); // the stage asks again
if (first) import("./stage.js").then(({ expect }) => expect(first));
if (plotly && memory && first && !showsMoment()) drawFirst(app, plotly, memory, first);
else if (plotly) prepare(plotly);
