/** Format numbers for the page. */

const NONE = "–";

/**
 * @param {number | null | undefined} value
 * @param {(value: number) => string} show
 */
function guarded(value, show) {
  if (value === null || value === undefined) return NONE;
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return value === 0 ? "0" : show(value);
}

/** @param {number} value */
function plain(value) {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e5;
}

/**
 * Format with a fixed number of digits, so that a column of changing numbers keeps its width.
 * @param {number | null | undefined} value
 */
export function steady(value, digits = 4) {
  return guarded(value, (v) => {
    const text = plain(v) ? v.toPrecision(digits) : v.toExponential(digits - 2);
    return text.replace("e+", "e").replace("-", "−").replace("e-", "e−");
  });
}

/**
 * Format as short as possible, in a form that a number field reads back.
 * @param {number | null | undefined} value
 */
export function short(value, digits = 6) {
  return guarded(value, (v) => {
    const rounded = Number(v.toPrecision(digits));
    return plain(rounded) ? String(rounded) : rounded.toExponential().replace("e+", "e");
  });
}

/**
 * Format two numbers that are compared, with as many digits as it takes to show a difference.
 * @param {number} first
 * @param {number} second
 * @param {number} digits  the least number
 * @param {(value: number, digits: number) => string} show
 * @returns {[string, string]}
 */
export function apart(first, second, digits = 4, show = short) {
  const texts = /** @type {[string, string]} */ ([show(first, digits), show(second, digits)]);
  const enough = texts[0] !== texts[1] || first === second || digits >= 17;
  return enough ? texts : apart(first, second, digits + 1, show);
}

/**
 * @param {number} value
 * @param {number} digits
 */
export function significant(value, digits) {
  return Number(value.toPrecision(digits));
}

/**
 * Round to a decimal no coarser than a ten-thousandth of `width`.
 * @param {number} value
 * @param {number} width
 */
export function roundWithin(value, width) {
  const places = Math.ceil(-Math.log10(width / 10000));
  return places > 0 ? Number(value.toFixed(Math.min(places, 15))) : Math.round(value);
}

/** @type {(words: Record<string, string>) => import("../types.js").Word} */
export function speaker(words) {
  return (key, holes = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => String(holes[name] ?? hole));
}
