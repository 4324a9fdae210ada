/** Take away a link: to exactly what is shown. */

import { copyText } from "../controls/toolbar.js";
import { h, write } from "../page/dom.js";

const SHARE = ".st-key-share button";

/**
 * @param {import("./dialog.js").Act} act
 * @returns {import("./dialog.js").Group}
 */
export function createLinkGroup(act) {
  const text = h("textarea", {
    ...{ class: "rv-field rv-take-text", readonly: true, rows: 3 },
    ...{ label: "take-link-field", spellcheck: "false" },
  });
  const size = h("span", { class: "rv-take-size" });
  const own = h("p", { class: "rv-take-note", say: "take-link-file" });
  const copy = h("button", { type: "button", class: "rv-button rv-take-make" });
  copy.append(h("span", { say: "take-link-copy" }));
  const share = h("button", { type: "button", class: "rv-button rv-text" });
  share.append(h("span", { say: "take-link-share" }));
  const element = h("div", {}, text, own, h("div", { class: "rv-take-row" }, copy, size, share));
  copy.addEventListener("click", async () => {
    const copied = await copyText(text.value, element);
    act.say(act.word(copied ? "copied" : "copy-failed"));
  });
  share.addEventListener("click", () => {
    act.close();
    shareButton()?.click();
  });

  return {
    element,
    show(_, word) {
      const address = act.address();
      if (text.value !== address) text.value = address;
      write(size, word("take-link-size", { count: address.length }));
      own.hidden = !act.race()?.file;
      share.hidden = !shareButton();
    },
  };
}

/** @returns {HTMLElement | null} the page's own, which leads on to a QR code and a snippet */
function shareButton() {
  return document.querySelector(SHARE);
}
