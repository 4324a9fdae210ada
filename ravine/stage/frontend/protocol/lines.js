/** Read a stream of lines of text, and of bytes between them. Pure. */

const NEWLINE = 10;

/** @param {ReadableStream<Uint8Array>} body */
export function createInput(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  /** @type {Uint8Array} */
  let rest = new Uint8Array(0);

  async function next() {
    const { done, value } = await reader.read();
    if (done) throw new Error("the answer ends too early");
    return value;
  }

  /** @param {number} size */
  async function atLeast(size) {
    // Hundreds of short pieces may lie in it: it is not copied for each of them.
    if (rest.length >= size) return rest;
    const chunks = [rest];
    let count = rest.length;
    while (count < size) {
      chunks.push(await next());
      count += chunks[chunks.length - 1].length;
    }
    return joined(chunks);
  }

  return {
    /** Text up to the end of the line. */
    async line() {
      let end = rest.indexOf(NEWLINE);
      while (end < 0) {
        const before = rest.length;
        rest = joined([rest, await next()]);
        end = rest.indexOf(NEWLINE, before);
      }
      const text = decoder.decode(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      return text;
    },

    /**
     * The next `size` bytes.
     * @param {number} size
     */
    async bytes(size) {
      const whole = await atLeast(size);
      rest = whole.subarray(size);
      return whole.subarray(0, size);
    },

    /** @param {number} size  bytes of all that follows */
    async last(size) {
      const whole = await atLeast(size);
      if (whole.length > size) throw new Error("the answer is longer than it says");
      return whole;
    },

    cancel() {
      reader.cancel().catch(() => {}); // its connection is gone
    },
  };
}

/** @param {Uint8Array[]} chunks */
function joined(chunks) {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
