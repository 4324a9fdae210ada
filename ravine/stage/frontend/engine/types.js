/**
 * Types of the engine. The functions are those that the units declare in Python.
 *
 * @typedef {[number, number]} Pair
 * @typedef {(x: number, y: number) => number[]} Look  loss and both components of its gradient
 * @typedef {{valueAndGradient: (x: number, y: number, p: ArrayLike<number>) => number[],
 *   hessian: (x: number, y: number, p: ArrayLike<number>) => number[],
 *   kinks?: (x: number, y: number, p: ArrayLike<number>) => number[],
 *   sample?: (x: number, y: number, a: number, b: number) => number[],
 *   sampleKinks?: (x: number, y: number, a: number, b: number) => number[]}} Surface  a surface's module
 * @typedef {{coupled: boolean, slots: number, carried: number[], rate: number, names: string[],
 *   once?: boolean, answer?: number,
 *   coefficients: (h: number[], t: number, carried: number[]) => any, update: Function,
 *   initial?: (w: number, h: number[]) => number[], clamp?: (h: number[], t: number) => Pair,
 *   gain?: (h: number[], t: number, c: number[]) => number, pulls?: (h: number[]) => Pair,
 *   preconditioner?: (state: number[], g: number, h: number[], t: number, c: number[]) => number}} Rule
 *   h: hyperparameters in the order of `names`, the learning rate at `rate`; t: step, from 1; c: its coefficients;
 *   carried: initial numbers that `coefficients` passes on from step to step, returning them beside the coefficients;
 *   slots: state numbers of a coordinate; once: only the first step's rate counts; answer: index of the state number
 *   that the method returns as its result
 * @typedef {{names: string[], factor: (t: number, steps: number, h: number[]) => number}} Schedule
 * @typedef {{optimizers: Record<string, Rule>, schedules: Record<string, Schedule>,
 *   boxMuller: (first: number, second: number) => number,
 *   eigenvalues: (a: number, b: number, d: number) => Pair, atan2: (y: number, x: number) => number,
 *   limit: (curvature: number, gain: number, decoupled: number) => number,
 *   verdict: (...given: any[]) => [kind: number, step: number, minimum: number, outside: number],
 *   kinds: string[]}} Rules  the module that contains them
 *
 * @typedef {{amount: number, state: string, increment: string}} Noise
 *   added to each component of the gradient: standard deviation, and the generator's 128-bit numbers in hexadecimal
 * @typedef {import("../samples/batch-order.js").Batching} Batching
 * @typedef {{kinds: ArrayLike<number>, xs: ArrayLike<number>, ys: ArrayLike<number>, values: ArrayLike<number>,
 *   domain: number[], lowest: number, range: number, endless: boolean}} Terrain
 *   critical points (kind 0: minimum, 1: saddle, 2: maximum) and ends of both axes, by which a run is judged
 * @typedef {{kind: string, step: number, minimum: number | null, outside: boolean}} Verdict
 * @typedef {{key: string, optimizer: string, values: Record<string, number>,
 *   schedule: {key: string, values: Record<string, number>} | null, full: boolean}} Racer
 *   key: of its row; full: on all samples
 * @typedef {{engine: string, rules: string, module: string, parameters: ArrayLike<number>, size: number,
 *   batching: Batching | null, noise: Noise | null, start: Pair, steps: number,
 *   axis: "steps" | "samples" | "epochs", rates: boolean, curvature: boolean, racers: Racer[],
 *   terrain: Terrain}} RaceRequest
 *   engine, rules, module: addresses of job.js, of the rules and of the surface; parameters: `p` of that module;
 *   size: number of samples, 0 without data; rates, curvature: whether to compute them
 * @typedef {{key: string, steps: number, stride: number, stopped: number | null, path: Float64Array,
 *   loss: Float64Array, gradient: Float64Array, rate: Float64Array | null, limit: Float64Array | null,
 *   limitAt?: ((point: number) => number) | null, clamp: Float64Array | null,
 *   curvature: Float64Array | null, time: Float64Array | null,
 *   answer: Result | null, verdict: Verdict | null}} Result
 *   arrays as in the run of a payload; limitAt: in place of `limit`, computed on request; answer: the average that the
 *   method returns, a row of its own with the verdict; verdict: null while the run is incomplete
 */
export {};
