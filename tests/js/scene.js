/** A scene and an engine for tests of dragging. */

export const SURFACE = {
  key: "bowl",
  part: "surface",
  domain: [
    [-1, 1],
    [-1, 1],
  ],
  minima: [],
};
const STEPS = 2;

/** A result of the engine: numbers that show their inputs. */
export function resultOf({ key, values, full }, request, more = {}) {
  const [x, y] = request.start;
  const seen = full ? 0 : (request.batching?.batch ?? 0);
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => i);
  return {
    key,
    steps: STEPS,
    stride: 1,
    path: Float64Array.from(steps.flatMap((i) => [x + values.lr * i, y + seen])),
    loss: Float64Array.from(steps.map((i) => values.lr * i)),
    gradient: new Float64Array(2 * STEPS + 2),
    ...{ rate: null, limit: null, clamp: null, curvature: null, time: null },
    ...{ stopped: null, answer: null, verdict: null },
    ...more,
  };
}

/** A row of the server's scene, with the numbers of the test engine. */
function rowOf(key, lr, header) {
  const racer = key.split("@")[0];
  const asked = { key, values: { lr }, full: key.endsWith("@full") };
  const batching = header.samples?.whole === false ? header.samples : null;
  const { path, loss, gradient } = resultOf(asked, { start: header.start, batching });
  return {
    ...{
      key,
      ...{ racer, optimizer: racer.split("~")[0] },
      values: { lr },
      schedule: null,
      part: `of the server ${key} ${lr}`,
      name: key,
    },
    ...{ lr: { value: lr, low: 0.001, high: 1, default: 0.1 }, steps: STEPS, stride: 1 },
    verdict: { kind: "moving", text: "Still moving", criterion: "" },
    ...{ path, losses: loss, gradient, count: STEPS + 1, last: STEPS, diverged: false },
    ...{ rates: null, limits: null, clamps: null, curvature: null, times: null },
  };
}

/** The server's scene with these learning rates. */
export function sceneOf(rates, more = {}) {
  const header = {
    ...{ lang: "en", start: [0, 0], steps: STEPS, view: { axis: "steps" } },
    ...{ rates: false, curvature: null, samples: null, noise: null, ...more.header },
  };
  const runs = Object.entries(rates).map(([key, lr]) => rowOf(key, lr, header));
  const shown = { vectors: null, data: null, bands: [], seen: null };
  return { surface: SURFACE, words: {}, ...shown, ...more, header, runs };
}

/** An engine that records its requests; a `late` one returns results when a test calls `waiting`. */
export function engineOf({ late = false, can = () => true, more = () => ({}) } = {}) {
  const requests = [];
  const waiting = [];
  const engine = {
    can,
    load: () => Promise.resolve(),
    run(request, tell) {
      requests.push(request);
      const answer = (done = true, other = {}) =>
        tell(
          request.racers.map((racer) => resultOf(racer, request, { ...more(racer), ...other })),
          done,
        );
      if (late) waiting.push(answer);
      else answer();
    },
  };
  return { engine, requests, waiting };
}

export const word = (key, holes = {}) => {
  const known = { "verdict-diverged": "Diverged, step {step}", "verdict-moving": "Still moving" };
  return (known[key] ?? key).replace("{step}", holes.step);
};
