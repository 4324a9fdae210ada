/**
 * Runs plotly.js, which the page has fetched, when Streamlit has done what it can and waits for its server: 0.1 s that
 * nobody sees. Sooner it would hold up the connection, later the first race.
 */

const LAST = "/_stcore/host-config"; // what Streamlit asks for before it opens its websocket

const found = /** @type {HTMLLinkElement | null} */ (
  document.querySelector('link[rel="preload"][as="script"]')
);
const seen = new PerformanceObserver((list) => {
  if (!list.getEntries().some(({ name }) => name.split("?")[0].endsWith(LAST))) return;
  seen.disconnect();
  if (found) run(found.href);
});
seen.observe({ type: "resource", buffered: true });

/** @param {string} url */
function run(url) {
  if ([...document.scripts].some(({ src }) => src === url)) return;
  const script = document.createElement("script");
  script.src = url;
  script.onerror = () => script.remove(); // the stage loads it then
  document.head.append(script);
}
