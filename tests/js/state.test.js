import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState, reduce, startOf } from "../../ravine/stage/frontend/player/state.js";
import { sceneOf } from "./scene.js";

const LIGHT = { key: "light" };
const hit = { key: "gd", index: 3 };

/** The state after some events. */
const after = (...events) => events.reduce(reduce, initialState(LIGHT));

const received = (changes = {}, more = {}) => {
  const scene = sceneOf({ gd: 0.1 }, more);
  return { type: "received", base: scene, scene, changes, theme: LIGHT };
};

test("a received race sets how long playback takes", () => {
  const { playback, scene } = after(received());
  assert.deepEqual([playback.step, playback.last, playback.grain], [0, scene.header.steps, 1]);
});

test("a switch of the visitor stays while the server has not confirmed it", () => {
  const header = { view: { axis: "steps", marks: true } };
  const state = after(received({ view: { marks: false } }, { header }));
  assert.equal(state.view.marks, false);
  assert.equal(reduce(state, { type: "edited", changes: {} }).view.marks, true);
});

test("a change that leaves the view as it was does not lay the plots out again", () => {
  const state = after(received());
  const edited = reduce(state, { type: "edited", changes: { lr: { gd: 0.3 } }, raced: false });
  assert.equal(edited.view, state.view);
  assert.equal(reduce(state, { type: "themed", theme: { key: "light" } }), state);
  assert.notEqual(reduce(state, { type: "themed", theme: { key: "dark" } }), state);
});

test("the handle stands where the visitor put it, then where the server says", () => {
  const state = after(received({ start: [3, 4] }));
  assert.deepEqual(startOf(state), [3, 4]);
  assert.deepEqual(startOf(reduce(state, received())), [0, 0]);
  assert.deepEqual(startOf(after()), [0, 0]);
});

test("other runs keep the server's race, the view and the place of playback", () => {
  const state = after(received(), { type: "seek", step: 1 }, { type: "hovered", hit });
  const scene = { ...sceneOf({ gd: 0.7 }), dragged: ["gd"] };
  const raced = reduce(state, { type: "raced", scene });
  assert.deepEqual(raced, { ...state, scene, hit: null });
});

test("the same point under the pointer draws nothing, another one does", () => {
  const state = after({ type: "hovered", hit });
  assert.equal(reduce(state, { type: "hovered", hit: { ...hit } }), state);
  assert.notEqual(reduce(state, { type: "hovered", hit: { key: "gd", index: 4 } }), state);
});

test("words are read again only in another language", () => {
  const event = { type: "translated", lang: "en", words: "a", texts: { play: "Play" } };
  const state = after(event);
  assert.equal(state.word("play"), "Play");
  assert.equal(reduce(state, { ...event }), state);
  const korean = { type: "translated", lang: "ko", words: "b", texts: { play: "재생" } };
  assert.equal(reduce(state, korean).word("play"), "재생");
});

test("what is waited for changes nothing else, and stays while races come", () => {
  const card = { kind: "run", text: "20 s left" };
  const before = after(received());
  const state = reduce(before, { type: "waits", card });
  assert.deepEqual(state, { ...before, waiting: card });
  assert.equal(reduce(state, received()).waiting, card);
  assert.equal(reduce(state, { type: "waits", card: null }).waiting, null);
});

test("a closed player stands still", () => {
  const state = after(received(), { type: "play" }, { type: "closed" });
  assert.equal(state.playback.playing, false);
  assert.equal(reduce(state, { type: "play" }), state);
});

test("a race that begins covered is uncovered once it has been played to its end", () => {
  const begun = after(received(), { type: "seek", step: 3 }, { type: "covered" });
  assert.deepEqual([begun.playback.step, begun.covered], [0, true]);
  const { last } = begun.playback;
  const middle = reduce(begun, { type: "seek", step: last - 1 });
  assert.equal(middle.covered, true);
  const ended = reduce(middle, { type: "seek", step: last });
  assert.equal(ended.covered, false);
  assert.equal(reduce(ended, { type: "seek", step: 0 }).covered, false);
  assert.equal(after(received()).covered, false);
});
