import assert from "node:assert/strict";
import test from "node:test";

import { observe } from "../../ravine/stage/frontend/page/observe.js";

let observed = () => {};

class Observer {
  constructor(call) {
    this.call = call;
  }
  observe() {
    observed = this.call;
  }
  disconnect() {}
}

test("use of a control outside the stage is reported before it acts, use inside is not", (t) => {
  const page = new EventTarget();
  const globals = {
    document: page,
    ResizeObserver: Observer,
    IntersectionObserver: Observer,
    MutationObserver: Observer,
    addEventListener: () => {},
    removeEventListener: () => {},
  };
  Object.assign(globalThis, globals);
  t.after(() => {
    for (const name of Object.keys(globals)) delete globalThis[name];
  });
  page.querySelectorAll = () => [];
  let inside = false;
  const root = { contains: () => inside, querySelector: () => null, ownerDocument: page };
  const box = {};
  const layout = { grid: box, contour: { box }, loss: { box }, three: { box, cell: box } };
  let calls = 0;
  const nothing = () => {};
  const stop = observe(root, layout, {
    resized: nothing,
    seen: nothing,
    themed: nothing,
    left: () => {
      calls += 1;
    },
  });
  for (const act of ["pointerdown", "click", "keydown"]) page.dispatchEvent(new Event(act));
  assert.equal(calls, 3);
  inside = true;
  page.dispatchEvent(new Event("click"));
  assert.equal(calls, 3);
  inside = false;
  stop();
  page.dispatchEvent(new Event("click"));
  assert.equal(calls, 3);
});

test("the theme is read again when a window of another size asks for letters of another size", (t) => {
  let scale = "1";
  const globals = {
    document: Object.assign(new EventTarget(), { querySelectorAll: () => [] }),
    ResizeObserver: Observer,
    IntersectionObserver: class {
      observe() {}
      disconnect() {}
    },
    MutationObserver: class {
      observe() {}
      disconnect() {}
    },
    getComputedStyle: () => ({ getPropertyValue: () => scale }),
    addEventListener: () => {},
    removeEventListener: () => {},
  };
  Object.assign(globalThis, globals);
  t.after(() => {
    for (const name of Object.keys(globals)) delete globalThis[name];
  });
  const box = {};
  const layout = { grid: box, contour: { box }, loss: { box }, three: { box, cell: box } };
  const told = [];
  const stop = observe({ querySelector: () => null }, layout, {
    resized: () => told.push("resized"),
    themed: () => told.push("themed"),
    seen: () => {},
    left: () => {},
    reconnected: () => {},
  });
  observed();
  scale = "1.5";
  observed();
  observed();
  stop();
  assert.deepEqual(told, ["resized", "themed", "resized", "resized"]);
});
