/** The blob from the server: a header, and parts that both sides keep. */

/** @typedef {import("./types.js").Header} Header */
/** @typedef {import("./types.js").Inspect} Inspect */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").RunEntry} RunEntry */
/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Surface} Surface */

const KEPT = 64;

/**
 * @param {Uint8Array} bytes
 * @returns {{header: Header, parts: Map<string, Part>}}
 */
export function unpack(bytes) {
  const buffer = bytes.slice().buffer; // aligned: a view into a websocket frame rarely is
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  const header = { rates: false, inspect: null, curvature: null, slice: null, ...JSON.parse(text) };
  const parts = new Map();
  for (const [id, place] of Object.entries(header.parts)) {
    parts.set(id, readPart(buffer, 4 + length, /** @type {any} */ (place)));
  }
  return { header, parts };
}

/**
 * @param {ArrayBuffer} buffer
 * @param {number} base
 * @param {import("./types.js").PartPlace} place
 * @returns {Part}
 */
function readPart(buffer, base, place) {
  /** @type {Part} */
  const part = { json: place.json ?? {}, arrays: {}, shapes: {} };
  for (const [name, { offset, shape }] of Object.entries(place.arrays ?? {})) {
    const size = shape.reduce((product, extent) => product * extent, 1);
    part.arrays[name] = new Float32Array(buffer, base + offset, size);
    part.shapes[name] = shape;
  }
  return part;
}

/** The parts that this browser holds; the longest unused go first. */
export class PartStore {
  /** @type {Map<string, Part>} */
  #parts = new Map();

  /** @param {Map<string, Part>} parts */
  add(parts) {
    for (const [id, part] of parts) this.#touch(id, part);
    for (const id of this.#parts.keys()) {
      if (this.#parts.size <= KEPT) break;
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
 * What a header names, put together; null when a part of it isn't here.
 * @param {Header} header
 * @param {PartStore} store
 * @returns {Scene | null}
 */
export function assemble(header, store) {
  const words = store.get(header.words);
  const surface = store.get(header.surface);
  const parts = header.runs.map((run) => store.get(run.part));
  const bends = header.curvature?.parts.map((id) => store.get(id)) ?? [];
  const inside = header.inspect ? store.get(header.inspect.part) : null;
  const cut = header.slice ? store.get(header.slice.part) : null;
  if (!words || !surface || inside === undefined || cut === undefined) return null;
  if ([...parts, ...bends].includes(undefined)) return null;
  const runs = header.runs.map((entry, i) =>
    decodeRun(entry, /** @type {Part} */ (parts[i]), bends[i]),
  );
  return {
    header,
    words: words.json,
    surface: decodeSurface(header.surface, surface),
    runs,
    vectors: inside && decodeVectors(/** @type {Inspect} */ (header.inspect), inside),
    slice: cut && decodeSlice(/** @type {any} */ (header.slice).key, cut),
  };
}

/**
 * @param {Inspect} inspect
 * @param {Part} part
 * @returns {import("./types.js").Vectors | null}
 */
function decodeVectors({ key, vectors: names }, { arrays, shapes }) {
  const ends = arrays.vectors;
  return ends ? { key, names, ends, each: shapes.vectors[1] } : null;
}

/**
 * @param {string} key
 * @param {Part} part
 * @returns {import("./types.js").Slice}
 */
function decodeSlice(key, { arrays: { low, step } }) {
  return { key, low, step };
}

/**
 * @param {string} id
 * @param {Part} part
 * @returns {Surface}
 */
function decodeSurface(id, part) {
  const [ny, nx] = part.shapes.z;
  return {
    minima: [],
    saddles: [],
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
 * @param {Part} [bend]  how the surface curves along it
 * @returns {Run}
 */
export function decodeRun(entry, part, bend) {
  const { path, loss: losses, gradient, rate: rates = null, limit: limits = null } = part.arrays;
  const curvature = bend?.arrays.curvature ?? null;
  const count = losses.length;
  let last = count - 1;
  while (last >= 0 && !Number.isFinite(path[2 * last] + path[2 * last + 1] + losses[last]))
    last -= 1;
  const diverged = entry.verdict?.kind === "diverged" || last < count - 1;
  const { dash = [], notes = [] } = entry;
  const told = { path, losses, gradient, rates, limits, curvature };
  return { ...entry, dash, notes, count, last, diverged, ...told };
}

/**
 * The step that point `index` of a run belongs to.
 * @param {{stride: number, steps: number}} run
 * @param {number} index
 */
export function stepAt(run, index) {
  return Math.min(index * run.stride, run.steps);
}

/**
 * Where a run stands at `step` (may lie between two steps): a point and the share of the way to
 * the next one. A run that is over stays at its last finite point.
 * @param {{stride: number, steps: number, last: number}} run
 * @param {number} step
 * @returns {{index: number, share: number, over: boolean}}
 */
export function locate(run, step) {
  const index = step >= run.steps ? run.last : Math.min(Math.floor(step / run.stride), run.last);
  if (index >= run.last) return { index: run.last, share: 0, over: step >= stepAt(run, run.last) };
  const from = stepAt(run, index);
  return { index, share: (step - from) / (stepAt(run, index + 1) - from), over: false };
}
