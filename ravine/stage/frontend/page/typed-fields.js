/** Ready Streamlit's fields for numbers and tables for phones and screen readers. */

// Whole numbers without a sign: keys of digits suffice.
const WHOLE = ":is(.st-key-steps, .st-key-seed) input";
const PASTED = ".st-key-pasted textarea";
const REFUSED = "[class*='st-key-refused-']";

/** @param {Element} root  what is new on the page */
export function readyFields(root) {
  for (const field of root.querySelectorAll(WHOLE)) field.setAttribute("inputmode", "numeric");
  for (const note of root.querySelectorAll(REFUSED)) note.setAttribute("role", "status");
  for (const field of root.querySelectorAll(PASTED)) field.addEventListener("paste", takePasted);
  if (root.matches(REFUSED)) root.setAttribute("role", "status");
}

/**
 * Pasted cells are read at once: a field that is left reports its text, and phones have no Ctrl+Enter.
 * @param {Event} event
 */
function takePasted({ currentTarget }) {
  setTimeout(() => /** @type {HTMLElement} */ (currentTarget).blur());
}
