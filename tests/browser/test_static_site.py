"""The site without a server, in a browser: from a disk and from a plain host of files, live, in both languages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from experiments.race import run
from experiments.scenario import Scenario
from experiments.suggested_rate import suggest
from lessons import LESSONS
from ravine.static_site import rendering, write
from tests.browser.axe import DRAWN, barriers
from tests.browser.controls import late

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not rendering.ready(), reason="deploy/site/node_modules is not there: `make test` installs it"),
]
PATH_IS = """([key, path]) => {
    const drawn = document.querySelector('.ravine').player.runs.find((run) => run.key === key).path;
    return drawn.length === path.length && drawn.every((place, nth) => place === path[nth]);
}"""
# The rate with which the page has run the race, once it is the slider's.
DRAGGED = """(key) => {
    const { player } = document.querySelector('.ravine');
    const { value } = player.runs.find((run) => run.key === key).lr;
    const held = document.querySelector(`tr[data-run="${key}"] .rv-field`).value;
    return player.live && value === Number(held) && value;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A host of plain files."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    write(made)
    return made


@pytest.fixture
def hosted(folder: Path) -> Iterator[str]:
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}"
    host.shutdown()
    host.server_close()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()


def ready(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('.ravine')?.player?.racing === true")


def takes(page: Page, key: str, scenario: Scenario, otherwise: str) -> None:
    """Wait until the path of ``key`` is the app's, to the last bit: the page's engine may be at work."""
    with late(otherwise):
        page.wait_for_function(PATH_IS, arg=[key, run(scenario)[key].path.ravel().tolist()], timeout=20_000)


def test_from_a_disk_a_race_is_found_played_and_dragged(folder: Path, open_context: Callable[..., BrowserContext]):
    context = open_context(locale="ko-KR")
    context.set_offline(True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    expect(page).to_have_url(f"{(folder / 'ko' / 'index.html').as_uri()}")  # the visitor's own language
    follow(page, "English")
    follow(page, "Beale")
    ready(page)
    first = suggest(Scenario("beale"))
    for key in first.optimizers:
        takes(page, key, first, f"{key} is not where it should be")

    rate = page.get_by_role("slider").filter(visible=True).and_(page.locator(".rv-rate input[type=range]")).first
    rate.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    key = next(iter(first.optimizers))
    value = page.wait_for_function(DRAGGED, arg=key).json_value()
    assert value > first.optimizers[key]["lr"]
    dragged = Scenario("beale", optimizers={**first.optimizers, key: {**first.optimizers[key], "lr": value}})
    takes(page, key, dragged, "a dragged rate does not give what the app gives")
    context.close()


def test_a_lesson_answers_once_there_is_a_prediction(hosted: str, open_context: Callable[..., BrowserContext]):
    context = open_context()
    page = context.new_page()
    page.goto(f"{hosted}/en/index.html#lessons")
    page.get_by_role("region", name="Lessons").get_by_role("link", name="Adam", exact=True).click()
    ready(page)
    answer = page.locator(".answer")
    expect(answer).to_be_hidden()
    page.get_by_label("It stays the same").check()
    expect(answer).to_be_visible()
    expect(answer).to_contain_text("It gets longer")
    page.get_by_label("It gets longer").check()
    expect(page.locator(".if-other")).to_be_hidden()
    beta = page.get_by_role("textbox", name="Beta 1")
    beta.fill("0")
    beta.press("Enter")
    shown = LESSONS["adam"].scenes["main"].scenario
    changed = replace(shown, optimizers={"adam": {**shown.optimizers["adam"], "beta1": 0.0}})
    takes(page, "adam", changed, "a setting does not give what the app gives")
    page.get_by_role("button", name="As it was").click()
    expect(beta).to_have_value("0.9")
    takes(page, "adam", shown, "what was changed and taken back is not as it was")
    follow(page, "Watch it run")
    ready(page)
    context.close()


def test_the_pages_fit_a_phone_and_can_be_read(hosted: str, open_context: Callable[..., BrowserContext]):
    context = open_context(viewport={"width": 390, "height": 800}, locale="ko-KR")
    page = context.new_page()
    for place in ("ko/index.html", "ko/lessons/momentum.html", "ko/surfaces/rastrigin.html"):
        page.goto(f"{hosted}/{place}")
        if "index" not in place:
            ready(page)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{place} is {wider} px wider than a phone"
        assert not barriers(page, "light"), place
        assert not barriers(page, "dark", DRAWN), place
    context.close()
