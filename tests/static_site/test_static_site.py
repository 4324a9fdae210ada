"""The site without a server is whole: each unit in each language, links that lead somewhere, nothing from afar."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from experiments.permalink import decode
from landscapes import LANDSCAPES
from lessons import LESSONS
from optimizers import OPTIMIZERS
from ravine.static_site import rendering, write
from ravine.static_site.site import FolderError
from ravine.words import LANGUAGES, Words

APP = "https://ravine.example/lab"
pytestmark = pytest.mark.skipif(
    not rendering.ready(), reason="deploy/site/node_modules is not there: `make test` installs it"
)


class Reader(HTMLParser):
    """What a page refers to, its elements, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.count: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.count[tag] += 1
        self.classes.update((given.get("class") or "").split())
        self.lang = self.lang or given.get("lang") or ""
        self.links += [given[name] for name in ("href", "src", "srcset") if given.get(name)]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write(folder, APP)
    return folder


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Reader]:
    return {page.relative_to(site).as_posix(): Reader(page.read_text("utf-8")) for page in site.rglob("*.html")}


def test_every_unit_has_a_page_in_every_language(read):
    units = [f"surfaces/{key}" for key in LANDSCAPES] + [f"optimizers/{key}" for key in OPTIMIZERS]
    units += [f"lessons/{key}" for key in LESSONS]
    for language in LANGUAGES:
        assert {f"{language}/{unit}.html" for unit in units} <= read.keys()
        overview = read[f"{language}/index.html"]
        assert {f"{unit}.html" for unit in units} <= set(overview.links), "the overview leads to all of them"


def test_a_page_says_its_language_and_leads_to_the_other(read):
    for name, page in read.items():
        language, _, rest = name.partition("/")
        if not rest:
            continue
        assert page.lang == language
        assert page.count["h1"] == 1
        others = [other for other in LANGUAGES if other != language]
        assert all(any(link.endswith(f"{other}/{rest}") for link in page.links) for other in others), name


def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(site, read):
    for name, page in read.items():
        for link in page.links:
            if link.startswith((f"{APP}?", "data:")) or link == APP:
                continue
            address = urlsplit(link)
            assert not f"{address.scheme}{address.netloc}", f"{name} needs {link}"
            target = (site / name).parent / unquote(address.path)
            assert target.resolve().is_file(), f"{name} leads to {link}, which is not there"


def test_styles_and_scripts_need_nothing_from_elsewhere(site):
    for file in site.rglob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", file.read_text("utf-8")):
            needed = address.endswith(".woff2")
            assert not needed or (file.parent / address).is_file(), f"{file.name}: {address}"
            assert "//" not in address


def test_links_to_the_app_open_the_same_race(read):
    for key in LANDSCAPES:
        links = [link for link in read[f"en/surfaces/{key}.html"].links if link.startswith(f"{APP}?")]
        assert len(links) == 1
        scenario, problems = decode(urlsplit(links[0]).query)
        assert scenario.surface == key
        assert not problems


def test_lessons_keep_the_answer_until_there_is_a_prediction(read):
    for key, lesson in LESSONS.items():
        page = read[f"ko/lessons/{key}.html"]
        assert page.classes["right"] == 1
        assert page.classes["other"] == len(lesson.question.options) - 1
        hidden = {lesson.question.scene, *lesson.question.spoilers} - {next(iter(lesson.scenes))}
        offered = [f"{key}-{name}.html" for name in lesson.scenes if name not in hidden]
        around = page.links.count(f"{key}-{lesson.question.scene}.html")
        assert around == (lesson.question.scene in hidden), "the scene that answers is led to from the answer alone"
        assert all(page.links.count(link) <= 1 for link in offered)


def test_what_only_the_served_app_has_is_said(read, site):
    for language in LANGUAGES:
        text = (site / language / "index.html").read_text("utf-8")
        sentences = [line for line in Words(language)("site-served-list").splitlines() if line]
        assert len(sentences) >= 4
        assert all(sentence in text for sentence in sentences)


def test_a_page_is_small(site):
    largest = max(site.rglob("*.html"), key=lambda page: page.stat().st_size)
    assert largest.stat().st_size < 400_000, largest


def test_a_new_site_replaces_the_old_one_and_nothing_else(tmp_path, monkeypatch):
    kept = tmp_path / "own"
    kept.mkdir()
    (kept / "homework.txt").write_text("mine")
    with pytest.raises(FolderError, match="something else"):
        write(kept)
    assert (kept / "homework.txt").read_text() == "mine"

    monkeypatch.setattr(
        "ravine.static_site.site._files", lambda app: iter([("old.html", b"old"), ("index.html", b"1")])
    )
    write(tmp_path / "site")
    (tmp_path / "site" / "notes.txt").write_text("mine")
    monkeypatch.setattr("ravine.static_site.site._files", lambda app: iter([("index.html", b"2")]))
    write(tmp_path / "site")
    assert not (tmp_path / "site" / "old.html").exists()
    assert (tmp_path / "site" / "index.html").read_bytes() == b"2"
    assert (tmp_path / "site" / "notes.txt").read_text() == "mine"
