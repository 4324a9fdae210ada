/** Which kinds of film this browser can make, and by which way. */

/** @typedef {import("./timing.js").FormatKey} FormatKey */
/** @typedef {import("./library.js").Library} Library */
/**
 * @typedef {{key: FormatKey, ways: "library" | "recorder" | null, codec: string, why: string}} Format
 *   ways: by the encoders of `make film`, by the browser's recorder in real time, or not at all; codec: the encoders'
 *   name of it, or the recorder's media type; why: word that says why a format is missing, slower, or not as usual
 */
/** @typedef {{secure: boolean, encoder: any, recorder: any, canvas: any}} Powers  what the browser brings */

/** @type {Record<FormatKey, {type: string, codecs: string[], recorded: string[]}>} */
export const KINDS = {
  // Everything plays H.264; the others in MP4 are for browsers that may not encode it.
  mp4: {
    type: "video/mp4",
    codecs: ["avc", "vp9", "av1"],
    recorded: ["video/mp4;codecs=avc1.42E01F", "video/mp4;codecs=avc1", "video/mp4"],
  },
  webm: {
    type: "video/webm",
    codecs: ["vp9", "vp8", "av1"],
    recorded: ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"],
  },
  gif: { type: "image/gif", codecs: [], recorded: [] },
};
const USUAL = "avc"; // what a player expects in an MP4

/** @type {() => Powers} */
const here = () => ({
  secure: globalThis.isSecureContext,
  encoder: globalThis.VideoEncoder,
  recorder: globalThis.MediaRecorder,
  canvas: globalThis.HTMLCanvasElement,
});

/**
 * @param {Library | null} library  null where `make film` has not been run
 * @param {{width: number, height: number}} size
 * @param {Powers} [powers]
 * @returns {Promise<Format[]>}  in the order in which they are offered
 */
export async function formatsHere(library, size, powers = here()) {
  return [
    await video("mp4", library, size, powers),
    await video("webm", library, size, powers),
    library
      ? { key: "gif", ways: "library", codec: "gif", why: "" }
      : { key: "gif", ways: null, codec: "", why: "take-film-not-built" },
  ];
}

/**
 * @param {"mp4" | "webm"} key
 * @param {Library | null} library
 * @param {{width: number, height: number}} size
 * @param {Powers} powers
 * @returns {Promise<Format>}
 */
async function video(key, library, size, powers) {
  const codec = library && powers.encoder ? await encodable(key, library, size) : null;
  if (codec) {
    const why = key === "mp4" && codec !== USUAL ? "take-film-other-codec" : "";
    return { key, ways: "library", codec, why };
  }
  const recorded = recordable(key, powers);
  if (!recorded) return { key, ways: null, codec: "", why: "take-film-not-here" };
  return { key, ways: "recorder", codec: recorded, why: whySlow(library, powers) };
}

/**
 * The first codec that the browser encodes at this size.
 * @param {"mp4" | "webm"} key
 * @param {Library} library
 * @param {{width: number, height: number}} size
 */
async function encodable(key, library, size) {
  for (const codec of KINDS[key].codecs) {
    const can = await library.canEncodeVideo(codec, size).catch(() => false);
    if (can) return codec;
  }
  return null;
}

/**
 * The first type that the browser's recorder writes.
 * @param {"mp4" | "webm"} key
 * @param {Powers} powers
 */
function recordable(key, { recorder, canvas }) {
  if (!recorder?.isTypeSupported || !canvas?.prototype?.captureStream) return null;
  return KINDS[key].recorded.find((type) => recorder.isTypeSupported(type)) ?? null;
}

/**
 * @param {Library | null} library
 * @param {Powers} powers
 */
function whySlow(library, { secure, encoder }) {
  if (!library) return "take-film-slow-not-built";
  if (!encoder && !secure) return "take-film-slow-no-https";
  return "take-film-slow-browser";
}
