/** Play bar: play, step, seek, speed, loop. */

import { h, icon, name } from "../page/dom.js";
import { stepBy } from "../player/clock.js";
import { SPEEDS } from "../player/speed.js";
import { clockText } from "../player/time.js";
import { createStepField } from "./step-field.js";

/** @type {Record<string, string>} */
const SPOKEN = { "1/s": "speed-one", "5/s": "speed-five" };

/** @param {ReturnType<typeof import("../player/clock.js").createClock>} clock */
export function createTransport(clock) {
  const play = h("button", { type: "button", class: "rv-button rv-play" });
  const back = h(
    "button",
    { type: "button", class: "rv-button", label: "step-back" },
    icon("back"),
  );
  const forward = h(
    "button",
    { type: "button", class: "rv-button", label: "step-forward" },
    icon("forward"),
  );
  const loop = h(
    "button",
    { type: "button", class: "rv-button", label: "loop", "aria-pressed": "false" },
    icon("loop"),
  );
  const seek = h("input", { type: "range", class: "rv-seek", min: 0, step: 1, label: "seek" });
  const counter = createStepField(clock);
  const speed = h("select", { class: "rv-select", label: "speed" });
  for (const value of SPEEDS) {
    const say = SPOKEN[value];
    speed.append(h("option", { value, say }, say ? "" : `${value}×`));
  }
  speed.value = "1";

  play.addEventListener("click", () => (clock.playing ? clock.pause() : clock.play()));
  back.addEventListener("click", () => stepBy(clock, -1));
  forward.addEventListener("click", () => stepBy(clock, 1));
  loop.addEventListener("click", () => clock.set({ loop: !clock.loop }));
  seek.addEventListener("input", () => clock.seek(Number(seek.value)));
  speed.addEventListener("change", () => clock.set({ speed: SPEEDS[speed.selectedIndex] }));

  /** @type {boolean | null} */
  let playing = null;
  let language = "";
  /** @type {any[]} */
  let shown = [];
  const element = h("div", { class: "rv-transport", role: "group", label: "playback" });
  element.append(play, back, forward, seek, counter.element, speed, loop);

  return {
    element,
    /** @param {import("../types.js").Word} word */
    show(word) {
      const { step, last, grain } = clock;
      const now = [step, last, grain, clock.speed, clock.loop, clock.playing, word];
      if (now.every((value, i) => value === shown[i])) return;
      shown = now;
      const text = clockText(clock);
      if (seek.max !== String(last)) seek.max = String(last);
      seek.step = grain === 1 ? "1" : "any";
      seek.value = String(grain === 1 ? Math.floor(step) : step);
      seek.style.setProperty("--rv-done", `${last ? (100 * step) / last : 0}%`);
      seek.setAttribute("aria-valuetext", text);
      counter.show(word);
      if (speed.value !== String(clock.speed)) speed.value = String(clock.speed);
      loop.setAttribute("aria-pressed", String(clock.loop));
      const label = word(clock.playing ? "pause" : "play");
      if (playing === clock.playing && label === language) return;
      [playing, language] = [clock.playing, label];
      play.replaceChildren(icon(playing ? "pause" : "play"));
      name(play, label);
    },
  };
}
