import assert from "node:assert/strict";
import test from "node:test";
import { DEFAULT_VIEW } from "../../ravine/stage/frontend/controls/toolbar.js";
import {
  chosenAxes,
  chosenRacer,
  keyOf,
  presentValue,
  questionOf,
  settingPatch,
} from "../../ravine/stage/frontend/maps/settings.js";
import { createPreview, merged } from "../../ravine/stage/frontend/player/preview.js";
import { sceneOf, word } from "./scene.js";

const declared = (name, scale = "log") => ({ name, label: name, scale, low: 0, high: 1 });
const RULES = {
  gd: [declared("lr")],
  adam: [declared("lr"), declared("beta1", "decay"), declared("beta2", "decay")],
};
const QUERY =
  "s=bowl&o=gd%2Cadam&gd.lr=0.1&adam.lr=0.2&adam.beta1=0.9&start=1%2C2&steps=9&loss=linear";

function shownOf(view = {}, more = {}) {
  const base = sceneOf({ gd: 0.1, adam: 0.2 }, { rules: RULES, header: { query: QUERY } });
  base.runs[1].values.beta1 = 0.9;
  return {
    base,
    scene: base,
    changes: {},
    view: { ...DEFAULT_VIEW, ...view },
    theme: {},
    word,
    ...more,
  };
}
const names = (now) => {
  const axes = chosenAxes(now, chosenRacer(now, "plane"));
  return axes && [axes.x.name, axes.y.name];
};

test("a plane is of a racer that has two numbers, over those of the link as far as they are its own", () => {
  assert.equal(chosenRacer(shownOf(), "plane").key, "adam");
  assert.equal(chosenRacer(shownOf(), "basins").key, "gd");
  assert.equal(chosenRacer(shownOf({ map_of: "nobody" }), "plane").key, "adam");
  assert.deepEqual(names(shownOf()), ["lr", "beta1"]);
  assert.deepEqual(names(shownOf({ map_x: "beta2", map_y: "beta1" })), ["beta2", "beta1"]);
  assert.deepEqual(names(shownOf({ map_x: "beta2", map_y: "beta2" })), ["beta2", "lr"]);
  assert.deepEqual(names(shownOf({ map_y: "lr" })), ["beta1", "lr"]);
  assert.deepEqual(names(shownOf({ map_x: "rho", map_y: "rho" })), ["lr", "beta1"]);
  assert.equal(names(shownOf({ map_of: "gd" })), null);
});

test("the question says which map is meant, whatever the session knows of it", () => {
  const asked = new URLSearchParams(
    questionOf(shownOf({ map_goal: "steps", map_size: "1024" }), "plane").query,
  );
  for (const [name, value] of Object.entries({
    map: "plane",
    map_of: "adam",
    map_x: "lr",
    map_y: "beta1",
    map_goal: "steps",
    map_size: "512",
  }))
    assert.equal(asked.get(name), value);
  assert.equal(asked.get("adam.beta1"), "0.9");
  const basins = new URLSearchParams(
    questionOf(shownOf({ map_zoom: "0,1,0,1", map_of: "adam" }), "basins").query,
  );
  assert.deepEqual([basins.get("map_zoom"), basins.get("map_of")], ["0,1,0,1", null]);
});

test("cells do not depend on what they vary, nor a plane on the other racers", () => {
  const key = (kind, query = QUERY, view = {}) => {
    const now = shownOf(view);
    now.base.header.query = query;
    return keyOf(now, kind);
  };
  const plane = key("plane");
  for (const other of [
    QUERY.replace("adam.lr=0.2", "adam.lr=0.3").replace("beta1=0.9", "beta1=0.5"),
    QUERY.replace("gd.lr=0.1", "gd.lr=1"),
    QUERY.replace("loss=linear", "loss=log"),
  ])
    assert.equal(key("plane", other), plane);
  for (const other of [
    QUERY.replace("start=1", "start=2"),
    QUERY.replace("steps=9", "steps=8"),
    `${QUERY}&adam.beta2=0.1`,
  ])
    assert.notEqual(key("plane", other), plane);
  for (const view of [
    { map_goal: "best" },
    { map_zoom: "1,2,1,2" },
    { map_size: "128" },
    { map_x: "beta2" },
  ])
    assert.notEqual(key("plane", QUERY, view), plane);
  const said = QUERY.replace("&start", "&map_zoom=1%2C2%2C1%2C2&map=plane&start");
  assert.equal(key("plane", said), plane, "whatever the session already knows of it");
  assert.equal(key("basins", QUERY.replace("start=1", "start=2")), key("basins"));
  assert.notEqual(key("basins", QUERY.replace("gd.lr=0.1", "gd.lr=1")), key("basins"));
  assert.equal(key("basins", QUERY, { map_of: "adam" }), key("basins"));
});

test("a cell's numbers are changed by their keys in a link, and seen before they are confirmed", () => {
  const now = shownOf({}, { changes: { lr: { adam: 0.5 }, set: { "adam.beta1": 0.25 } } });
  const adam = now.base.runs[1];
  assert.deepEqual([presentValue(now, adam, "lr"), presentValue(now, adam, "beta1")], [0.5, 0.25]);
  assert.equal(presentValue(shownOf(), adam, "beta1"), 0.9);
  assert.deepEqual(settingPatch("adam", "lr", 0.3), { lr: { adam: 0.3 } });
  assert.deepEqual(settingPatch("adam", "beta1", 0.3), { set: { "adam.beta1": 0.3 } });
  assert.deepEqual(settingPatch("adam", "batch", 32), { batch: 32 });
});

test("what is pointed at before this browser can run it is shown once it can, unless the race has changed since", () => {
  let able = false;
  let drawn = 0;
  const preview = createPreview({ can: () => able, draw: () => (drawn += 1) });
  const cell = { lr: { adam: 2 } };
  preview.show(cell);
  assert.deepEqual([preview.over({}), drawn], [{}, 0]);
  able = true;
  preview.update();
  preview.update();
  assert.deepEqual([preview.over({}), drawn], [cell, 1]);
  preview.drop();
  preview.update();
  assert.deepEqual(preview.over({}), {});
});

test("a preview is drawn over the changes, once, and leaves them when it ends", () => {
  let drawn = 0;
  const preview = createPreview({ can: ({ batch }) => !batch, draw: () => (drawn += 1) });
  const changes = { lr: { gd: 1 } };
  preview.show({ lr: { adam: 2 }, set: { "adam.beta1": 0.5 } });
  preview.show({ lr: { adam: 2 }, set: { "adam.beta1": 0.5 } });
  assert.deepEqual(preview.over(changes), { lr: { gd: 1, adam: 2 }, set: { "adam.beta1": 0.5 } });
  preview.show({ batch: 3 });
  assert.deepEqual(
    [preview.over(changes), drawn],
    [changes, 2],
    "what cannot be run here is not shown",
  );
  preview.show(null);
  assert.equal(drawn, 2);
  assert.deepEqual(merged({ start: [0, 0] }, { start: [1, 1] }), { start: [1, 1] });
});
