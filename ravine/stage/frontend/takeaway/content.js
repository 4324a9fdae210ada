/** What a picture or a film shows: the race as the page shows it now. */

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("../print/figure.js").Content | null}  null: nothing is shown yet
 */
export function contentOf(act) {
  const { scene, view, word, ghost, maps } = act.state();
  const { plots, three } = act.screen();
  if (!scene || !plots) return null;
  const { ranges, map, batch } = plots.sight();
  return {
    scene: maps ? { ...scene, vectors: null } : scene,
    ...{ view, word, ghost, ranges, map, camera: three.camera },
    batch: batch && { ...batch, at: act.clock.step },
    // A link would lead to another race than that on the visitor's own table.
    link: act.race()?.file ? "" : act.address(),
    covered: act.covered(),
  };
}

/**
 * Panels that the page shows.
 * @param {import("../player/state.js").State} state
 * @returns {import("../print/figure.js").Panel[]}
 */
export function panelsOf({ view }) {
  return view.three ? ["map", "three", "loss"] : ["map", "loss"];
}
