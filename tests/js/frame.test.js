import assert from "node:assert/strict";
import test from "node:test";

import { setLanguage } from "../../ravine/stage/frontend/page/frame.js";

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
  for (const lang of ["en", "en", "ko", "ko", "en"]) setLanguage(lang);
  delete globalThis.document;
  assert.deepEqual(written, ["en", "ko", "en"]);
});
