/** Read the colours and font of the page. */

/** @typedef {import("../types.js").Theme} Theme */

/** @type {(root: HTMLElement) => Theme} */
export function readTheme(root) {
  const probe = /** @type {HTMLElement} */ (root.querySelector(".rv-probe"));
  const style = getComputedStyle(probe); // resolved colours, which Plotly and canvas understand
  const [text, background, primary] = [style.color, style.backgroundColor, style.outlineColor].map(
    channels,
  );
  return themeOf({ text, background, primary }, style.fontFamily, scaleOf(root));
}

/**
 * @param {Record<"text" | "background" | "primary", number[]>} colours  0 to 255
 * @param {string} font
 * @param {number} scale
 * @returns {Theme}
 */
export function themeOf({ text, background, primary }, font, scale) {
  const theme = {
    text: rgb(text),
    muted: rgb(mix(text, background, 0.74)),
    grid: rgb(mix(text, background, 0.14)),
    background: rgb(background),
    primary: rgb(primary),
    font,
    dark: luminance(background) < 0.4,
    scale,
    key: "",
  };
  theme.key = JSON.stringify(theme);
  return theme;
}

/**
 * How much larger letters and lines are than on a desk: as styles/base.css says.
 * @param {HTMLElement} root
 */
export function scaleOf(root) {
  return Number(getComputedStyle(root).getPropertyValue("--rv-scale")) || 1;
}

/**
 * Watch for a new theme: the probe's colours have a transition, which starts when the theme changes.
 * @type {(root: HTMLElement, changed: () => void) => void}
 */
export function watchTheme(root, changed) {
  root.querySelector(".rv-probe")?.addEventListener("transitionend", changed);
}

/**
 * @param {string} color  as computed: rgb(…) or color(srgb …)
 * @returns {number[]}  0 to 255
 */
export function channels(color) {
  const parts = (color.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number).slice(0, 3);
  if (parts.length < 3) return [128, 128, 128];
  return color.startsWith("rgb") ? parts : parts.map((part) => 255 * part);
}

/**
 * @param {number[]} first
 * @param {number[]} second
 * @param {number} share  of the first
 */
function mix(first, second, share) {
  return first.map((value, i) => share * value + (1 - share) * second[i]);
}

/** @param {number[]} color */
function luminance([r, g, b]) {
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/** @param {number[]} color */
function rgb(color) {
  return `rgb(${color.map(Math.round).join(",")})`;
}
