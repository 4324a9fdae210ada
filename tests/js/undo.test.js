// So long because it stands in for a whole tab: its history, what it stores, and Streamlit.
import assert from "node:assert/strict";
import test from "node:test";

import { keepSteps } from "../../ravine/stage/frontend/page/undo.js";
import { wishOf } from "../../ravine/stage/frontend/page/undo-keys.js";

const ENTRIES = 50;
const SITE = "https://site.test";

/** A tab: what a reload keeps, and a history of fifty entries. */
function openTab(url = "/") {
  return { entries: [{ state: null, url }], at: 0, stored: new Map() };
}

function fakeElement(attributes = {}) {
  const held = new Map(Object.entries(attributes));
  return {
    className: "",
    textContent: "",
    getAttribute: (name) => held.get(name) ?? null,
    setAttribute: (name, value) => held.set(name, value),
    closest: () => null,
    matches: () => false,
  };
}

/**
 * A page in the tab, or in a page of it, with a server that shows every address.
 * Chromium calls listeners of a window in the order in which they were added, and Streamlit may have added its own first.
 */
function openPage(tab, { parent, streamlitFirst = true } = {}) {
  const window = new EventTarget();
  const document = new EventTarget();
  const app = fakeElement({ "data-test-script-state": "notRunning" });
  const buttons = [-1, 1].map((by) =>
    fakeElement({ "data-by": String(by), "data-done": by < 0 ? "Undone." : "Redone." }),
  );
  const page = { player: { settled: true, ask() {} } };
  const status = fakeElement();
  let watch = () => {};
  let overdue = () => {};
  const run = (state) => {
    app.setAttribute("data-test-script-state", state);
    watch();
  };
  globalThis.MutationObserver = class {
    constructor(changed) {
      watch = changed;
    }
    observe() {}
  };
  globalThis.PopStateEvent = Event;
  const own = () => tab.entries[tab.at];
  Object.assign(document, {
    body: { append() {} },
    createElement: () => status,
    querySelector: (selector) => {
      if (selector === ".ravine") return page;
      if (selector === ".stApp") return app;
      return (
        buttons.find((button) => selector.includes(`"${button.getAttribute("data-by")}"`)) ?? null
      );
    },
    querySelectorAll: () => buttons,
  });
  Object.assign(window, {
    document,
    parent: parent ?? window,
    location: {
      origin: SITE,
      get href() {
        return SITE + own().url;
      },
      get pathname() {
        return own().url.split("?")[0];
      },
      get search() {
        return own().url.slice(this.pathname.length);
      },
    },
    navigator: { platform: "Linux x86_64" },
    sessionStorage: {
      getItem: (key) => tab.stored.get(key) ?? null,
      setItem: (key, value) => tab.stored.set(key, value),
    },
    // What is to happen only where the browser has no entry is called by tests of that.
    setTimeout: (act, ms) => {
      if (ms < 1000) return setImmediate(act);
      overdue = act;
    },
    requestAnimationFrame: setImmediate,
    clearTimeout: (timer) => timer && clearImmediate(timer),
    history: {
      get state() {
        return own().state;
      },
      get length() {
        return tab.entries.length;
      },
      pushState: (state, _title, url) => {
        tab.entries = [...tab.entries.slice(0, tab.at + 1), { state, url: pathOf(url) }].slice(
          -ENTRIES,
        );
        tab.at = tab.entries.length - 1;
      },
      replaceState: (state, _title, url) => {
        tab.entries[tab.at] = { state, url: url ? pathOf(url) : own().url };
      },
      go: (by) =>
        setImmediate(() => {
          if (!tab.entries[tab.at + by]) return;
          tab.at += by;
          window.dispatchEvent(new Event("popstate"));
        }),
    },
  });
  const native = { ...window.history, go: window.history.go };
  const shown = [];
  const streamlit = () => {
    shown.push(own().url);
    run("running");
    setImmediate(() => run("notRunning"));
  };
  if (streamlitFirst) window.addEventListener("popstate", streamlit);
  keepSteps(window, "/");
  if (!streamlitFirst) window.addEventListener("popstate", streamlit);
  return {
    window,
    document,
    native,
    shown,
    page,
    run,
    status,
    giveUp: () => overdue(),
    /** Streamlit writes a new address. */
    change: (url) => window.history.pushState({}, "", url),
    press: ({ target = fakeElement(), ...init }) => {
      const event = Object.assign(new Event("keydown", { cancelable: true }), {
        ...{ code: "", ctrlKey: true, metaKey: false, altKey: false, shiftKey: false, ...init },
      });
      Object.defineProperty(event, "target", { value: target });
      document.dispatchEvent(event);
      return event.defaultPrevented;
    },
    off: () => buttons.map((button) => button.getAttribute("aria-disabled") === "true"),
    url: () => own().url,
  };
}

