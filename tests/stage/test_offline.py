"""The offline page as a file: its size, its policy, what it names, and what of a visitor's it may not become."""

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from experiments import Scenario, race
from experiments.view import View
from optimizers import OPTIMIZERS
from ravine.stage import assets
from ravine.stage.bundle import bundle
from ravine.stage.offline import ordered, page
from ravine.stage.payload import build
from ravine.stage.template import PLACE, SERVED_WORDS, fill
from ravine.words import LANGUAGES, Words
from tests.support.payload import unpack
from tools.node import in_node

MOST = 400_000  # bytes of a page with 8 racers of 200 steps
FRONTEND = assets.FRONTEND
SITE = "https://ravine.example/app"
RACE = Scenario("rosenbrock", optimizers={"gd": {}, "adam": {}}, steps=20)


class Page(HTMLParser):
    """Elements of a page by name, each with its attributes and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.inside = True

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[len(self.found) - 1] = self.texts.get(len(self.found) - 1, "") + data

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(have, self.texts.get(i, "")) for i, (name, have) in enumerate(self.found) if name == tag]

    def block(self, name: str) -> bytes:
        (text,) = [text for have, text in self.all("script") if have.get("id") == name]
        return gzip.decompress(base64.b64decode(text, validate=True))


@pytest.mark.parametrize("surface", ["rosenbrock", "eggholder", "sine_fit"])
def test_eight_racers_of_two_hundred_steps_fit_into_400_kb(surface):
    for first in (0, 8, 16):
        keys = list(OPTIMIZERS)[first : first + 8]
        scenario = Scenario(surface, optimizers={key: {} for key in keys}, steps=200)
        size = len(page(scenario, View(curvature=True), "ko", site=SITE))
        assert size < MOST, f"{size} bytes with {keys}"


def test_the_policy_allows_one_script_and_no_network():
    read = Page(page(RACE).decode())
    policies = [have["content"] for have, _ in read.all("meta") if have.get("http-equiv") == "Content-Security-Policy"]
    (policy,) = policies
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    (boot,) = [text for have, text in read.all("script") if have.get("type") == "module"]
    digest = base64.b64encode(hashlib.sha256(boot.encode()).digest()).decode()
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}' blob:",
        "worker-src": "blob:",
        "style-src": "'unsafe-inline'",
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert "<!--" not in boot, "a script element would not end where it should"


def test_nothing_in_it_leads_to_the_network_but_the_link():
    for site in ("", SITE):
        read = Page(page(RACE, site=site).decode())
        texts = [value for _, have in read.found for value in have.values() if value]
        code = json.loads(read.block("rv-code"))
        texts += [*code.values(), read.block("rv-page").decode(), *read.texts.values()]
        named = {address for text in texts for address in re.findall(r"(?:https?:)?//[\w.-]+\.\w[^\s\"'`)]*", text)}
        link = [have["href"] for have, _ in read.all("a")]
        assert named <= {"http://www.w3.org/2000/svg", *filter(None, link)}, "only a namespace, which nobody fetches"
        assert bool(link[0]) == bool(site)
        assert all("hidden" in have for have, _ in read.all("p") if have.get("class") == "rv-live-link") != bool(site)


def test_the_page_has_its_language_title_heading_and_link():
    for language in LANGUAGES:
        words = Words(language)
        read = Page(page(RACE, language=language, site=SITE).decode())
        assert read.all("html")[0][0]["lang"] == language
        name = words.surface("rosenbrock")
        assert read.all("title")[0][1] == words("stage-take-offline-title", name=name)
        assert read.all("h1")[0][1] == name
        ((have, text),) = read.all("a")
        assert have["href"] == text
        assert have["href"].startswith(f"{SITE}/?s=rosenbrock&")
        scriptless = "".join(text for _, text in read.all("span"))
        assert all(Words(each)("offline-scriptless") in scriptless for each in LANGUAGES)


def test_no_text_of_a_script_goes_on_over_the_end_of_its_line():
    """Its lines have lost what stood before them."""
    for name, text in json.loads(Page(page(RACE).decode()).block("rv-code")).items():
        assert not [line for line in text.splitlines() if line.count("`") % 2 or line.endswith("\\")], name


def test_every_word_that_the_page_shows_is_in_it():
    code = json.loads(Page(page(RACE).decode()).block("rv-code"))["player"]
    missing = {key for key in Words("en").stage() if key.startswith(SERVED_WORDS) and f'"{key}"' in code}
    assert missing == {"maps-race"}, "of a section that stays hidden"


def test_a_page_says_only_what_can_be_done_in_it(monkeypatch):
    monkeypatch.setattr(assets, "surface_text", lambda key: "")
    assert Words("en")("stage-take-offline-note") not in page(RACE).decode()


def test_a_site_is_the_address_of_a_web_page():
    with pytest.raises(ValueError, match="not the address"):
        page(RACE, site="javascript:alert(1)//")


HOSTILE = '"><script>alert(1)</script>%RACE%</title>&amp;\' onload="x'


def test_a_text_of_a_visitors_remains_a_text(monkeypatch):
    """No field of a link reaches the page as it was typed today; what is named by a visitor tomorrow may."""
    monkeypatch.setattr(Words, "surface", lambda *_: HOSTILE)
    text = page(RACE, site=f"{SITE}/{HOSTILE}").decode()
    read = Page(text)
    assert read.all("h1")[0][1] == HOSTILE
    assert HOSTILE in read.all("a")[0][0]["href"]
    assert [name for name, _ in read.found].count("script") == 4
    assert not [have for _, have in read.found if "onload" in have]
    assert text.count(HOSTILE) == 0


def test_places_are_filled_all_at_once():
    assert fill("%A% %B% %C% 50%", {"A": "%B%", "B": "b"}) == "%B% b %C% 50%"
    assert set(PLACE.findall(assets.offline_template())) == {
        *("LANG", "TITLE", "HEADING", "CAPTION", "LIVE", "ADDRESS", "UNLINKED", "NOTE", "PAGE", "RACE"),
    }


PACKED = """
import { pack, partIds, unpack } from "../protocol/payload.js";
import { ordered, restored } from "../offline/planes.js";

