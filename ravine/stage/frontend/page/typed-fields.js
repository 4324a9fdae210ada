/** Ready Streamlit's fields in which numbers are typed for phones and screen readers. */

// Whole numbers without a sign: keys of digits suffice.
const WHOLE = ":is(.st-key-steps, .st-key-seed) input";
const REFUSED = "[class*='st-key-refused-']";

/** @param {Element} root  what is new on the page */
export function readyFields(root) {
  for (const field of root.querySelectorAll(WHOLE)) field.setAttribute("inputmode", "numeric");
  for (const note of root.querySelectorAll(REFUSED)) note.setAttribute("role", "status");
  if (root.matches(REFUSED)) root.setAttribute("role", "status");
}
