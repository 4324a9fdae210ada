"""Measure how the surface of the current batch keeps up with playback."""

from playwright.sync_api import Browser

from benchmarks import _browser
from experiments import Scenario, encode
from experiments.suggested_rate import suggest
from experiments.view import View

SAMPLES, BATCH, STEPS = 256, 16, 2000

PLAY = """
async (ms) => {
  const { player } = document.querySelector(".ravine"), cell = document.querySelector(".rv-samples");
  player.seek(0);
  player.play();
  await new Promise((done) => setTimeout(done, 500));
  const before = cell.map.updates, began = performance.now(), steps = player.step;
  await new Promise((done) => setTimeout(done, ms));
  const seconds = (performance.now() - began) / 1000;
  player.pause();
  return { updates: (cell.map.updates - before) / seconds, steps: (player.step - steps) / seconds };
}
"""


def updates(browser: Browser, address: str, seconds: float) -> dict[str, float]:
    """New batch surfaces, and steps, per second of playback on the 2-D page with the data plot."""
    race = suggest(Scenario("sine_fit", {"size": SAMPLES}, {"gd": {}, "adam": {}}, steps=STEPS, batch=BATCH))
    page = _browser.visit(browser, f"{address}/?{encode(race, View(three=False))}")
    page.wait_for_function("() => document.querySelector('.rv-samples').map")
    counts = page.evaluate(PLAY, 1000 * seconds)
    page.context.close()
    return counts
