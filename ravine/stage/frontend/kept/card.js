/** One kept race in the drawer: its picture, its name, and what can be done with it. */

import { h, icon, name as label, write } from "../page/dom.js";
import { LONGEST_NAME } from "./entry.js";

/** @typedef {import("../types.js").Kept} Kept */
/** @typedef {{open: (kept: Kept) => void, ghost: (kept: Kept) => void, remove: (kept: Kept) => void,
 *   rename: (kept: Kept, wanted: string) => void}} Act */

/**
 * @param {Kept} first
 * @param {Act} act
 */
export function createCard(first, act) {
  let kept = first;
  const picture = h("img", { alt: "" });
  const look = h("button", { type: "button", class: "rv-kept-picture", tabindex: -1 }, picture);
  look.setAttribute("aria-hidden", "true"); // “Open” does the same
  const field = h("textarea", { class: "rv-field", rows: 2, maxlength: LONGEST_NAME });
  field.spellcheck = false;
  const open = button("kept-open", () => act.open(kept));
  const ghost = button("kept-ghost", () => act.ghost(kept));
  const remove = h("button", { type: "button", class: "rv-button" }, icon("bin"));
  look.addEventListener("click", () => act.open(kept));
  remove.addEventListener("click", () => act.remove(kept));
  field.addEventListener("change", () => act.rename(kept, field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault(); // a name has one line, however it is broken here
      field.blur();
    }
    if (event.key !== "Escape") return;
    field.value = kept.name;
    event.stopPropagation(); // the drawer stays
  });
  const buttons = h("div", { class: "rv-kept-buttons" }, open, ghost, remove);
  const element = h("li", { class: "rv-kept-card" }, look, h("div", {}, field, buttons));

  return {
    element,
    field,
    /**
     * @param {Kept} next  the same race, perhaps under another name
     * @param {boolean} isGhost
     * @param {import("../types.js").Word} word
     */
    show(next, isGhost, word) {
      kept = next;
      const { name } = kept;
      field.value = name;
      picture.hidden = !kept.picture;
      if (kept.picture && picture.src !== kept.picture) picture.src = kept.picture;
      label(field, word("kept-name"));
      write(open, word("kept-open"));
      write(ghost, word("kept-ghost"));
      label(open, word("kept-open-of", { name }));
      label(ghost, word("kept-ghost-of", { name }));
      label(remove, word("kept-remove", { name }));
      ghost.setAttribute("aria-pressed", String(isGhost));
    },
  };
}

/** @type {(kind: string, act: () => void) => HTMLButtonElement} */
function button(kind, act) {
  const element = h("button", { type: "button", class: `rv-button rv-text rv-${kind}` });
  element.addEventListener("click", act);
  return element;
}
