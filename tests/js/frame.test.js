import assert from "node:assert/strict";
import test from "node:test";

import { createFrame } from "../../ravine/stage/frontend/page/frame.js";

test("the page's language is written only when it changes, since each write restyles the page", () => {
  const written = [];
  const page = {
    get lang() {
      return written.at(-1) ?? "";
    },
    set lang(value) {
      written.push(value);
    },
  };
  globalThis.document = { documentElement: page };
  const frame = createFrame({});
  for (const lang of ["en", "en", "ko", "ko", "en"]) frame.take({ frame: null, lang });
  delete globalThis.document;
  assert.deepEqual(written, ["en", "ko", "en"]);
});

test("a change of page or lesson is noticed before it is shown; a draft is none", () => {
  const classList = { toggle() {} };
  globalThis.document = { documentElement: { lang: "en" } };
  const frame = createFrame({ classList, querySelectorAll: () => [] });
  const header = (place) => ({ lang: "en", frame: { place, hide: [], large: false, replay: 0 } });
  assert.equal(frame.leaves(header("a")), false);
  frame.take(header("a"));
  assert.equal(frame.leaves(header("a")), false);
  assert.equal(frame.leaves({ lang: "en", frame: null }), false);
  assert.equal(frame.leaves(header("b")), true);
  delete globalThis.document;
});
