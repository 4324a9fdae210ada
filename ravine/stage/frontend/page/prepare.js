/**
 * Run plotly.js, which the page has fetched, while Streamlit waits for its server (0.1 s). Earlier it would delay the
 * connection, later the first race.
 */

const LAST = "/_stcore/host-config"; // Streamlit's last request before it opens its websocket

/** @param {string} url  of plotly.js */
export function prepare(url) {
  const seen = new PerformanceObserver((list) => {
    if (!list.getEntries().some(({ name }) => name.split("?")[0].endsWith(LAST))) return;
    seen.disconnect();
    run(url, () => "requestIdleCallback" in window && requestIdleCallback(rehearse));
  });
  seen.observe({ type: "resource", buffered: true });
}

/**
 * @param {string} url
 * @param {() => void} [done]
 */
export function run(url, done = () => {}) {
  if ([...document.scripts].some(({ src }) => src === url)) return;
  const script = document.createElement("script");
  script.src = url;
  script.onerror = () => script.remove(); // the stage then loads it itself
  script.onload = done;
  document.head.append(script);
}

/** Draw a small hidden plot, so that the browser compiles the code of the first race in advance (0.1 s). */
function rehearse() {
  if (document.querySelector(".ravine")) return; // no longer needed
  const { Plotly } = /** @type {any} */ (window);
  const place = document.createElement("div");
  place.style.cssText = "position:absolute;visibility:hidden;width:300px;height:300px";
  document.body.append(place);
  const grid = [
    [0, 1],
    [1, 2],
  ];
  const trace = { type: "contour", z: grid, contours: { start: 0, end: 2, size: 0.5 } };
  Plotly.newPlot(place, [trace], { width: 300, height: 300 }).then(() => {
    Plotly.purge(place);
    place.remove();
  });
}
