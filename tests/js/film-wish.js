/** A wish for a film, with a canvas and encoders that write down what is asked of them. */

const SIZE = { width: 64, height: 36 };

/** A canvas whose every pixel is `colour`; it counts how often it was painted. */
function canvasOf(size = SIZE) {
  const canvas = {
    ...size,
    colour: 0,
    stops: 0,
    getContext: () => ({
      getImageData: (_x, _y, width, height) => ({
        data: { buffer: new Uint32Array(width * height).fill(canvas.colour).buffer },
      }),
      drawImage() {},
    }),
    captureStream: () => ({
      getVideoTracks: () => [{ requestFrame() {} }],
      getTracks: () => [{ stop: () => canvas.stops++ }],
    }),
  };
  return canvas;
}

/** Encoders that write down what is asked of them. */
function libraryOf(log = []) {
  const named = (name) =>
    class {
      constructor(...given) {
        log.push([name, ...given]);
      }
    };
  return {
    log,
    BufferTarget: class {
      buffer = new ArrayBuffer(8);
    },
    Quality: named("quality"),
    Mp4OutputFormat: named("mp4"),
    WebMOutputFormat: named("webm"),
    CanvasSource: class {
      constructor(_canvas, config) {
        log.push(["source", config.codec]);
      }
      async add(...at) {
        log.push(["add", ...at]);
      }
    },
    Output: class {
      addVideoTrack(_source, { frameRate }) {
        log.push(["track", frameRate]);
      }
      setMetadataTags(tags) {
        log.push(["tags", tags]);
      }
      async start() {}
      async finalize() {
        log.push(["finalize"]);
      }
      async cancel() {
        log.push(["cancel"]);
      }
    },
    quantize: (bytes, most) => {
      log.push(["quantize", bytes.length / 4, most]);
      return [
        [0, 0, 0],
        [255, 255, 255],
      ];
    },
    GIFEncoder: () => ({
      writeFrame: (indices, width, height, options) =>
        log.push(["frame", indices.slice(), width, height, options]),
      finish: () => log.push(["finalize"]),
      reset: () => log.push(["cancel"]),
      bytesView: () => new Uint8Array(8),
      stream: { writeBytes: (bytes) => log.push(["bytes", [...bytes]]) },
    }),
  };
}

/** A wish with what its making left behind. */
export function wishFor(format, more = {}) {
  const canvas = canvasOf();
  const seen = { canvas, painted: [], progress: [], library: libraryOf() };
  const wish = {
    ...{ format, ...SIZE, fps: 10, seconds: 2, library: seen.library },
    way: { key: format, ways: "library", codec: "avc", why: "" },
    paint: (_canvas, share) => seen.painted.push(share),
    progress: (share) => seen.progress.push(share),
    signal: new AbortController().signal,
    ports: { canvas: () => canvas, pause: async () => {} },
    ...more,
  };
  return { wish, seen };
}
export const named = (log, name) => log.filter(([what]) => what === name);