const pathOf = (url) => String(url).replace(SITE, "");
async function idle() {
  for (let turn = 0; turn < 500; turn += 1) await new Promise((done) => setImmediate(done));
}
const undo = (page) => page.press({ key: "z" });
const redo = (page) => page.press({ key: "y" });

test("undo and redo are the browser's Back and Forward", async () => {
  const tab = openTab();
  const page = openPage(tab);
  assert.deepEqual(page.off(), [true, true]);
  for (const url of ["/?steps=1", "/?steps=2", "/lessons?l=momentum"]) page.change(url);
  assert.deepEqual(page.off(), [false, true]);
  undo(page);
  undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=1");
  assert.equal(tab.at, 1);
  assert.deepEqual(page.off(), [false, false]);
  assert.equal(page.status.textContent, "Undone.");
  page.native.go(1);
  await idle();
  assert.equal(page.url(), "/?steps=2");
  redo(page);
  await idle();
  assert.equal(page.url(), "/lessons?l=momentum");
  assert.deepEqual(page.off(), [false, true]);
  page.native.go(-3);
  await idle();
  assert.deepEqual(page.off(), [true, false]);
  assert.equal(undo(page), true, "the key is ours, and nothing is left to undo");
  await idle();
  assert.equal(tab.at, 0);
});

for (const streamlitFirst of [true, false])
  test(`120 steps can be undone, and Forward and Back lead through them (${streamlitFirst})`, async () => {
    const tab = openTab();
    const page = openPage(tab, { streamlitFirst });
    for (let i = 1; i <= 120; i += 1) page.change(`/?steps=${i}`);
    for (let i = 0; i < 118; i += 1) undo(page);
    await idle();
    assert.equal(page.url(), "/?steps=2");
    for (const [by, url] of [
      [1, "/?steps=3"],
      [1, "/?steps=4"],
      [-1, "/?steps=3"],
    ]) {
      page.native.go(by);
      await idle();
      assert.equal(page.url(), url);
      assert.equal(page.shown.at(-1), url, "Streamlit is shown what the address says");
    }
    for (let i = 0; i < 117; i += 1) redo(page);
    await idle();
    assert.equal(page.url(), "/?steps=120");
    assert.equal(tab.entries.length, ENTRIES);
  });

test("a change drops what was undone; the same again is no step", async () => {
  const page = openPage(openTab());
  for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
  undo(page);
  await idle();
  page.change("/?steps=1&step=7");
  assert.deepEqual(page.off(), [false, false]);
  page.change("/?steps=9");
  assert.deepEqual(page.off(), [false, true]);
  undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=1&step=7");
});

test("what is on its way when undo is asked for is what is undone", async () => {
  const page = openPage(openTab());
  page.change("/?steps=1");
  page.page.player.settled = false;
  undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=1");
  page.change("/?steps=2");
  page.page.player.settled = true;
  await idle();
  assert.equal(page.url(), "/?steps=1");
  redo(page);
  await idle();
  assert.equal(page.url(), "/?steps=2");
});

