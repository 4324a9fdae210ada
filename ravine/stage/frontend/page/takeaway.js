/** Copy the link, go full screen. */

import { copyText } from "../controls/toolbar.js";

/**
 * @param {HTMLElement} root
 * @param {{link: () => string, say: (word: string) => void}} from
 */
export function createTakeaway(root, from) {
  return {
    async copy() {
      const copied = await copyText(`${location.origin}${location.pathname}?${from.link()}`);
      from.say(copied ? "copied" : "copy-failed");
    },

    full() {
      if (document.fullscreenElement) document.exitFullscreen();
      else root.requestFullscreen();
    },
  };
}
