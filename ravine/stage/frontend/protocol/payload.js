/** Decode the server's payloads, and pack one again: a header, and parts that both sides cache. */

import { packed } from "../samples/mean.js";

/** @typedef {{stride: number, steps: number, times?: import("../types.js").Numbers | null}} Timed */
/** @typedef {import("../types.js").Header} Header */
/** @typedef {import("../types.js").Inspect} Inspect */
/** @typedef {import("../types.js").Part} Part */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").RunEntry} RunEntry */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Surface} Surface */

const PARTS_KEPT = 64;

/** @type {(bytes: Uint8Array) => {header: Header, parts: Map<string, Part>}} */
export function unpack(bytes) {
  const buffer = bytes.slice().buffer; // copied for alignment: a view into a websocket frame rarely has it
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  const bare = {
    rates: false,
    inspect: null,
    samples: null,
    noise: null,
    seen: null,
    many: [],
    curvature: null,
  };
  const header = { ...bare, ...JSON.parse(text) };
  const parts = new Map();
  for (const [id, place] of Object.entries(header.parts)) {
    parts.set(id, readPart(buffer, 4 + length, /** @type {any} */ (place)));
  }
  return { header, parts };
}

/** @type {(buffer: ArrayBuffer, base: number, place: import("../types.js").PartPlace) => Part} */
function readPart(buffer, base, place) {
  /** @type {Part} */
  const part = { json: place.json ?? {}, arrays: {}, shapes: {} };
  for (const [name, { offset, shape, bytes }] of Object.entries(place.arrays ?? {})) {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const Numbers = bytes === 8 ? Float64Array : Float32Array;
    part.arrays[name] = new Numbers(buffer, base + offset, size);
    part.shapes[name] = shape;
  }
  return part;
}

// JSON.stringify writes a negative zero without its sign.
const MINUS_ZERO = "\0-0";

/**
 * A payload, as ravine/stage/payload/parts.py packs it.
 * @param {Omit<Header, "parts">} header
 * @param {Map<string, Part>} parts
 * @returns {Uint8Array}
 */
export function pack(header, parts) {
  /** @type {Record<string, import("../types.js").PartPlace>} */
  const listed = {};
  /** @type {{at: number, array: import("../types.js").Numbers}[]} */
  const placed = [];
  let size = 0;
  for (const [id, { json, arrays, shapes }] of parts) {
    listed[id] = { json, arrays: {} };
    for (const [name, array] of Object.entries(arrays)) {
      const bytes = array.BYTES_PER_ELEMENT;
      size += (bytes - (size % bytes)) % bytes;
      listed[id].arrays[name] = { offset: size, shape: shapes[name], bytes };
      placed.push({ at: size, array });
      size += array.byteLength;
    }
  }
  const signed = (/** @type {string} */ _, /** @type {any} */ value) =>
    Object.is(value, -0) ? MINUS_ZERO : value;
  const json = JSON.stringify({ ...header, parts: listed }, signed);
  const text = new TextEncoder().encode(json.replaceAll(JSON.stringify(MINUS_ZERO), "-0.0"));
  const length = text.length + ((8 - ((4 + text.length) % 8)) % 8);
  const whole = new Uint8Array(4 + length + size).fill(32, 4, 4 + length);
  new DataView(whole.buffer).setUint32(0, length, true);
  whole.set(text, 4);
  for (const { at, array } of placed) {
    whole.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), 4 + length + at);
  }
  return whole;
}

/**
 * Ids of all parts that a header names.
 * @param {Header} header
 */
export function partIds({ words, rules, surface, runs, curvature, inspect, samples, seen, many }) {
  const several = [...runs, ...(many ?? []), inspect, samples, seen].map((entry) => entry?.part);
  const ids = [
    words,
    surface,
    ...Object.values(rules ?? {}),
    ...several,
    ...(curvature?.parts ?? []),
  ];
  return new Set(/** @type {string[]} */ (ids.filter(Boolean)));
}

/** Cache of parts; the least recently used are dropped first. There is room for twice the largest race. */
export class PartStore {
  #room = PARTS_KEPT;
  /** @type {Map<string, Part>} */
  #parts = new Map();

