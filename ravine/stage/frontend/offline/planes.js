/**
 * Order the numbers of a payload by their bytes: first the lowest byte of all, then the next, ... Neighbours then are
 * alike, and compress to three quarters. Pure.
 */

const WIDTH = 8; // bytes of a number

/**
 * @param {Uint8Array} payload
 * @returns {Uint8Array}  its header as it is, and its numbers ordered; zeros at the end fill the last number
 */
export function ordered(payload) {
  const from = headerOf(payload);
  const count = Math.ceil((payload.length - from) / WIDTH);
  const whole = new Uint8Array(from + count * WIDTH);
  whole.set(payload.subarray(0, from));
  for (let i = from; i < payload.length; i += 1) {
    const [row, byte] = [Math.floor((i - from) / WIDTH), (i - from) % WIDTH];
    whole[from + byte * count + row] = payload[i];
  }
  return whole;
}

/**
 * @param {Uint8Array} bytes  of `ordered`
 * @returns {Uint8Array}  the payload
 */
export function restored(bytes) {
  const from = headerOf(bytes);
  const count = (bytes.length - from) / WIDTH;
  const payload = bytes.slice();
  for (let row = 0; row < count; row += 1)
    for (let byte = 0; byte < WIDTH; byte += 1)
      payload[from + row * WIDTH + byte] = bytes[from + byte * count + row];
  return payload;
}

/** @param {Uint8Array} payload */
function headerOf({ buffer, byteOffset }) {
  return 4 + new DataView(buffer, byteOffset).getUint32(0, true);
}