test("what was entered just before undo is what is undone, however late the answer begins", async () => {
  const page = openPage(openTab());
  const { player } = page.page;
  let asked = 0;
  player.ask = () => {
    asked += 1;
    player.settled = false;
  };
  page.change("/?steps=1");
  undo(page);
  await idle();
  assert.deepEqual([page.url(), asked], ["/", 0], "nothing was done that could be on its way");
  redo(page);
  await idle();
  const entered = new Event("change");
  Object.defineProperty(entered, "target", { value: fakeElement() });
  page.document.dispatchEvent(entered);
  undo(page);
  await idle();
  assert.deepEqual([page.url(), asked], ["/?steps=1", 1]);
  page.change("/?steps=2");
  player.settled = true;
  await idle();
  assert.equal(page.url(), "/?steps=1");
  undo(page);
  await idle();
  assert.deepEqual([page.url(), asked], ["/", 1], "what was asked for once is not asked for again");
});

test("a change that is answered only after Back is what Back has undone", async () => {
  const page = openPage(openTab());
  for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
  let answered = false;
  page.window.addEventListener("popstate", () => {
    if (!answered) page.change("/?steps=3");
    answered = true;
  });
  page.native.go(-1);
  await idle();
  assert.equal(page.url(), "/?steps=2");
  redo(page);
  await idle();
  assert.equal(page.url(), "/?steps=3");
});

for (const streamlitFirst of [true, false])
  test(`a script that leads the page to an address that was left makes a step (${streamlitFirst})`, async () => {
    const page = openPage(openTab(), { streamlitFirst });
    for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
    undo(page);
    for (const url of ["/?steps=2", "/?steps=9", "/?steps=2"]) {
      await idle();
      page.change(url);
      page.window.dispatchEvent(new Event("popstate"));
      assert.equal(page.url(), url);
      assert.equal(page.shown.at(-1), url);
      assert.deepEqual(page.off(), [false, true]);
      undo(page);
    }
  });

test("what Streamlit still writes of the step before is no step", async () => {
  const page = openPage(openTab());
  for (const url of ["/?steps=1", "/lessons?l=momentum", "/?steps=3"]) page.change(url);
  let late = ["/?steps=3", "/lessons?steps=1", "/?l=momentum"];
  page.window.addEventListener("popstate", () => {
    if (page.url() !== "/?steps=1") return;
    for (const url of late) page.change(url);
    late = [];
  });
  for (let i = 0; i < 2; i += 1) undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=1");
  assert.deepEqual(page.off(), [false, false]);
  assert.equal(page.shown.at(-1), "/?steps=1", "the server is told again where the visitor is");
});

test("what Streamlit still writes of what a script has led away from is no step", async () => {
  const page = openPage(openTab());
  for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
  page.change("/?steps=9");
  page.window.dispatchEvent(new Event("popstate"));
  page.change("/?steps=2");
  await idle();
  assert.equal(page.url(), "/?steps=9");
  assert.deepEqual(page.off(), [false, true]);
  assert.equal(page.shown.at(-1), "/?steps=9", "the server is told again where the visitor is");
  page.change("/?steps=2");
  await idle();
  assert.equal(page.url(), "/?steps=2", "later it is a step like any other");
});

test("a change that comes while the browser looks for the next entry takes redo away", async () => {
  const page = openPage(openTab());
  for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
  undo(page);
  await idle();
  redo(page);
  page.change("/?steps=7");
  await idle();
  page.giveUp();
  await idle();
  assert.equal(page.url(), "/?steps=7");
  assert.deepEqual(page.off(), [false, true]);
  undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=1");
});

test("a reload keeps all steps; another page in the tab adds one", async () => {
  const tab = openTab();
  let page = openPage(tab);
  for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
  undo(page);
  await idle();
  page = openPage(tab);
  assert.deepEqual(page.off(), [false, false]);
  redo(page);
  await idle();
  assert.equal(page.url(), "/?steps=2");
  tab.entries.push(
    { state: null, url: "https://elsewhere.test" },
    { state: null, url: "/?s=bowl" },
  );
  tab.at += 2;
  page = openPage(tab);
  assert.deepEqual(page.off(), [false, true]);
  undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=2", "not the other site");
});

test("in a page within a page, whose window has other pages, nothing asks for Back", async () => {
  const tab = openTab();
  const page = openPage(tab, { parent: new EventTarget() });
  for (const url of ["/?steps=1", "/?steps=2"]) page.change(url);
  undo(page);
  await idle();
  assert.deepEqual([page.url(), tab.at], ["/?steps=1", 2]);
  page.native.go(-1);
  await idle();
  assert.equal(page.url(), "/", "the window's own Back is one step");
  redo(page);
  redo(page);
  await idle();
  assert.equal(page.url(), "/?steps=2");
});

