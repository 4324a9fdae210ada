/** Ticks of an axis, as Plotly chooses and writes them for what plots.js asks of it. Pure. */

/** @typedef {{at: number, text: string, power?: string, large?: number}} Tick
 *   at: in axis coordinates; power: of the ten that the text ends in; large: its letters beside those of others */

const MOST = 200;
const [ACROSS, UPRIGHT] = [80, 40]; // px for a tick
const POWER = 1.25; // size of a power of ten beside other labels
const ROUND = [2, 5, 10];
const TWOS = [1, 2, 5];
const SHORT = { 3: "k", 6: "M", 9: "B", "-3": "m", "-6": "μ", "-9": "n" };

/**
 * @param {any} axis  of a layout
 * @param {[number, number]} range  in axis coordinates
 * @param {number} length  px
 * @param {boolean} upright
 * @returns {Tick[]}
 */
export function ticksOf(axis, range, length, upright) {
  if (axis.tickmode === "array") return arrayTicks(axis, range);
  if (axis.type === "log" && axis.dtick !== undefined) return logTicks(axis, range);
  return evenTicks(axis, range, length, upright);
}

/** @type {(axis: any, range: [number, number]) => Tick[]} */
function arrayTicks({ tickvals, ticktext, type }, [low, high]) {
  const slack = Math.abs(high - low) * 1e-4;
  const [least, most] = [Math.min(low, high) - slack, Math.max(low, high) + slack];
  return tickvals
    .map((/** @type {number} */ value, /** @type {number} */ i) => ({
      at: type === "log" ? Math.log10(value) : value,
      text: String(ticktext[i]),
    }))
    .filter((/** @type {Tick} */ { at }) => at >= least && at <= most);
}

/** @type {(axis: any, range: [number, number]) => Tick[]} */
function logTicks({ dtick }, [low, high]) {
  if (dtick === "D2") {
    return decades(low, high, 1).flatMap((power) =>
      TWOS.map((digit) => power + Math.log10(digit))
        .filter((at) => at >= low - 1e-9 && at <= high + 1e-9)
        .map((at) => ({ at, text: general(10 ** at) })),
    );
  }
  if (typeof dtick === "string") {
    const step = Number(dtick.slice(1));
    return multiples(10 ** low, 10 ** high, step)
      .filter((value) => value > 0)
      .map((value) => ({ at: Math.log10(value), text: general(value) }));
  }
  return multiples(low, high, dtick).map((at) => ({ at, large: POWER, ...powerText(at) }));
}

/** @type {(low: number, high: number, step: number) => number[]} */
function decades(low, high, step) {
  const [first, last] = [Math.floor(low / step), Math.floor(high / step)];
  return Array.from({ length: Math.min(last - first + 1, MOST) }, (_, k) => (first + k) * step);
}

/** @param {number} at */
function powerText(at) {
  const power = Math.round(at);
  if (power === 0) return { text: "1" };
  if (power === 1) return { text: "10" };
  return { text: "10", power: minus(String(power)) };
}

/** @type {(axis: any, range: [number, number], length: number, upright: boolean) => Tick[]} */
function evenTicks({ nticks, exponentformat }, [low, high], length, upright) {
  const wanted = nticks ?? Math.min(Math.max(length / (upright ? UPRIGHT : ACROSS), 4), 9) + 1;
  const rough = Math.abs(high - low) / wanted;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const base = 10 ** Math.floor(Math.log10(rough));
  const step = base * (ROUND.find((size) => size >= rough / base - 1e-12) ?? 10);
  const size = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))) + 0.01);
  const power = Math.abs(size) <= 3 ? 0 : exponentformat === "power" ? size : thousands(size);
  const places = Math.max(power - Math.floor(Math.log10(step) + 0.01), 0);
  return multiples(low, high, step).map((at) => {
    const text = trimmed((at / 10 ** power).toFixed(Math.min(places + 1, 20)));
    if (!power || at === 0) return { at, text };
    if (exponentformat !== "power" && power in SHORT)
      return { at, text: text + SHORT[/** @type {keyof typeof SHORT} */ (power)] };
    return { at, text: `${text}×10`, power: minus(String(power)) };
  });
}

/** @param {number} size */
function thousands(size) {
  return 3 * Math.round((size - 1) / 3);
}

/** @type {(low: number, high: number, step: number) => number[]} */
function multiples(low, high, step) {
  if (!(step > 0)) return [];
  const found = [];
  for (let k = Math.ceil(low / step - 1e-6); k * step <= high + 1e-6 * step; k += 1) {
    found.push(k === 0 ? 0 : k * step);
    if (found.length >= MOST) break;
  }
  return found;
}

/**
 * A number with six digits at most.
 * @param {number} value
 */
function general(value) {
  const [digits, power] = value.toPrecision(6).split("e");
  return trimmed(digits) + (power ? `e${minus(power)}` : "");
}

/** @param {string} digits */
function trimmed(digits) {
  return minus(digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);
}

/** @param {string} text */
function minus(text) {
  return text.replaceAll("-", "−");
}
