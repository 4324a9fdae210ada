/** Ask the server for the curves of the rate sweep, and hold those that came last. */

import { createMapSource } from "../protocol/map-source.js";
import { emptyCurve, fill } from "./sweep-curve.js";

/** @typedef {import("./sweep-curve.js").Curve} Curve */
/** @typedef {{curves: Map<string, Curve>, target: number | null}} Curves */

/**
 * What the curves of a race depend on: neither on its learning rates nor on how it is drawn.
 * @param {import("../types.js").RaceLink} race
 * @param {string[]} view  keys of a link that say how a race is drawn
 */
export function keyOf({ query, lang, file = "" }, view) {
  const pairs = [...new URLSearchParams(query)].filter(
    ([key]) => !key.endsWith(".lr") && !view.includes(key),
  );
  return JSON.stringify([pairs, lang, file]);
}

/**
 * @param {{view: string[]} & Pick<Parameters<typeof createMapSource>[0], "ask" | "news" | "later" | "cancel">} ports
 */
export function createSweepSource({ view, ...ports }) {
  /** @type {ReturnType<typeof createMapSource<Curves>>} */
  const source = createMapSource({
    ...ports,
    begin: ({ target, axes }) => ({
      target,
      curves: new Map(axes.map(({ racer, values }) => [racer, emptyCurve(racer, values)])),
    }),
    fill({ curves }, { racer, columns }) {
      const curve = curves.get(racer);
      if (curve) fill(curve, columns);
    },
  });
  return {
    source,
    /** @param {import("../types.js").RaceLink | null} race  null: nothing is wanted any more */
    want(race) {
      if (!race) return source.want(null);
      const { query, lang, file } = race;
      source.want({ query, lang, ...(file && { file }), kind: "rate" }, keyOf(race, view));
    },
    get sweep() {
      const { content, text, whole } = source.held;
      /** @type {Curves} */
      const curves = content ?? { curves: new Map(), target: null };
      return { ...curves, text, whole };
    },
  };
}
