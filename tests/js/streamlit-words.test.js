import assert from "node:assert/strict";
import test from "node:test";

import {
  condition,
  language,
  translate,
} from "../../ravine/stage/frontend/page/streamlit-words.js";

const KO = {
  increment: "늘리기",
  "help-for": "{what} 도움말",
  "per-file-of": "{what}까지 • {types}",
  "per-file": "{what}까지",
  "remove-file": "{what} 빼기",
  "no-such-files": "{what}은(는) 읽을 수 없어요.",
};

test("Streamlit's words are said in the page's language, with what they name", () => {
  assert.equal(translate("Increment", KO), "늘리기");
  assert.equal(translate("Help for 스텝 수", KO), "스텝 수 도움말");
  assert.equal(translate("1MB per file • CSV, TSV", KO), "1MB까지 • CSV, TSV");
  assert.equal(translate("1MB per file", KO), "1MB까지");
  assert.equal(translate("Remove a$&b.csv", KO), "a$&b.csv 빼기");
  assert.equal(
    translate("text/html files are not allowed.", KO),
    "text/html은(는) 읽을 수 없어요.",
  );
});

test("what is not Streamlit's stays, and so does what has no words", () => {
  assert.equal(translate("Incremental", KO), "Incremental");
  assert.equal(translate("Main menu", KO), "Main menu");
  assert.equal(translate("cost: 5 $", KO), "cost: 5 $");
});

test("a screen reader hears no LaTeX", () => {
  assert.equal(translate("조건수 $\\kappa$", KO), "조건수");
  assert.equal(translate("Help for 조건수 $\\kappa$", KO), "조건수 도움말");
  assert.equal(translate("$\\beta_1$", KO), "beta 1");
});

test("the language is the address's, else the browser's, else English", () => {
  const words = { en: {}, ko: {} };
  assert.equal(language(words, "?s=bowl&lang=ko", "en-US"), "ko");
  assert.equal(language(words, "?lang=xx", "ko-KR"), "ko");
  assert.equal(language(words, "", "fr"), "en");
  assert.equal(language(words, "?lang=constructor", "fr"), "en");
});

test("a line that has never been there is a first load, later it is lost", () => {
  assert.equal(condition(null, null, false), "first");
  assert.equal(condition("PINGING_SERVER", "initial", false), "first");
  assert.equal(condition("CONNECTED", "running", false), "first");
  assert.equal(condition("CONNECTED", "notRunning", false), "");
  assert.equal(condition("CONNECTED", "running", true), "slow");
  assert.equal(condition("CONNECTED", "notRunning", true, true), "slow");
  assert.equal(condition("PINGING_SERVER", "notRunning", true), "lost");
});
