/** Draw the first race while Streamlit starts, or prepare for it. */

import { drawFirst } from "./first.js";
import { remember, remembered } from "./page/memory.js";
import { prepare } from "./page/prepare.js";

// The app's address, from that of this file; this file's address changes with each version.
const app = new URL("../../../", import.meta.url).href;
const plotly = /** @type {HTMLLinkElement | null} */ (
  document.querySelector('link[rel="preload"][as="script"]')
)?.href;

remember(import.meta.url, app);
const memory = remembered(import.meta.url, app);
if (plotly && memory) drawFirst(app, plotly, memory);
else if (plotly) prepare(plotly);
