import assert from "node:assert/strict";
import test from "node:test";

import { foldSidebar } from "../../ravine/stage/frontend/page/sidebar.js";

const KEPT = "stSidebarCollapsed-";

function storage(entries = {}) {
  const held = new Map(Object.entries(entries));
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, value),
    removeItem: (key) => held.delete(key),
  };
}

/** A window with an open sidebar; `folds` counts clicks on the button that folds it. */
function open(innerWidth, localStorage = storage()) {
  const button = { clicks: 0, click: () => (button.clicks += 1) };
  const opener = { clicks: 0, click: () => (opener.clicks += 1) };
  const document = Object.assign(new EventTarget(), {
    querySelector: (selector) => (selector.includes("Collapse") ? button : opener),
  });
  const window = Object.assign(new EventTarget(), { innerWidth, localStorage, document });
  foldSidebar(window);
  const resize = (width) => {
    window.innerWidth = width;
    window.dispatchEvent(new Event("resize"));
  };
  /** @type {(type: string, element: any) => number} */
  const folds = (type, element) => {
    const event = new Event(type);
    Object.defineProperty(event, "target", { value: element });
    const before = button.clicks;
    document.dispatchEvent(event);
    return button.clicks - before;
  };
  const pressed = () => [button.clicks, opener.clicks];
  return { kept: () => localStorage.getItem(KEPT), resize, folds, pressed, localStorage };
}

globalThis.requestAnimationFrame = () => 0;
const gallery = (returnValue) => ({ matches: () => true, returnValue });
const inside = (found) => ({ closest: () => (found ? {} : null) });

test("a narrow window begins with the sidebar folded, though it was left open", () => {
  for (const width of [360, 390, 844, 1024]) {
    assert.equal(open(width, storage({ [KEPT]: "false" })).kept(), "true", `at ${width} px`);
  }
});

test("a sidebar that is there, and open, before this script is folded", () => {
  assert.deepEqual(
    [open(820).pressed(), open(1366).pressed()],
    [
      [1, 0],
      [0, 0],
    ],
  );
});

test("a wide window has the sidebar as it was left there", () => {
  assert.equal(open(1366).kept(), null);
  for (const left of ["true", "false"]) {
    const page = open(1366, storage({ [KEPT]: left }));
    assert.equal(page.kept(), left);
    assert.deepEqual(page.pressed(), [0, 0]);
    page.resize(1024);
    assert.equal(page.kept(), "true");
    assert.deepEqual(page.pressed(), [1, 0]);
    page.localStorage.setItem(KEPT, "false"); // unfolded by hand
    page.resize(820);
    assert.equal(page.kept(), "false", "a narrow window that turns leaves it as it is");
    page.resize(1440);
    assert.equal(page.kept(), left);
    assert.deepEqual(page.pressed(), left === "true" ? [2, 0] : [1, 1]);
  }
});

test("the next visit in a narrow window begins folded again, and a wide one as before", () => {
  const held = storage();
  open(390, held);
  held.setItem(KEPT, "false");
  assert.equal(open(390, held).kept(), "true");
  assert.equal(open(1440, held).kept(), null);
});

test("on a phone a chosen surface, a link and the button at its foot fold the sidebar; other choices do not", () => {
  const { folds } = open(390);
  assert.equal(folds("close", gallery("himmelblau")), 1);
  assert.equal(folds("close", gallery("")), 0, "nothing was chosen");
  assert.equal(folds("click", inside(true)), 1);
  assert.equal(folds("click", inside(false)), 0, "several racers are picked in a row");
});

test("where the sidebar stands beside the stage no choice folds it", () => {
  const { folds } = open(1180);
  assert.equal(folds("close", gallery("himmelblau")) + folds("click", inside(true)), 0);
});

test("a browser that stores nothing shows the page all the same", () => {
  const document = Object.assign(new EventTarget(), { querySelector: () => null });
  const denied = Object.assign(new EventTarget(), { innerWidth: 390, document });
  Object.defineProperty(denied, "localStorage", {
    get() {
      throw new Error("denied");
    },
  });
  assert.doesNotThrow(() => foldSidebar(denied));
});
