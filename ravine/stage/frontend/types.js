/**
 * Types of the stage. ../payload/build.py documents the payload.
 *
 * @typedef {Float64Array | Float32Array} Numbers  float64 for numbers that are shown or lie on a log axis
 * @typedef {{offset: number, shape: number[], bytes?: number}} ArrayPlace  bytes: of one number
 * @typedef {{json: any, arrays: Record<string, ArrayPlace>}} PartPlace
 * @typedef {{json: any, arrays: Record<string, Numbers>, shapes: Record<string, number[]>}} Part
 * @typedef {{value: number, low: number, high: number, default: number, scheduled?: boolean}} Rate
 * @typedef {{name: string, label: string, scale: "linear" | "log" | "decay" | "whole", low: number,
 *   high: number}} Declared  a setting of a rule that is a number
 * @typedef {{kind: string, text: string, criterion: string}} Verdict
 * @typedef {{key: string, values: Record<string, number>}} Schedule
 * @typedef {{amount: number, state: string, increment: string}} Noise
 *   amount: standard deviation added to each component of a gradient; the generator's 128-bit numbers in hexadecimal
 * @typedef {{part: string, key: string, racer: string, optimizer: string, values: Record<string, number>,
 *   schedule: Schedule | null, name: string, live?: string, color: string, dash: number[],
 *   mark?: string, notes: string[], companion?: boolean, lr: Rate, steps: number, stride?: number, verdict: Verdict,
 *   pending?: boolean}} RunEntry
 *   key: of the row; racer: whose settings it has; optimizer: its rule;
 *   values: all hyperparameters by name; pending: the verdict belongs to an earlier race; dash: pattern in CSS pixels, [] is solid;
 *   mark: what stands at its head, the number of a copy; live: the name with a hole for a rate that is dragged;
 *   companion: another row's racer, on all samples or as the average that its method returns
 * @typedef {{key: string, part: string, vectors: {name: string, color: string}[]}} Inspect
 *   the inspected optimizer; its part has the tips of its vectors, for each point
 * @typedef {"log" | "linear"} Axis
 * @typedef {"" | "gradient" | "x" | "y"} Along
 * @typedef {{off: string[], loss: Axis, height: Axis, arrow: boolean, marks: boolean,
 *   three: boolean, curvature: boolean, batch_map: boolean, fit: boolean, cloud: boolean,
 *   inspect: string, sample_of: string, axis: "steps" | "samples" | "epochs", versus: boolean, ends: boolean, slice: Along,
 *   slice_of: string, sweep: "" | "final" | "best" | "mean" | "steps" | "range", map: "rate" | "plane" | "basins" | "fair",
 *   map_of: string, map_x: string, map_y: string, map_goal: "final" | "best" | "mean" | "steps",
 *   map_size: "128" | "256" | "512" | "1024", map_zoom: string, fair_goal: "steps" | "final" | "mean",
 *   fair_over: "start" | "starts" | "seeds", fair_budget: "16" | "64" | "256", fair_on: "this" | "several"}} View
 *   map, map_…, fair_…: what the page of maps shows; map_zoom: "x0,x1,y0,y1" or empty
 * @typedef {{hide: string[], link: string, replay: number, place: string, large: boolean,
 *   autoplay: boolean, kept: string, moment: import("./player/moment.js").Moment | null, predicted: number,
 *   maps: boolean, ghost: {name: string, query: string} | null}} Frame
 *   hide: parts and view switches left out; link: query of the page's own link, empty: that of the race is used;
 *   replay: another number restarts playback; place: another one scrolls the page to its top;
 *   large: for a projector; kept: query of what a link asks of the page; moment: what a link shows of the race;
 *   predicted: number of the visitor's newest prediction; maps: the map stands beside the contour and the losses; ghost: a race that the page shows behind its own
 * @typedef {{query: string, lang: string, file?: string, seeds?: string}} RaceLink
 *   what the server needs to know for a race; file, seeds: names of what this visitor's session holds
 * @typedef {{race: RaceLink, frame: Frame, ack: number, assets?: Record<string, string>}} Link
 *   what the page has the stage show; ack: number of the newest message that the session has taken in;
 *   assets: addresses of the stage's files
 * @typedef {{format: number, problems?: number, lang: string, seeds?: string,
 *   query: string, link?: string, words: string, rules?: Record<string, string>, surface: string, steps: number, start: [number, number],
 *   view: View, rates: boolean, inspect: Inspect | null,
 *   curvature: {parts: string[], amount: number} | null, samples: SamplesEntry | null, noise: Noise | null,
 *   many: {key: string, part: string}[], seen: {key: string, part: string} | null,
 *   runs: RunEntry[], parts: Record<string, PartPlace>}} Header
 * @typedef {{name: string, center: number, scale: number}} Measured  shown = center + scale * number
 * @typedef {import("./samples/batch-order.js").Batching & {part: string, file: string, whole: boolean}} SamplesEntry
 *   file: name of the visitor's own data, which no link contains
 * @typedef {{a: Float64Array, b: Float64Array}} Samples  inputs and targets as the model takes them
 * @typedef {Samples & {x: Measured, y: Measured, target: string, model: boolean}} DataSet
 *
 * @typedef {import("./engine/types.js").Verdict} BareVerdict  a verdict without its words
 * @typedef {import("./engine/types.js").Racer} Racer
 * @typedef {import("./engine/types.js").Result} Result
 * @typedef {{surface: Surface, data: DataSet | null, batching: import("./samples/batch-order.js").Batching | null,
 *   noise: Noise | null, start: [number, number], steps: number, axis: View["axis"], rates: boolean,
 *   curvature: boolean, racers: Racer[]}} RaceRequest
 *   rates, curvature: whether to compute them
 * @typedef {{can: (request: RaceRequest) => boolean, load: (request: RaceRequest) => Promise<void>,
 *   run: (request: RaceRequest, tell: (results: Result[], done: boolean) => void) => void, close: () => void}} Engine
 *   runs a race in the browser, once its modules are loaded. `tell` is called at once or later, perhaps several
 *   times with ever finer results; a newer request replaces an unfinished one
 *
 * @typedef {RunEntry & {stride: number, count: number, last: number, diverged: boolean, path: Numbers,
 *   losses: Numbers, gradient: Numbers, rates: Numbers | null,
 *   limits: Numbers | null, limitAt?: ((point: number) => number) | null, clamps: Numbers | null, curvature: Numbers | null, times: Numbers | null,
 *   companion: boolean}} Run
 *   limits: stability limit of the slider; limitAt: the same, computed on request; clamps: range in which the rate has an
 *   effect; curvature: larger and smaller eigenvalue and angle of the larger one, for each point; times: position of each
 *   point on the axis of playback, null for steps; last: index of the last finite point (-1: none)
 * @typedef {{name: string, query: string, picture: string, when: number}} Kept
 *   a race that this browser keeps; name: no other has it; picture: a data URL, or empty
 * @typedef {{name: string, surface: Surface, runs: Run[], timed: boolean}} Ghost
 *   a kept race behind the present one; timed: its losses have places on the axis of the present race
 * @typedef {{x: number, y: number, value: number, global?: boolean}} Mark
 * @typedef {{part: string, key: string, name: string, axes: [string, string], domain: [[number, number], [number, number]],
 *   minima: Mark[], saddles: Mark[], maxima: Mark[], lowest: number | null,
 *   terrain: {lowest: number, range: number, endless: boolean}, module: string | null,
 *   parameters: number[], named?: Record<string, string>, log: {lowest: number, delta: number},
 *   levels: Record<Axis, number[]>,
 *   colorscale: {light: [number, string][], dark: [number, string][]},
 *   z: Numbers, nx: number, ny: number, mean?: [number, number]}} Surface
 *   mean: sides of the rectangle over which each height is a mean, in weights
 * @typedef {{key: string, names: {name: string, color: string}[], ends: Numbers,
 *   perPoint: number}} Vectors  ends: `perPoint` pairs for each point of the run, in units of the weights
 * @typedef {{key: string, color: string, at: Numbers, band: Numbers,
 *   ends: Numbers}} Band  results of many seeds: five lines of losses, last points
 * @typedef {{header: Header, words: Record<string, string>, surface: Surface, runs: Run[],
 *   rules: Record<string, Declared[]>, vectors: Vectors | null, data: DataSet | null, bands: Band[], parts: Map<string, Part>,
 *   seen: {key: string, cosine: Numbers} | null, dragged?: string[]}} Scene
 *   rules: settings of each rule that races; parts: all that the header names;
 *   dragged: rows that this browser runs now, because they differ from the server's
 *
 * @typedef {{text: string, muted: string, grid: string, background: string, primary: string,
 *   font: string, dark: boolean, scale: number, key: string}} Theme  scale: of lines and letters
 * @typedef {{x: Float64Array, y: Float64Array}} Series  points in axis coordinates (log axes: log10)
 * @typedef {{mx: number, bx: number, my: number, by: number, left: number, top: number,
 *   width: number, height: number}} Transform  pixel = m * axis + b, and the plotting area
 * @typedef {{key: string, index: number}} Hit  a point of a run under the pointer
 * @typedef {{lr?: Record<string, number>, set?: Record<string, number | string>, start?: [number, number], view?: Partial<View>,
 *   step?: number, batch?: number, seed?: number, steps?: number, o?: string[],
 *   like?: Record<string, string>, fan?: Record<string, Record<string, number[]>>, settings_of?: string}} Change
 *   set: other settings of racers, by their keys in a link; o: keys of the racers in their order; like: of which racer
 *   a new one is a copy; fan: over which values of a setting a racer is spread; settings_of: racer whose settings the
 *   page shows
 * @typedef {{seq: number, surface: string, change: Record<string, any>,
 *   since: Record<string, number>}} Message
 *   change: new values, by their keys in a link;
 *   since: number of the first message with each change, by its key
 * @typedef {object} Served  what only a page with a server has
 * @property {(question: import("./protocol/race-source.js").Question, signal: AbortSignal) => Promise<Uint8Array | Response>} ask
 *   requests a race
 * @property {import("./protocol/map-source.js").Ask} askMap
 * @property {import("./protocol/race-source.js").First | null} first  a race that was requested before
 * @property {Map<string, Part>} last  parts that are here since the last visit
 * @property {(base: Scene) => void} remember  keeps parts of the server's race for the next visit
 * @property {string} home  path of the playground
 * @property {import("./takeaway/opener.js").Ask} askTake
 * @property {typeof import("./kept/kept.js").createKept} createKept
 * @property {typeof import("./maps/maps.js").createMaps} createMaps
 * @property {typeof import("./sweep/sweep.js").createSweep} createSweep
 * @property {(root: HTMLElement, ports: Parameters<typeof import("./takeaway/opener.js").createTaking>[1]) =>
 *   ReturnType<typeof import("./takeaway/opener.js").createTaking>} createTaking
 * @property {typeof import("./plots/three.js").createThree} createThree
 * @typedef {(key: string, holes?: Record<string, string | number>) => string} Word
 * @typedef {HTMLElement & {_fullLayout?: any, on: (name: string, listener: (event: any) => void) => void}} Graph
 */
export {};