  /** @param {Map<string, Part>} parts */
  add(parts) {
    this.#room = Math.max(this.#room, 2 * parts.size);
    for (const [id, part] of parts) this.#touch(id, part);
    for (const id of this.#parts.keys()) {
      if (this.#parts.size <= this.#room) break;
      this.#parts.delete(id);
    }
  }

  /** @param {string} id */
  get(id) {
    const part = this.#parts.get(id);
    if (part) this.#touch(id, part);
    return part;
  }

  /** @returns {string[]} */
  ids() {
    return [...this.#parts.keys()];
  }

  /**
   * @param {string} id
   * @param {Part} part
   */
  #touch(id, part) {
    this.#parts.delete(id);
    this.#parts.set(id, part);
  }
}

/**
 * Build the scene that a header names; null if a part is missing.
 * @type {(header: Header, store: PartStore) => Scene | null}
 */
export function assemble(header, store) {
  const words = store.get(header.words);
  const surface = store.get(header.surface);
  const parts = header.runs.map((run) => store.get(run.part));
  const curvatureParts = header.curvature?.parts.map((id) => store.get(id)) ?? [];
  const inside = header.inspect ? store.get(header.inspect.part) : null;
  const samples = header.samples ? store.get(header.samples.part) : null;
  const seen = header.seen ? store.get(header.seen.part) : null;
  const rules = Object.entries(header.rules ?? {}).map(([rule, id]) => [rule, store.get(id)]);
  if (rules.some(([, part]) => !part)) return null;
  if (!words || !surface) return null;
  if (inside === undefined) return null;
  const many = (header.many ?? []).map(({ part }) => store.get(part));
  if (samples === undefined || seen === undefined || many.includes(undefined)) return null;
  if ([...parts, ...curvatureParts].includes(undefined)) return null;
  /** @type {import("../types.js").DataSet | null} */
  const data = samples && /** @type {any} */ ({ ...samples.json, ...samples.arrays });
  const runs = header.runs.map((entry, i) =>
    decodeRun(entry, /** @type {Part} */ (parts[i]), curvatureParts[i]),
  );
  return {
    header,
    parts: new Map([...partIds(header)].map((id) => [id, /** @type {Part} */ (store.get(id))])),
    words: words.json,
    surface: {
      ...decodeSurface(header.surface, surface),
      ...(data && { parameters: packed(data) }),
    },
    runs,
    rules: Object.fromEntries(
      rules.map(([rule, part]) => [rule, /** @type {Part} */ (part).json.settings]),
    ),
    vectors: inside && decodeVectors(/** @type {Inspect} */ (header.inspect), inside),
    data,
    bands: (header.many ?? []).map(({ key }, i) => {
      const color = header.runs.find((run) => run.key === key)?.color ?? "";
      return /** @type {any} */ ({ key, color, ...many[i]?.arrays });
    }),
    seen: seen && {
      key: /** @type {any} */ (header.seen).key,
      cosine: seen.arrays.cosine,
    },
  };
}

/** @type {(inspect: Inspect, part: Part) => import("../types.js").Vectors | null} */
function decodeVectors({ key, vectors: names }, { arrays, shapes }) {
  const ends = arrays.vectors;
  return ends ? { key, names, ends, perPoint: shapes.vectors[1] } : null;
}

/** @type {(id: string, part: Part) => Surface} */
function decodeSurface(id, part) {
  const [ny, nx] = part.shapes.z;
  return {
    minima: [],
    saddles: [],
    maxima: [],
    terrain: { lowest: 0, range: 0, endless: false },
    ...part.json,
    lowest: part.json.lowest ?? null,
    part: id,
    z: part.arrays.z,
    nx,
    ny,
  };
}

/**
 * @param {RunEntry} entry
 * @param {Part} part
 * @param {Part} [curvaturePart]  curvature of the surface along the run
 * @returns {Run}
 */
export function decodeRun(entry, part, curvaturePart) {
  const { path, loss: losses, gradient, rate: rates = null, limit: limits = null } = part.arrays;
  const { time: times = null, clamp: clamps = null } = part.arrays;
  const curvature = curvaturePart?.arrays.curvature ?? null;
  const count = losses.length;
  let last = count - 1;
  while (last >= 0 && !Number.isFinite(path[2 * last] + path[2 * last + 1] + losses[last]))
    last -= 1;
  const diverged = entry.verdict?.kind === "diverged" || last < count - 1;
  const { dash = [], notes = [], companion = false, stride = 1 } = entry;
  const numbers = { path, losses, gradient, rates, limits, clamps, curvature, times };
  return { ...entry, dash, notes, companion, stride, count, last, diverged, ...numbers };
}

/**
 * The step of point `index` of a run.
 * @param {{stride: number, steps: number}} run
 * @param {number} index
 */
export function stepAt(run, index) {
  return Math.min(index * run.stride, run.steps);
}

/**
 * Position of a run at `step` of its axis, which may lie between two points: a point and the share of the way to the
 * next one. A finished run stays at its last finite point.
 * @param {Timed & {last: number}} run
 * @param {number} step
 * @returns {{index: number, share: number, over: boolean}}
 */
export function locate(run, step) {
  const index = step >= endOf(run) ? run.last : Math.min(pointAt(run, step), run.last);
  if (index >= run.last) return { index: run.last, share: 0, over: step >= timeAt(run, run.last) };
  const from = timeAt(run, index);
  const share = (step - from) / (timeAt(run, index + 1) - from);
  return { index, share: Math.min(Math.max(share, 0), 1), over: false };
}

/**
 * Position of point `index` on the axis of playback: its step, or the samples seen before it.
 * @param {Timed} run
 * @param {number} index
 */
export function timeAt(run, index) {
  return run.times ? run.times[index] : stepAt(run, index);
}

/**
 * End of a run on that axis.
 * @param {Timed} run
 */
export function endOf(run) {
  return run.times?.length ? run.times[run.times.length - 1] : run.steps;
}

/**
 * The last point at or before `time`; playback counts in grains, so the two may differ in the last bit.
 * @param {Timed} run
 * @param {number} time
 */
function pointAt({ times, stride }, time) {
  if (!times) return Math.floor(time / stride);
  const limit = time * (1 + 1e-12);
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times[middle] <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
