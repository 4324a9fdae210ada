import assert from "node:assert/strict";
import test from "node:test";

import { observe } from "../../ravine/stage/frontend/page/observe.js";

class Observer {
  observe() {}
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
  const layout = { contour: { box }, loss: { box }, three: { box, cell: box } };
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
