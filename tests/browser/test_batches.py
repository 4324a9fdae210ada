"""Samples and batches on the real page."""

import numpy as np
import pytest

from experiments import Scenario, decode, encode, run
from experiments.batches import batches
from experiments.view import View
from ravine.words import Words

pytestmark = pytest.mark.browser
SAY = Words("en")
SCENARIO = Scenario("linear_regression", optimizers={"gd": {"lr": 0.1}}, steps=40, batch=8, seed=3)


def test_the_batch_is_the_race_s_and_the_control_names_itself(show):
    stage = show(encode(SCENARIO, View(three=False, cloud=True)))
    stage.until("root.querySelector('.rv-samples').map && root.querySelector('.rv-samples').cloud")
    race, samples = run(SCENARIO)["gd"], SCENARIO.landscape.samples()
    for step in (5, 6):
        stage.js("player.seek(argument)", step)
        stage.until("root.querySelector('.rv-samples').map.step === argument", step)
        members = batches(256, 8, 40, 3).of(step)
        slope, height = np.polyfit(samples.a[members], samples.b[members], 1)
        found = stage.js("root.querySelector('.rv-samples').map.minimum")
        assert (found["x"], found["y"]) == pytest.approx((slope, height), abs=1e-9)
        cloud = stage.js("root.querySelector('.rv-samples').cloud")
        assert cloud["batch"] == pytest.approx(race.batch_gradient[step].tolist(), rel=1e-12, abs=1e-12)
        assert cloud["full"] == pytest.approx(race.gradient[step].tolist(), rel=1e-12, abs=1e-12)

    told = stage.page.locator(".rv-batch-name")
    assert told.text_content() == SAY("stage-batch-mini", count=8, size=256)
    slider = stage.page.locator(".rv-batch .rv-slider")
    box = slider.bounding_box()
    stage.page.mouse.move(box["x"] + 8 + 3 / 8 * (box["width"] - 16), box["y"] + box["height"] / 2)
    stage.page.mouse.down()
    stage.page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2, steps=8)
    stage.until("root.querySelector('.rv-batch-name').textContent === argument", SAY("stage-batch-one"))
    stage.until("player.live && player.header.samples.batch === 1")
    stage.page.mouse.move(box["x"] + box["width"] + 9, box["y"] + box["height"] / 2, steps=8)
    stage.page.mouse.up()
    stage.until("!player.live && player.header.samples.whole")
    assert told.text_content() == SAY("stage-batch-full", size=256)
    assert stage.page.locator("canvas").evaluate_all("all => all.filter((one) => one.hidden).length") >= 1

    stage.idle()
    stage.frames()
    stage.page.mouse.move(*stage.tick_pixel(2.0, -2.0))
    loss = float(SCENARIO.landscape.value(2.0, -2.0))
    stage.until("root.querySelector('.rv-fit').textContent.includes(argument)", f"{loss:.1f}")


def test_a_visitor_s_table_hostile_then_good(visit):
    stage = visit(encode(SCENARIO, View(three=False)))
    page = stage.page
    page.get_by_role("combobox", name=SAY("data-set")).click()
    page.get_by_role("option", name=SAY("data-csv")).click()
    upload = page.get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n=cmd|'/c calc',<b>\n1e999,x\n"})
    page.get_by_text(SAY("problem-file-too-few-numbers", field="a", given="=cmd|'/c calc'", line="2")).wait_for()
    assert stage.js("player.header.samples.size") == 256
    rows = "".join(f"{0.1 * k},{1 + 0.3 * k}\n" for k in range(20))
    upload.set_input_files({"name": "b.csv", "mimeType": "text/csv", "buffer": f"time,depth\n{rows}".encode()})
    stage.until("player.header.samples.size === 20")
    assert "data=csv" in page.url
    assert decode(page.url.split("?")[1])[1][0].code == "needs-file"


def test_many_seeds_run_beside_the_page_and_can_be_called_off(show):
    long = Scenario("linear_regression", optimizers={"gd": {"lr": 0.1}}, steps=10_000, batch=64, seed=3)
    stage = show(encode(long, View(three=False)))
    page = stage.page
    page.get_by_text(SAY("many"), exact=True).click()
    page.get_by_role("radio", name="1000").click()
    page.get_by_role("button", name=SAY("many-run"), exact=True).click()
    page.get_by_text("% done").wait_for()
    stage.js("player.seek(17)")
    page.get_by_role("button", name=SAY("many-cancel")).click()
    page.get_by_text(SAY("many-cancelled")).wait_for()
    page.get_by_role("textbox", name=SAY("steps"), exact=True).fill("60")
    page.keyboard.press("Enter")
    stage.until("player.header.steps === 60")
    page.get_by_role("radio", name="100", exact=True).click()
    page.get_by_role("button", name=SAY("many-run"), exact=True).click()
    stage.until("player.header.many.length === 1")
    page.get_by_text(SAY("many-shown", count=100)).wait_for()