test("the keys are those of the visitor's system and keyboard", () => {
  const key = (name, more = {}) =>
    wishOf({
      key: name,
      code: "",
      ctrlKey: true,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      ...more,
    });
  assert.equal(key("z"), -1);
  assert.equal(key("Z", { shiftKey: true }), 1);
  assert.equal(key("y"), 1);
  assert.equal(key("z", { ctrlKey: false, metaKey: true }), -1);
  assert.equal(key("ㅋ", { code: "KeyZ", ctrlKey: false, metaKey: true }), -1);
  assert.equal(key("y", { code: "KeyZ" }), 1, "the letter counts, not where it is");
  for (const more of [{ ctrlKey: false }, { altKey: true }, { metaKey: true }])
    assert.equal(key("z", more), 0);
  assert.equal(key("x"), 0);
});

test("in a text the keys are the text's own; in a slider and while dragging they write nothing", async () => {
  const page = openPage(openTab());
  page.change("/?steps=1");
  const input = (...kinds) => ({
    ...fakeElement(),
    matches: (s) => s === "input" || kinds.some((kind) => s.includes(kind)),
  });
  assert.equal(page.press({ key: "z", target: input() }), false);
  await idle();
  assert.equal(page.url(), "/?steps=1");
  const pointer = (type, buttons) =>
    page.document.dispatchEvent(Object.assign(new Event(type), { buttons }));
  pointer("pointerdown", 1);
  assert.equal(page.press({ key: "z" }), true);
  await idle();
  assert.equal(page.url(), "/?steps=1", "a drag is ended first");
  pointer("pointerup", 0);
  page.press({ key: "z", target: input("[type=range]") });
  await idle();
  assert.equal(page.url(), "/");
});

test("a link to the maps, and back, leads to the race that is shown once all of it is in the address", async () => {
  const page = openPage(openTab("/?steps=1&lang=ko"));
  const follow = (href, by = {}) => {
    const link = { ...fakeElement({ href }), href };
    link.closest = (selector) => (selector.includes("stPageLink") ? link : null);
    const event = Object.assign(new Event("click", { cancelable: true }), { button: 0, ...by });
    Object.defineProperty(event, "target", { value: link });
    page.document.dispatchEvent(event);
    return [event.defaultPrevented, link.href];
  };
  page.change("/?steps=2&lang=ko");
  page.page.player.settled = false;
  assert.deepEqual(follow("maps?steps=1&lang=ko"), [true, "maps?steps=1&lang=ko"]);
  await idle();
  assert.equal(page.url(), "/?steps=2&lang=ko", "a change is on its way");
  page.change("/?steps=3&lang=ko");
  page.page.player.settled = true;
  await idle();
  assert.equal(page.url(), "/maps?steps=3&lang=ko");
  undo(page);
  await idle();
  assert.equal(page.url(), "/?steps=3&lang=ko");
  page.change("/maps?steps=4&lang=ko");
  follow("?steps=1&lang=ko");
  await idle();
  assert.equal(page.url(), "/?steps=4&lang=ko");
  assert.equal(follow("lessons?l=momentum")[0], false);
  assert.equal(follow("maps?steps=1", { ctrlKey: true })[0], false, "in a tab of its own");
});

test("a lesson's link finds the race wherever it was shown last", async () => {
  const page = openPage(openTab("/?steps=1"));
  page.change("/maps?steps=2&map=plane");
  page.change("/lessons?l=momentum&lang=ko");
  const link = fakeElement({ href: "?lang=ko" });
  link.closest = () => link;
  for (const type of ["pointerdown", "click"]) {
    const event = Object.assign(new Event(type, { cancelable: true }), { button: 0 });
    Object.defineProperty(event, "target", { value: link });
    page.document.dispatchEvent(event);
    if (link.href) link.setAttribute("href", link.href);
  }
  await idle();
  assert.equal(page.url(), "/?steps=2&map=plane&lang=ko");
});
