/** Tell the visitor of a race that takes long: a card over the contour plot, where it can be begun or given up. */

import { h, name, write } from "./dom.js";

/** @typedef {import("../protocol/long-race.js").Card} Card */

const READ_EVERY = 10_000; // ms; a screen reader must have time for more than how long it still takes

/**
 * @param {HTMLElement} cell
 * @param {(steps: number) => void} takeSteps
 * @param {{insist: () => void, giveUp: () => void} | undefined} source  asks for the race
 */
export function createWaiting(cell, takeSteps, source) {
  // What is read aloud changes less often than what is seen.
  const heard = h("p", { class: "rv-hidden", role: "status" });
  const text = h("p", { "aria-hidden": "true" });
  const bar = h("progress", { max: 1 });
  /** @type {Card | null} */
  let card = null;
  const take = button("rv-advised", () => card?.steps && takeSteps(card.steps));
  const insist = button("", () => source?.insist());
  const giveUp = button("", () => source?.giveUp());
  const buttons = h("div", { class: "rv-wait-buttons" }, take, insist, giveUp);
  const box = h("div", { class: "rv-wait", hidden: true }, text, bar, buttons);
  cell.append(heard, box);
  let heardAt = -Infinity;

  /** @param {Card} next */
  function fill({ kind, text: sentence, labels, steps, share, lang }) {
    write(text, sentence);
    bar.value = share;
    bar.hidden = kind !== "run";
    name(bar, sentence);
    offer(take, kind === "ask" && steps ? labels?.steps : "");
    offer(insist, kind === "ask" ? labels?.run : "");
    offer(giveUp, kind === "ask" ? "" : labels?.cancel);
    for (const element of [box, heard]) element.lang = lang;
  }

  /** @param {Card | null} next */
  function read(next) {
    const now = performance.now();
    const same = next?.kind === "run" && card?.kind === "run";
    if (same && now - heardAt < READ_EVERY) return;
    heardAt = now;
    write(heard, next?.text ?? "");
  }

  return {
    /** @param {Card | null} next  null: nothing is waited for */
    show(next) {
      const focused = box.contains(document.activeElement) ? document.activeElement : null;
      if (next) fill(next);
      box.hidden = !next;
      read(next);
      card = next;
      if (focused?.closest("[hidden]")) focus();
    },
  };

  /** The focused button is gone: the next one gets the focus, or the plot. */
  function focus() {
    const next = box.hidden ? null : [take, insist, giveUp].find(({ hidden }) => !hidden);
    if (!next) cell.tabIndex = -1;
    (next ?? cell).focus({ preventScroll: true });
  }
}

/** @type {(kind: string, act: () => void) => HTMLButtonElement} */
function button(kind, act) {
  const element = h("button", { type: "button", class: `rv-button ${kind}`, hidden: true });
  element.addEventListener("click", act);
  return element;
}

/** @type {(button: HTMLButtonElement, label: string | undefined) => void} */
function offer(button, label = "") {
  write(button, label);
  button.hidden = !label;
}
