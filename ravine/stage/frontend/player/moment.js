/** The moment of a race that a link shows: step, zoom of the plots, camera, speed. Pure but for its ports. */

/** @typedef {import("../plots/three-layout.js").Camera} Camera */
/** @typedef {[left: number, right: number, bottom: number, top: number]} Ranges */
/**
 * @typedef {{step?: number, speed?: import("./speed.js").Speed, loop?: boolean, zoom?: Ranges, loss_zoom?: Ranges, camera?: number[]}} Moment
 *   camera: nine numbers: where the eye is, where it looks, which way is up
 */
/** @typedef {{current: () => {x: number[], y: number[]}, zoomed: () => boolean, look: (ranges: any) => any}} Chart */
/**
 * @typedef {{clock: Pick<ReturnType<typeof import("./clock.js").createClock>,
 *     "step" | "speed" | "loop" | "playing" | "pause" | "seek" | "set">,
 *   contour: Chart, loss: Chart, three: {camera: Camera | null}}} Ports
 */

const DECIMALS = 6; // of the camera: a thousandth of a pixel

/**
 * The moment that is shown; what is as it always is, is left out. While the race plays there is no step.
 * @param {Ports} ports
 * @returns {Moment}
 */
export function momentOf({ clock, contour, loss, three }) {
  /** @type {Moment} */
  const moment = {};
  if (!clock.playing) moment.step = clock.step;
  if (clock.speed !== 1) moment.speed = clock.speed;
  if (clock.loop) moment.loop = true;
  if (contour.zoomed()) moment.zoom = rangesOf(contour);
  if (loss.zoomed()) moment.loss_zoom = rangesOf(loss);
  const { camera } = three;
  if (camera) moment.camera = [camera.eye, camera.center, camera.up].flatMap(numbersOf);
  return moment;
}

/**
 * @param {Moment} moment
 * @param {Ports} ports
 */
export function showMoment(moment, { clock, contour, loss, three }) {
  clock.set({ speed: moment.speed ?? clock.speed, loop: moment.loop ?? clock.loop });
  if (moment.step !== undefined) {
    clock.pause();
    clock.seek(moment.step);
  }
  if (moment.zoom) look(contour, moment.zoom);
  if (moment.loss_zoom) look(loss, moment.loss_zoom);
  if (moment.camera) three.camera = cameraOf(moment.camera);
}

/**
 * The moment as it stands in a link.
 * @param {Moment} moment
 */
export function momentQuery(moment) {
  const texts = Object.entries(moment).map(([key, value]) => {
    return `${key}=${typeof value === "boolean" ? Number(value) : String(value)}`;
  });
  return texts.join("&");
}

/** @type {(chart: Chart) => Ranges} */
function rangesOf(chart) {
  const { x, y } = chart.current();
  return [x[0], x[1], y[0], y[1]];
}

/** @type {(chart: Chart, ranges: Ranges) => void} */
function look(chart, [left, right, bottom, top]) {
  chart.look({ x: [left, right], y: [bottom, top] });
}

/** @param {{x: number, y: number, z: number}} place */
function numbersOf({ x, y, z }) {
  return [x, y, z].map((number) => Number(number.toFixed(DECIMALS)));
}

/** @type {(numbers: number[]) => Camera} */
function cameraOf(numbers) {
  const place = (/** @type {number} */ from) => {
    const [x, y, z] = numbers.slice(from, from + 3);
    return { x, y, z };
  };
  return { eye: place(0), center: place(3), up: place(6) };
}
