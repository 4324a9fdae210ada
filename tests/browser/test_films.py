"""Films of a race, made in the browser and decoded elsewhere: all frames, at their times, with the race in them."""

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from experiments import Scenario, encode
from ravine.stage.assets import film_js
from ravine.words import Words
from tests.support.films import Decoded, apart, needs_ffmpeg
from tools.server import serving
from tools.taking import Film, choose, film, open_group, open_page

from .axe import barriers
from .stage import Stage

pytestmark = [pytest.mark.browser, needs_ffmpeg]
RACE = Scenario("himmelblau", optimizers={"gd": {}, "adam": {"lr": 0.2}}, start=(-0.5, -3.0), steps=40)
LINK = f"{encode(RACE)}&lang=en"
SAY = Words("en")
FILMS = {
    Film("mp4", "640x360", 4, ("map", "three", "loss")): ("h264", 120),
    Film("webm", "640x360", 4, ("map", "loss"), "dark"): ("vp9", 120),
    Film("gif", "640x360", 4, ("map",), "light"): ("gif", 80),
}


@pytest.fixture
def built() -> None:
    if film_js() is None:
        pytest.skip("the encoders of films are not built: make film")


def said(page: Page) -> Locator:
    return page.locator(".rv-take-said")


def promised(group: Locator) -> tuple[float, int]:
    """Bytes and frames that are told before the film is made: "about 320 KB, 240 frames"."""
    _, amount, unit, count, _ = group.locator(".rv-take-size").first.inner_text().replace(",", "").split()
    return float(amount) * {"KB": 1e3, "MB": 1e6}[unit], int(count)


def the_race_runs(frames: np.ndarray, held: int) -> None:
    first, *_, last = frames
    assert first.std() > 5, "blank"
    assert apart(first, last) > 0.002, "nothing has moved"
    assert apart(frames[len(frames) // 2], first) > 0.001
    assert all(apart(frame, last) < 0.002 for frame in frames[-held:]), "the end stands still for a second"


@pytest.mark.usefixtures("built")
def test_each_kind_of_film_has_its_frames_and_the_race_in_them(visit):
    page = visit(LINK).page
    for wanted, (codec, count) in FILMS.items():
        group = open_group(page, "film")
        choose(group, wanted)
        about, frames = promised(group)
        path, _ = film(page, wanted)
        made = Decoded(path)
        assert (made.told["codec_name"], made.size) == (codec, (640, 360))
        assert int(made.told["nb_read_frames"]) == frames == count == len(made.frames)
        assert float(made.told["duration"]) == pytest.approx(4, abs=0.01)
        assert made.times == pytest.approx([frame * 4 / count for frame in range(count)], abs=0.002)
        the_race_runs(made.frames, held=count // 4)
        assert (made.frames[0].mean() < 90) == (wanted.look == "dark")
        assert about / 3 < path.stat().st_size < about * 3, "what was said of its size"
        expect(said(page)).to_contain_text(f"ravine-himmelblau.{wanted.format}")
    assert made.loops
    assert barriers(page, "light", within="dialog.rv-take") == []


@pytest.mark.usefixtures("built")
def test_a_film_can_be_called_off_and_leaves_nothing(visit):
    stage: Stage = visit(LINK)
    page, saved = stage.page, []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    group = open_group(page, "film")
    choose(group, Film("mp4", "1920x1080", 16, ("map", "three", "loss")))
    start = group.locator(".rv-take-make")
    bar, cancel = group.locator("progress"), group.get_by_role("button", name=SAY("stage-take-film-cancel"))
    start.click()
    expect(bar).to_be_visible()
    expect(cancel).to_be_focused()
    page.wait_for_function("bar => bar.value > 0", arg=bar.element_handle())
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(SAY("stage-take-film-cancelled"))
    expect(start).to_be_focused()
    expect(bar).to_be_hidden()
    # Closing the dialog calls it off, too, and so does another group.
    start.click()
    expect(bar).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.rv-take")).to_be_hidden()
    group = open_group(page, "film")
    expect(start).to_be_enabled()
    start.click()
    expect(bar).to_be_visible()
    open_group(page, "link")
    open_group(page, "film")
    expect(start).to_be_enabled()
    # A film that is made afterwards is the first thing that is saved.
    path, _ = film(page, Film("gif", "640x360", 4))
    assert int(Decoded(path).told["nb_read_frames"]) == 80
    assert saved == ["ravine-himmelblau.gif"]


@pytest.mark.usefixtures("built")
def test_what_cannot_be_made_is_said_before(show):
    page = show(LINK).page
    group = open_group(page, "film")
    start = group.locator(".rv-take-make")
    choose(group, Film("gif", "1920x1080", 16, ("map",)))
    expect(group).to_contain_text(SAY("stage-take-film-too-large"))
    expect(start).to_be_disabled()
    choose(group, Film("gif", "640x360", 16, ("map",)))
    expect(start).to_be_enabled()
    group.locator(".rv-take-ticks input[value=map]").uncheck()
    expect(group).to_contain_text(SAY("stage-take-picture-none"))
    expect(start).to_be_disabled()
    page.keyboard.press("Escape")


def test_without_the_build_there_is_no_gif_and_videos_are_recorded(browser: Browser):
    with serving(RAVINE_FILM="/nowhere") as address:
        page = open_page(browser, f"{address}/?{LINK}", 60_000, locale="en-US")
        group = open_group(page, "film")
        expect(group).to_contain_text(f"GIF: {SAY('stage-take-film-not-built')}")
        expect(group.locator("input[value=gif]")).to_be_disabled()
        expect(group).to_contain_text(SAY("stage-take-film-slow-not-built", seconds="8"))
        path, _ = film(page, Film("webm", "640x360", 4, ("map",)))
        made = Decoded(path)
        assert made.size == (640, 360)
        assert len(made.frames) > 1
        assert apart(made.frames[0], made.frames[-1]) > 0.001
        page.context.close()