export const again = (...bytes) => {
  const { header, parts } = unpack(Uint8Array.from(bytes));
  return [...pack(header, parts)];
};
export const named = (...bytes) => {
  const { header, parts } = unpack(Uint8Array.from(bytes));
  return [partIds(header).size, parts.size, Number([...partIds(header)].every((id) => parts.has(id)))];
};
export const order = (...bytes) => [...ordered(Uint8Array.from(bytes))];
export const restore = (...bytes) => [...restored(Uint8Array.from(bytes))];
"""


def bits(parts: dict) -> dict[tuple[str, str], bytes]:
    return {(part, name): array.tobytes() for part, arrays in parts.items() for name, array in arrays.items()}


def test_a_browser_packs_a_race_as_python_does():
    everything = View(curvature=True, inspect="adam", cloud=True, versus=True)
    scenario = Scenario("linear_regression", {}, {"gd": {}, "adam": {}}, (-0.0, 1.0), 12, batch=8)
    for payload in (build(race.run(scenario), everything, Words("ko")), build(race.run(RACE), View(), Words("en"))):
        calls = [(name, tuple(map(float, payload))) for name in ("again", "named", "order")]
        calls.append(("restore", tuple(map(float, ordered(payload)))))
        script = bundle({**assets._modules(), "takeaway/test.js": PACKED}, "takeaway/test.js")
        ((packed, (named, held, complete), order, restored),) = in_node([(script, calls)])
        packed = bytes(map(int, packed))
        (before, arrays), (after, again) = unpack(payload), unpack(packed)
        assert {key: part["json"] for key, part in after.pop("parts").items()} == {
            key: part["json"] for key, part in before.pop("parts").items()
        }
        assert after == before
        signs = [np.signbit(header["start"]).tolist() for header in (before, after)]
        assert signs[0] == signs[1], "a zero has lost its sign"
        assert bits(again) == bits(arrays)
        assert (named, held, complete) == (held, held, 1), "a part that the header names is left out"
        assert bytes(map(int, order)) == ordered(payload)
        assert bytes(map(int, restored))[: len(payload)] == payload
