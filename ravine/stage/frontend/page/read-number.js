/** Read numbers as people type them: 0,995, 1e-3, 10^-3, １２, “30 ”. Pure; experiments/link_spelling.py does it in links. */

const MINUS = /[−‐‑‒–—―﹣－]/g;
const SUPERSCRIPT = /[⁺⁻]?[⁰¹²³⁴-⁹]+/g;
const AROUND = /^["'`“”‘’(]+|["'`“”‘’).,;:!?。]+$/g;
const HANGUL_END = /[가-힣]+$/; // "30개"
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/;
const POWER = /^(?:([+-]?(?:\d+\.?\d*|\.\d+))[·×⋅*x])?10(?:\^|\*\*)\(?([+-]?\d+)\)?$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:[,'’]\d{3})+$/;

/**
 * @param {string} text
 * @param {boolean} [whole]  only whole numbers are usable: a comma before three digits separates thousands
 * @returns {number | null}  infinite if it is too large; null: it is no number
 */
export function readNumber(text, whole = false) {
  const spelled = text
    .replace(SUPERSCRIPT, (power) => `^${power.normalize("NFKC")}`)
    .normalize("NFKC")
    .replace(MINUS, "-")
    .replace(/\s/g, "")
    .replace(HANGUL_END, "")
    .replace(AROUND, "")
    .toLowerCase();
  if (whole && THOUSANDS.test(spelled)) return Number(spelled.replace(/[,'’]/g, ""));
  const power = spelled.match(POWER);
  if (power) return Number(`${power[1] ?? 1}e${power[2]}`);
  const plain = spelled.includes(".") ? spelled : spelled.replace(",", ".");
  return DECIMAL.test(plain) ? Number(plain) : null;
}
