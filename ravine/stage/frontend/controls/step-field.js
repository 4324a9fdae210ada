/** The step clock: shows where playback stands, and takes a typed step, at which the race then stands. */

import { h, name, write } from "../page/dom.js";
import { readNumber } from "../page/read-number.js";
import { stepBy } from "../player/clock.js";
import { placeText } from "../player/time.js";
import { quoted } from "./typed-number.js";

/**
 * What is wrong with a typed place on the axis of playback: the key of a sentence; empty if nothing is.
 * @param {number | null} typed
 * @param {import("../player/time.js").Reading} clock  after it went there, or as near as it can
 */
export function problemOf(typed, { step, last, grain }) {
  if (typed === null) return "step-unreadable";
  if (typed < 0 || typed > last) return "step-beyond";
  if (Number.isInteger(grain)) return typed === step ? "" : "step-between";
  return placeText(typed, grain) === placeText(step, grain) ? "" : "step-between";
}

/** @param {ReturnType<typeof import("../player/clock.js").createClock>} clock */
export function createStepField(clock) {
  const field = h("input", {
    ...{ type: "text", class: "rv-field rv-step", autocomplete: "off", spellcheck: "false" },
    enterkeyhint: "go",
  });
  const end = h("span", { "aria-hidden": "true" });
  const note = h("span", { class: "rv-note", role: "status" });
  const element = h("span", { class: "rv-counter" }, field, end, note);
  let typing = false;
  let clicked = true;
  let before = "";
  /** Step to which the note belongs. */
  let noted = 0;
  /** @type {import("../types.js").Word} */
  let say = (key) => key;

  /** Shows where playback stands, in place of what was typed. */
  function giveBack() {
    typing = false;
    before = placeText(clock.step, clock.grain);
    if (field.value !== before) field.value = before;
  }

  /** Goes to the step that was typed, and says what is wrong with it. */
  function take() {
    const text = field.value.trim();
    const { last, grain } = clock;
    const typed = readNumber(text.split("/")[0], Number.isInteger(grain));
    if (typed !== null) clock.jump(typed);
    const key = text ? problemOf(typed, clock) : "";
    giveBack();
    noted = clock.step;
    write(
      note,
      key && say(key, { value: quoted(text), high: placeText(last, grain), step: before }),
    );
  }

  field.addEventListener("focus", () => {
    [typing, clicked, before] = [true, false, field.value];
    write(note, "");
    field.select();
  });
  // A click sets the cursor after the focus has come.
  field.addEventListener("click", () => {
    if (!clicked) field.select();
    clicked = true;
  });
  field.addEventListener("input", () => {
    typing = true;
    write(note, "");
  });
  field.addEventListener("blur", () => (field.value === before ? giveBack() : take()));
  field.addEventListener("keydown", (event) => {
    const by = { ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (event.key === "Enter") take();
    else if (event.key === "Escape") giveBack();
    else if (by) {
      stepBy(clock, by);
      giveBack();
    } else return;
    event.preventDefault();
    field.select();
  });

  return {
    element,
    /** @param {import("../types.js").Word} word */
    show(word) {
      const { step, last, grain } = clock;
      const high = placeText(last, grain);
      if (step !== noted || clock.playing || say !== word) write(note, "");
      say = word;
      if (!typing) giveBack();
      write(end, `/ ${high}`);
      field.style.setProperty("--rv-digits", `${high.length}ch`);
      field.inputMode = Number.isInteger(grain) ? "numeric" : "decimal";
      name(field, word("step-exact", { high }));
    },
  };
}
