/** What a page of this app does while Streamlit starts: draws the first race, or gets ready to. */

import { drawFirst } from "./first.js";
import { remember, remembered } from "./page/memory.js";
import { prepare } from "./page/prepare.js";

// The app's own address, from that of this file, and this version of it.
const app = new URL("../../../", import.meta.url).href;
const plotly = /** @type {HTMLLinkElement | null} */ (
  document.querySelector('link[rel="preload"][as="script"]')
)?.href;

remember(import.meta.url, app);
const memory = remembered(import.meta.url, app);
if (plotly && memory) drawFirst(app, plotly, memory);
else if (plotly) prepare(plotly);
