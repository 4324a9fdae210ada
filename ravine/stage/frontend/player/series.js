/** Cache the series of a run in each form in which it is drawn. */

/** @type {WeakMap<import("../types.js").Numbers, Map<string, import("../types.js").Series>>} */
const cache = new WeakMap();

/**
 * @param {import("../types.js").Run} run
 * @param {string} kind
 * @param {() => import("../types.js").Series} make
 * @returns {import("../plots/overlay.js").Curve}
 */
export function cachedCurve(run, kind, make) {
  const forms = cache.get(run.losses) ?? new Map();
  cache.set(run.losses, forms);
  // The same points may belong to another stride.
  const key = `${run.part} ${kind} ${run.stride} ${run.steps}`;
  const series = forms.get(key) ?? make();
  forms.set(key, series);
  return { run, series, key };
}
