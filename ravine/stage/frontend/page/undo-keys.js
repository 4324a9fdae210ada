/** Where a visitor asks for undo and redo: two buttons that the page draws, and the usual keys. */

// Inputs that are not typed into.
const NOT_TYPED = "[type=range], [type=checkbox], [type=radio], [type=button], [type=file]";
// A closed list of choices is an input to Streamlit.
const CLOSED = '[role="combobox"][aria-expanded="false"]';
const BUTTON = ".ravine-step";
const DIALOG = 'dialog[open], [role="dialog"]';

/**
 * What the keys ask for: -1 undo, 1 redo, 0 nothing.
 * @param {{key: string, code: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean}} event
 */
export function wishOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey === metaKey || altKey) return 0;
  // A keyboard that writes Korean names the letter in Korean.
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace("Key", "").toLowerCase();
  if (letter === "z") return shiftKey ? 1 : -1;
  return letter === "y" && !shiftKey ? 1 : 0;
}

/**
 * Whether a key asks for undo or redo, or is pressed on the way to that.
 * @param {KeyboardEvent} event
 */
export function isOurs(event) {
  return ["Control", "Meta", "Shift", "Alt"].includes(event.key) || wishOf(event) !== 0;
}

/**
 * Whether an element is one of the two buttons, or within it.
 * @param {Element} element
 */
export function isButton(element) {
  return !!element.closest?.(BUTTON);
}

/**
 * Whether a text is written in the element, whose own undo it then is.
 * @param {Element} element
 */
function isTyped(element) {
  if (element.closest?.("textarea, [contenteditable]")) return true;
  return !!element.matches?.("input") && !element.matches(NOT_TYPED) && !element.matches(CLOSED);
}

/**
 * @param {Document} document
 * @param {(by: number) => void} wish
 */
export function listenForUndo(document, wish) {
  let held = false; // something is dragged

  /** @param {KeyboardEvent} event */
  function press(event) {
    const by = event.defaultPrevented ? 0 : wishOf(event);
    const target = /** @type {Element} */ (event.target);
    if (!by || isTyped(target) || document.querySelector(DIALOG)) return;
    event.preventDefault();
    if (!held) wish(by);
  }

  /** @param {Event} event */
  function click({ target }) {
    const button = /** @type {Element} */ (target).closest?.(BUTTON);
    if (button && button.getAttribute("aria-disabled") !== "true") {
      wish(Number(button.getAttribute("data-by")));
    }
  }

  document.addEventListener("keydown", press);
  document.addEventListener("click", click);
  for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
    const follow = (/** @type {Event} */ event) => {
      held = type !== "pointercancel" && /** @type {PointerEvent} */ (event).buttons > 0;
    };
    document.addEventListener(type, follow, { capture: true, passive: true });
  }
}
