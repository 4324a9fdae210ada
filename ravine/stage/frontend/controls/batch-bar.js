/** Control of the batch size, and a sentence on which optimizer leads after equally many samples. */

import { h, icon, name, write } from "../page/dom.js";
import { apart, steady } from "../page/format.js";
import { endOf, locate } from "../protocol/payload.js";
import { createTypedNumber } from "./typed-number.js";

/** @typedef {import("../types.js").Change} Change */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").View} View */
/** @typedef {import("../types.js").Word} Word */

const AXES = { steps: "axis-steps", samples: "axis-samples", epochs: "axis-epochs" };

/**
 * @param {number} batch
 * @param {import("../types.js").SamplesEntry} samples
 * @param {Word} word
 */
export function nameOf(batch, { size, replacement }, word) {
  if (batch === size && !replacement) return word("batch-full", { size });
  return batch === 1 ? word("batch-one") : word("batch-mini", { count: batch, size });
}

/**
 * @param {{change: (patch: Change, final?: boolean) => void, view: () => View, served: boolean}} act
 *   served: a server draws other batches, races on all samples, and counts on other axes
 */
export function createBatchBar({ change, view, served }) {
  const slider = h("input", { type: "range", class: "rv-slider", min: 0, step: "any" });
  const typed = createTypedNumber("numeric", {
    range: () => ({ low: 1, high: size, whole: true }),
    value: () => batch,
    take: (value) => change({ batch: value }),
  });
  const kind = h("output", { class: "rv-batch-name", "aria-live": "off" });
  const shuffle = h("button", { type: "button", class: "rv-button rv-text" });
  shuffle.append(icon("loop"), h("span", { say: "batch-shuffle" }));
  const versus = h("button", { type: "button", class: "rv-button rv-text rv-versus" });
  versus.append(h("span", { say: "versus" }));
  const axis = h("select", { class: "rv-select", label: "axis" });
  for (const [value, say] of Object.entries(AXES)) axis.append(h("option", { value, say }));
  const ahead = h("p", { class: "rv-ahead" });
  const label = h("span", { class: "rv-batch-label", say: "batch" });
  const control = h("div", { class: "rv-rate rv-batch" }, slider, typed.field, typed.note);
  const element = h(
    "div",
    { class: "rv-batch-bar", role: "group", label: "batch", hidden: true },
    h(
      "div",
      { class: "rv-batch-line" },
      label,
      control,
      kind,
      ...(served ? [shuffle, versus, axis] : []),
    ),
    ahead,
  );
  let size = 1;
  let batch = 1;

  const sliderBatch = () => Math.min(Math.max(Math.round(2 ** Number(slider.value)), 1), size);
  slider.addEventListener("input", () => change({ batch: sliderBatch() }, false));
  slider.addEventListener("change", () => change({ batch: sliderBatch() }));
  slider.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const wanted = event.shiftKey
      ? batch + by
      : Math.round(2 ** (Math.round(Math.log2(batch)) + by));
    change({ batch: Math.min(Math.max(wanted, 1), size) });
  });
  shuffle.addEventListener("click", () => change({ seed: Math.floor(Math.random() * 1_000_000) }));
  versus.addEventListener("click", () => change({ view: { versus: !view().versus } }));
  axis.addEventListener("change", () =>
    change({ view: { axis: /** @type {any} */ (axis.value) } }),
  );

  return {
    element,
    /**
     * @param {Scene} scene
     * @param {Change} changes
     * @param {Word} word
     */
    show({ header: { samples } }, changes, word) {
      element.hidden = !samples;
      if (!samples) return;
      size = samples.size;
      batch = Math.min(changes.batch ?? samples.batch, size);
      slider.max = String(Math.log2(size));
      if (!slider.matches(":active")) slider.value = String(Math.log2(batch));
      slider.style.setProperty("--rv-done", `${(100 * Math.log2(batch)) / Math.log2(size)}%`);
      const description = nameOf(batch, samples, word);
      slider.setAttribute("aria-valuetext", description);
      write(kind, description);
      typed.show(word);
      name(slider, word("batch"));
      name(typed.field, word("batch-exact"));
      const full = batch === size && !samples.replacement;
      shuffle.hidden = full;
      shuffle.title = word("batch-shuffle-hint");
      versus.hidden = full;
      versus.title = word("versus-hint");
      versus.setAttribute("aria-pressed", String(view().versus));
      axis.value = view().axis;
    },

    /**
     * @param {Scene} scene
     * @param {number} step  where playback stands, on its axis
     * @param {Word} word
     */
    count(scene, step, word) {
      const { samples } = scene.header;
      if (!samples) return;
      write(ahead, scene.header.view.axis === "steps" ? "" : aheadOf(scene, step, word));
      ahead.hidden = !ahead.textContent;
    },
  };
}

/**
 * Sentence on the lowest loss after equally many samples.
 * @param {Scene} scene
 * @param {number} step
 * @param {Word} word
 */
export function aheadOf({ runs, header }, step, word) {
  const scale = header.view.axis === "epochs" ? (header.samples?.size ?? 1) : 1;
  const samples = Math.round(step * scale).toLocaleString("en");
  const there = runs.filter((run) => run.last >= 0 && endOf(run) >= step * (1 - 1e-6));
  const ranked = there
    .map((run) => ({ run, loss: run.losses[locate(run, step).index] }))
    .filter(({ loss }) => Number.isFinite(loss))
    .sort((a, b) => a.loss - b.loss);
  if (ranked.length < 2) return "";
  const [first, second] = ranked;
  const [loss, other] = apart(first.loss, second.loss, 4, steady);
  return word("ahead", {
    samples,
    name: first.run.name,
    loss,
    next: second.run.name,
    other,
  });
}
