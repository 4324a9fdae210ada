/** Add to a PNG file how large it is printed, and what it shows. Pure. */

const SIGNATURE = 8;
const HEADER = 25; // bytes of the chunk that all files begin with
const INCH = 0.0254; // m

/** @type {Uint32Array | null} */
let table = null;

/**
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export function crc(bytes) {
  table ??= Uint32Array.from({ length: 256 }, (_, i) => {
    let value = i;
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/**
 * @param {string} name
 * @param {Uint8Array} data
 */
function chunk(name, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** @param {number} dpi */
function density(dpi) {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  view.setUint32(0, Math.round(dpi / INCH));
  view.setUint32(4, Math.round(dpi / INCH));
  data[8] = 1; // for each metre
  return chunk("pHYs", data);
}

/** @type {(key: string, text: string) => Uint8Array} */
function note(key, text) {
  return chunk("iTXt", new TextEncoder().encode(`${key}\0\0\0\0\0${text}`));
}

/**
 * @param {Uint8Array} png
 * @param {{dpi: number, notes: Record<string, string>}} more
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function withNotes(png, { dpi, notes }) {
  const begin = SIGNATURE + HEADER;
  const added = [density(dpi), ...Object.entries(notes).map(([key, text]) => note(key, text))];
  const parts = [png.subarray(0, begin), ...added, png.subarray(begin)];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
