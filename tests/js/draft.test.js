import assert from "node:assert/strict";
import test from "node:test";
import { amend } from "../../ravine/stage/frontend/draft.js";

const LINK = "s=bowl&s.rotation=0.0&start=-1.5,2.0&steps=200&o=gd,adam&gd.lr=0.05&adam.lr=0.1&v=1";
const read = (link) => Object.fromEntries(new URLSearchParams(link));

test("a dragged rate replaces the one in the link, and nothing else", () => {
  const before = read(LINK);
  const after = read(amend(LINK, { lr: { adam: 1e-7 } }));
  assert.equal(Number(after["adam.lr"]), 1e-7);
  assert.deepEqual({ ...after, "adam.lr": before["adam.lr"] }, before);
});

test("a dragged start replaces the one in the link, to the last bit", () => {
  const start = [0.1 + 0.2, -1 / 3];
  assert.deepEqual(read(amend(LINK, { start })).start.split(",").map(Number), start);
});

test("nothing dragged changes nothing", () => {
  assert.deepEqual(read(amend(LINK, {})), read(LINK));
});
