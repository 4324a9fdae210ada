/** Marks on a learning-rate slider: the stability limit, and the range outside which the rate has no effect. */

import { h, write } from "../page/dom.js";
import { apart, short } from "../page/format.js";

/** @typedef {import("../types.js").Rate} Rate */

// Smaller differences to a computed limit are rounding errors.
const SAME = 1 + 1e-6;

/**
 * Position of the limit on the slider, 0 to 1 on a log scale.
 * @param {number | null} limit  null: no limit is known
 * @param {{low: number, high: number}} rate
 * @returns {{place: number, inside: boolean} | null}  null: no rate is above the limit
 */
export function placeOf(limit, { low, high }) {
  if (limit === null || !(limit > 0) || !(limit < Infinity)) return null;
  const place = Math.log(limit / low) / Math.log(high / low);
  return { place: Math.min(Math.max(place, 0), 1), inside: place >= 0 && place <= 1 };
}

/**
 * @param {number} value
 * @param {number | null} limit
 */
export function isAbove(value, limit) {
  return limit !== null && value > limit * SAME;
}

/**
 * The limit as text, with enough digits to differ from the rate wherever it does.
 * @param {number} mark
 * @param {number} value
 */
export function digitsBeside(mark, value) {
  const same = !isAbove(mark, value) && !isAbove(value, mark);
  return same ? short(mark, 3) : apart(mark, value, 3)[0];
}

/**
 * Whether a rate lies outside the range in which it has an effect, and the sentence for it.
 * @param {number} value
 * @param {Iterable<number> | null} clamp
 * @param {{low: number, high: number}} rate
 * @returns {{idle: boolean, key: string, holes: Record<string, string>} | null}  null: every rate has an effect
 */
export function clampOf(value, clamp, rate) {
  if (!clamp) return null;
  const [low, high] = clamp;
  const [above, below] = [isAbove(value, high), isAbove(low, value)];
  if (above || below) {
    const limit = digitsBeside(above ? high : low, value);
    return { idle: true, key: above ? "clamp-above" : "clamp-below", holes: { limit } };
  }
  const [from, to] = [low > rate.low, high < rate.high];
  const holes = { low: digitsBeside(low, value), high: digitsBeside(high, value) };
  const key = from && to ? "clamp-between" : from ? "clamp-from" : "clamp-to";
  return from || to ? { idle: false, key, holes } : null;
}

/** @param {HTMLInputElement} slider */
export function createLimit(slider) {
  const beyond = createZone("rv-limit", 0);
  const more = createZone("rv-clamp", 0);
  const less = createZone("rv-clamp", -100);
  const label = h("span", { class: "rv-limit-text", "aria-hidden": "true" });
  const rails = [less.rail, more.rail, beyond.rail];
  const element = h("span", { class: "rv-track" }, ...rails, slider, label);
  let read = "";

  return {
    element,
    /**
     * @param {number | null} limit
     * @param {Iterable<number> | null} clamp
     * @param {Rate} rate
     * @param {import("../types.js").Word} word
     * @param {boolean} due  whether to update the text as well
     */
    show(limit, clamp, rate, word, due) {
      const at = placeOf(limit, rate);
      const [low, high] = clamp ?? [null, null];
      beyond.move(at);
      more.move(placeOf(high, rate));
      less.move(placeOf(low, rate));
      if (!due) return;
      const above = at !== null && isAbove(rate.value, limit);
      const holes = { limit: limit === null ? "" : digitsBeside(limit, rate.value) };
      const cut = clampOf(rate.value, clamp, rate);
      const sentences = [
        at && word(above ? "limit-above" : "limit-below", holes),
        cut && word(cut.key, cut.holes),
      ].filter(Boolean);
      element.classList.toggle("rv-above", above);
      element.classList.toggle("rv-idle", Boolean(cut?.idle));
      write(label, sentences.join(" · "));
      const hint = [
        at && word(at.inside ? "limit-mark" : "limit-outside", holes),
        at && rate.scheduled && word("limit-scheduled"),
        cut && word("clamp-mark"),
      ]
        .filter(Boolean)
        .join(" ");
      if (element.title !== hint) element.title = hint;
      const value = short(rate.value);
      const loud = above || cut?.idle;
      // A screen reader on the slider would read a limit that moves with playback without end.
      const state = `${value} ${above} ${at?.inside} ${cut?.key}`;
      if (state === read && document.activeElement === slider) return;
      read = state;
      describe(slider, "aria-valuetext", loud ? [value, ...sentences].join(", ") : value);
      const quiet = loud ? hint : [...sentences.map((sentence) => `${sentence}.`), hint].join(" ");
      describe(slider, "aria-description", quiet.trim());
    },
  };
}

/**
 * A hatched part of the slider, from a position on or up to it.
 * @param {string} kind
 * @param {number} shift  per cent: 0 from the position on, -100 up to it
 */
function createZone(kind, shift) {
  const zone = h("i");
  const side = shift ? "rv-up-to" : "rv-from";
  const rail = h("span", { class: `${kind} ${side}`, "aria-hidden": "true", hidden: true }, zone);
  let shown = "";
  return {
    rail,
    /** @param {ReturnType<typeof placeOf>} at */
    move(at) {
      rail.hidden = !at;
      if (!at) return;
      rail.classList.toggle("rv-outside", !at.inside);
      const next = `translateX(${(100 * at.place + shift).toFixed(3)}%)`;
      if (next === shown) return;
      shown = next;
      zone.style.transform = next;
    },
  };
}

/**
 * Set an attribute only if it differs: a screen reader may read each change.
 * @type {(element: Element, attribute: string, text: string) => void}
 */
function describe(element, attribute, text) {
  if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
}
