/**
 * The steps of a visit: the addresses that were shown one after the other, and which is shown now. Plain data.
 *
 * A browser keeps 50 entries of a tab's history, this keeps more. Each of the browser's entries has a place, counted
 * from the first; which step it shows follows from the place and the step of the one that is shown. Where the browser
 * has no entry for the step before, that one is put in the place of the one that is shown, and so all others show the
 * step before theirs: Back and Forward lead through the steps without leaving one out.
 */

const MOST = 200; // steps
const LARGEST = 1_000_000; // characters of all addresses
const ENTRIES = 50; // that every browser keeps of a tab
// What addresses say besides: ticks that are never taken back, a moment of the race, how the page is embedded.
const ASIDE = [
  ...["p", "embed", "embed_options"],
  ...["step", "speed", "loop", "zoom", "loss_zoom", "camera"],
];

/**
 * @typedef {{id: string, entries: string[], at: number, place: number, bottom: number, top: number}} Steps
 *   entries: addresses, oldest first; at: the one that is shown; place: of the browser's entry that shows it;
 *   bottom, top: places of the oldest and the newest entry that Back and Forward reach
 */

/**
 * The first step of a visit.
 * @type {(id: string, address: string) => Steps}
 */
export function firstStep(id, address) {
  return { id, entries: [address], at: 0, place: 0, bottom: 0, top: 0 };
}

/**
 * Whether two addresses show different things.
 * @type {(before: string, after: string) => boolean}
 */
export function isStep(before, after) {
  return before !== after && meaning(before) !== meaning(after);
}

/** @param {string} address */
function meaning(address) {
  const [path, query = ""] = address.split(/\?(.*)/s);
  const keys = new Map(new URLSearchParams(query)); // of a key that is repeated the last value counts
  for (const key of ASIDE) keys.delete(key);
  return JSON.stringify([path, ...[...keys].sort()]);
}

/**
 * The visitor has changed something: a new entry of the browser's, and what had been undone is gone.
 * @type {(steps: Steps, address: string) => Steps}
 */
export function entered(steps, address) {
  const entries = [...steps.entries.slice(0, steps.at + 1), address];
  return trimmed(withNewest({ ...steps, entries, at: steps.at + 1 }));
}

/**
 * The same step is shown by another address.
 * @type {(steps: Steps, address: string) => Steps}
 */
export function amended(steps, address) {
  const entries = steps.entries.map((entry, i) => (i === steps.at ? address : entry));
  return { ...steps, entries };
}

/**
 * The browser's entry at `place` is shown; `address` is what it had when it was made.
 * @type {(steps: Steps, place: number, address: string) => Steps}
 */
export function arrived(steps, place, address) {
  const at = steps.at + place - steps.place;
  const { entries } = steps;
  // Browsers that keep more entries than others lead to what is no longer among the steps.
  if (at < 0) return { ...steps, entries: [address, ...entries], at: 0, place, bottom: place };
  return { ...steps, at: Math.min(at, entries.length - 1), place };
}

/**
 * The next step is shown in a new entry of the browser's, because it has none.
 * @type {(steps: Steps) => Steps}
 */
export function advanced(steps) {
  return withNewest({ ...steps, at: steps.at + 1 });
}

/**
 * Another step is shown in the entry that is shown.
 * @type {(steps: Steps, by: number) => Steps}
 */
export function slid(steps, by) {
  return { ...steps, at: steps.at + by };
}

/**
 * The page has been loaded again, and what lies between its entry and the one before is unknown: perhaps another site.
 * @type {(steps: Steps, address: string) => Steps}
 */
export function rejoined(steps, address) {
  const next = isStep(steps.entries[steps.at], address)
    ? entered(steps, address)
    : withNewest(amended(steps, address));
  return { ...next, bottom: next.place };
}

/**
 * What was done before the visitor went back, and is known only now, comes after the step `from`.
 * @type {(steps: Steps, from: number, address: string) => Steps}
 */
export function belated(steps, from, address) {
  const entries = [...steps.entries.slice(0, from + 1), address];
  return { ...steps, entries, top: Math.min(steps.top, steps.place + from + 1 - steps.at) };
}

/** Whether the browser has an entry for the next step (1), or the one before (-1). @type {(steps: Steps, by: number) => boolean} */
export function isReachable({ place, bottom, top }, by) {
  return by < 0 ? place > bottom : place < top;
}

/** @type {(steps: Steps, by: number) => boolean} */
export function canMove({ entries, at }, by) {
  return at + by >= 0 && at + by < entries.length;
}

/** @param {Steps} steps */
function withNewest(steps) {
  const place = steps.place + 1;
  return { ...steps, place, top: place, bottom: Math.max(steps.bottom, place - ENTRIES + 1) };
}

/**
 * Without the oldest steps beyond what is kept.
 * @param {Steps} steps
 */
function trimmed(steps) {
  let size = steps.entries.reduce((sum, { length }) => sum + length, 0);
  let first = Math.max(steps.entries.length - MOST, 0);
  for (const { length } of steps.entries.slice(0, first)) size -= length;
  while (size > LARGEST && first < steps.at) {
    size -= steps.entries[first].length;
    first += 1;
  }
  return { ...steps, entries: steps.entries.slice(first), at: steps.at - first };
}

/**
 * What a page has stored, if that is what it was.
 * @type {(text: string | null) => Steps | null}
 */
export function parsed(text) {
  const steps = JSON.parse(text ?? "null");
  const usable =
    typeof steps?.id === "string" &&
    Array.isArray(steps.entries) &&
    steps.entries.every((/** @type {any} */ entry) => typeof entry === "string") &&
    typeof steps.entries[steps.at] === "string" &&
    ["place", "bottom", "top"].every((name) => Number.isInteger(steps[name]));
  return usable ? steps : null;
}

/**
 * Whether an address shows one of those that were `left`, or has the path of one step and the query of another.
 * @type {(steps: Steps, left: string[], address: string) => boolean}
 */
export function isLeft({ entries, at }, left, address) {
  if (!left.length) return false;
  const known = [...left, entries[at]];
  const [path] = address.split("?");
  const paths = known.map((entry) => entry.split("?")[0]);
  return (
    paths.includes(path) &&
    known.some((entry, i) => !isStep(path + entry.slice(paths[i].length), address))
  );
}

/**
 * The newest step up to now that was shown at one of these paths.
 * @type {(steps: Pick<Steps, "entries" | "at">, paths: string[]) => string | undefined}
 */
export function lastAt({ entries, at }, paths) {
  const before = entries.slice(0, at + 1).reverse();
  return before.find((entry) => paths.includes(entry.split("?")[0]));
}
