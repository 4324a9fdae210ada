/**
 * Read the server's answer to a map: lines of JSON, and behind those with `bytes` arrays of numbers. Pure;
 * ravine/server/map.py writes it.
 */

import { createInput } from "./lines.js";

/** @typedef {import("../types.js").Declared["scale"]} Scale */
/** @typedef {{racer: string, name: string, scale: Scale, values: Float64Array}} MapAxis */
/** @typedef {{kind: string, target: number | null, text: string, axes: MapAxis[], racer: string, racers: string[],
 *   minima: [number, number][], limit: Float64Array | null, fastest: Record<string, number> | null, told: any}} MapHead
 *   text: what the visitor has to know about the map; no axes: there is none; racer, racers: of which it is;
 *   limit: the largest stable rate for each value of the axis that is none of rates; fastest: setting of a closed form;
 *   told: the whole line, of which each kind reads what is its own */
/** @typedef {Record<string, Float64Array | Int32Array | Uint16Array | Int16Array>} Columns */
/** @typedef {{racer: string, stride: number, columns: Columns, told: any}} MapCells */
/** @typedef {{share: number, left?: number | null, ahead?: number, text?: string}} MapProgress
 *   left: seconds, as far as they can be told */
/** @typedef {{head: (head: MapHead) => void, cells: (cells: MapCells) => void,
 *   progress: (progress: MapProgress) => void}} Tell */

const LINES = 32; // that are read before the page gets its turn: what has come already would be read in one go
const KINDS = {
  float64: Float64Array,
  int32: Int32Array,
  uint16: Uint16Array,
  int16: Int16Array,
};

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {Tell} tell  called with each part as it comes
 * @param {AbortSignal} signal  ends the request
 * @returns {Promise<void>}  settles when the map is complete
 */
export async function readMap(body, tell, signal) {
  const input = createInput(body);
  signal.addEventListener("abort", input.cancel);
  /** @type {[name: string, kind: keyof typeof KINDS][]} */
  let columns = [];
  try {
    for (let count = 1; ; count += 1) {
      if (count % LINES === 0) await new Promise((done) => setTimeout(done));
      const line = JSON.parse(await input.line());
      const bytes = line.bytes ? await input.bytes(line.bytes) : new Uint8Array(0);
      signal.throwIfAborted();
      if (line.done) return;
      if (line.failed || line.ended) throw new Error("the server has ended the map");
      if (line.axes) {
        columns = line.columns ?? [];
        tell.head(headOf(line, bytes));
      } else if (line.racer) {
        tell.cells({
          racer: line.racer,
          stride: line.stride,
          columns: cut(bytes, columns, line.count),
          told: line,
        });
      } else tell.progress(line);
    }
  } finally {
    signal.removeEventListener("abort", input.cancel);
  }
}

/**
 * @param {any} line
 * @param {Uint8Array} bytes
 * @returns {MapHead}
 */
function headOf(line, bytes) {
  const { kind, target = null, text, axes, racer = "", racers = [] } = line;
  const { minima = [], fastest = null } = line;
  let at = 0;
  /** @param {number} size */
  function next(size) {
    const values = /** @type {Float64Array} */ (numbers(bytes, at, "float64", size));
    at += values.byteLength;
    return values;
  }
  const read = axes.map((/** @type {any} */ axis) => {
    const { size, scale = "log", ...named } = axis;
    return { ...named, scale, values: next(size) };
  });
  const other = axes.find((/** @type {any} */ { name }) => name !== "lr");
  const limit = line.limit && other ? next(other.size) : null;
  return { kind, target, text, axes: read, racer, racers, minima, limit, fastest, told: line };
}

/** @type {(bytes: Uint8Array, columns: [string, keyof typeof KINDS][], count: number) => Columns} */
function cut(bytes, columns, count) {
  let at = 0;
  const entries = columns.map(([name, kind]) => {
    const values = numbers(bytes, at, kind, count);
    at += values.byteLength;
    return [name, values];
  });
  return Object.fromEntries(entries);
}

/**
 * Copied, because a view needs an aligned place.
 * @type {(bytes: Uint8Array, at: number, kind: keyof typeof KINDS, count: number) => Columns[string]}
 */
function numbers(bytes, at, kind, count) {
  const Kind = KINDS[kind];
  return new Kind(bytes.slice(at, at + count * Kind.BYTES_PER_ELEMENT).buffer);
}
