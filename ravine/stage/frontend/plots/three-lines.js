/** Lines and heads of the runs on the surface, in its own numbers. Pure. */

import { locate } from "../protocol/payload.js";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("./three.js").Content} Content */

const MOST_POINTS = 1200;
const LIFT = 0.006; // of the height: a line within the surface would flicker
const GHOST_LIFT = 0.015; // it is wider, and its heights lie between points of the grid
const HEAD_LIFT = 0.035; // and half a head would sink in
export const GHOST = 0.4; // opacity

/**
 * @param {Run} run
 * @param {Content} content
 * @param {number} [above]  share of the height
 */
export function line(run, { surface, scale, covered, step }, above = LIFT) {
  const [[left, right], [bottom, top]] = surface.domain;
  const lift = above * (scale.high - scale.low);
  const stride = Math.max(1, Math.ceil(run.count / MOST_POINTS));
  const [x, y, z] = [[], [], []].map(() => /** @type {(number | null)[]} */ ([]));
  const last = covered ? Math.min(locate(run, step).index, run.last) : run.last;
  for (let i = 0; i <= last; i = i === last ? i + 1 : Math.min(i + stride, last)) {
    const [px, py] = [run.path[2 * i], run.path[2 * i + 1]];
    const height = scale.of(run.losses[i]) + lift;
    const shown = px >= left && px <= right && py >= bottom && py <= top && Number.isFinite(height);
    x.push(shown ? px : null);
    y.push(shown ? py : null);
    z.push(shown ? height : null);
  }
  return { x, y, z };
}

/**
 * The whole path of a ghost.
 * @type {(run: Run, content: Content) => ReturnType<typeof line>}
 */
export function ghostLine(run, content) {
  return line(run, { ...content, covered: false }, GHOST_LIFT);
}

/** @param {Content} content */
export function heads(content) {
  const { surface, scale, runs, step } = content;
  const [[left, right], [bottom, top]] = surface.domain;
  const lift = HEAD_LIFT * (scale.high - scale.low);
  const [x, y, z] = [[], [], []].map(() => /** @type {(number | null)[]} */ ([]));
  for (const run of runs) {
    const { index, share } = locate(run, step);
    const next = Math.min(index + 1, run.last);
    const blend = (/** @type {number} */ from, /** @type {number} */ to) =>
      from + share * (to - from);
    const px = blend(run.path[2 * index], run.path[2 * next]);
    const py = blend(run.path[2 * index + 1], run.path[2 * next + 1]);
    const pz = blend(scale.of(run.losses[index]), scale.of(run.losses[next])) + lift;
    const shown = px >= left && px <= right && py >= bottom && py <= top && Number.isFinite(pz);
    x.push(shown ? px : null);
    y.push(shown ? py : null);
    z.push(shown ? pz : null);
  }
  return { x, y, z };
}
