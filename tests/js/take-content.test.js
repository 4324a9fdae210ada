import assert from "node:assert/strict";
import test from "node:test";

import { contentOf, panelsOf } from "../../ravine/stage/frontend/takeaway/content.js";

/** What a group may use, of a page with a race. */
function actOf({ scene = { vectors: "arrows" }, plots = {}, file = "", maps = false } = {}) {
  const sight = { ranges: null, map: null, batch: null };
  return {
    state: () => ({ scene, view: {}, word: String, ghost: null, maps }),
    screen: () => ({ plots: plots && { sight: () => sight }, three: { camera: null } }),
    clock: { step: 3 },
    address: () => "https://host.example/?s=bowl",
    covered: () => false,
    race: () => ({ query: "s=bowl", lang: "en", file }),
  };
}

test("a picture or a film has its link, but none to another race than that on the visitor's own table", () => {
  assert.equal(contentOf(actOf()).link, "https://host.example/?s=bowl");
  assert.equal(contentOf(actOf({ file: "mine.csv" })).link, "");
});

test("nothing is drawn before there is a race and its plots; beside a map there are no arrows", () => {
  assert.equal(contentOf(actOf({ scene: null })), null);
  assert.equal(contentOf(actOf({ plots: null })), null);
  assert.equal(contentOf(actOf()).scene.vectors, "arrows");
  assert.equal(contentOf(actOf({ maps: true })).scene.vectors, null);
});

test("the panels that the page shows are those that are ticked at first", () => {
  assert.deepEqual(panelsOf({ view: { three: false } }), ["map", "loss"]);
  assert.deepEqual(panelsOf({ view: { three: true } }), ["map", "three", "loss"]);
});
