/**
 * Read the server's answer to a map: lines of JSON, and behind those with `bytes` arrays of numbers. Pure;
 * ravine/server/map.py writes it.
 */

import { createInput } from "./lines.js";

/** @typedef {{racer: string, name: string, values: Float64Array}} MapAxis */
/** @typedef {{target: number | null, text: string, axes: MapAxis[]}} MapHead
 *   text: what the visitor has to know about the map; no axes: there is none */
/** @typedef {Record<string, Float64Array | Int32Array>} Columns */
/** @typedef {{racer: string, stride: number, columns: Columns}} MapCells */
/** @typedef {{share: number, ahead?: number, text?: string}} MapProgress */
/** @typedef {{head: (head: MapHead) => void, cells: (cells: MapCells) => void,
 *   progress: (progress: MapProgress) => void}} Tell */

const KINDS = { float64: Float64Array, int32: Int32Array };

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
    for (;;) {
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
        });
      } else tell.progress(line);
    }
  } finally {
    signal.removeEventListener("abort", input.cancel);
  }
}

/**
 * @param {{target?: number | null, text: string, axes: {racer: string, name: string, size: number}[]}} line
 * @param {Uint8Array} bytes
 * @returns {MapHead}
 */
function headOf({ target = null, text, axes }, bytes) {
  let at = 0;
  const read = axes.map(({ racer, name, size }) => {
    const values = /** @type {Float64Array} */ (numbers(bytes, at, "float64", size));
    at += values.byteLength;
    return { racer, name, values };
  });
  return { target, text, axes: read };
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
 * @type {(bytes: Uint8Array, at: number, kind: keyof typeof KINDS, count: number) => Float64Array | Int32Array}
 */
function numbers(bytes, at, kind, count) {
  const Kind = KINDS[kind];
  return new Kind(bytes.slice(at, at + count * Kind.BYTES_PER_ELEMENT).buffer);
}
