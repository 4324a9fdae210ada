"""Bad input in links, groups 1 to 6, every key with every text: problems are reported and the rest is kept."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

import pytest

from experiments import Scenario, decode, encode
from experiments.link_pairs import meant
from experiments.permalink import decode_view
from experiments.scenario import shorten
from experiments.view import View
from ravine.session import link_options
from ravine.session.moment import FACTORS, STEPS_A_SECOND
from ravine.session.moment import read as read_moment
from ravine.session.session import FIRST_LESSON
from ravine.words import LANGUAGES, Words
from tests.support.hostile import ESCAPED, EVERY, GROUPS
from tests.support.pages import LESSON, open_page
from tests.support.payload import header, sent

EVERYWHERE = View(
    off=("gd",), loss="linear", height="log", arrow=True, marks=False, three=False, curvature=True, inspect="adam",
    batch_map=False, fit=False, cloud=True, sample_of="adam", axis="epochs", versus=True, ends=False, slice="x",
    slice_of="adam", sweep="best", map="plane", map_of="adam", map_x="lr", map_y="beta1", map_goal="steps",
    map_size="128", map_zoom="0.1,0.2,0.3,0.4", fair_goal="final", fair_over="seeds", fair_budget="16",
    fair_on="several",
)  # fmt: skip
RACES = [
    Scenario("rosenbrock", optimizers={"gd": {}, "adam": {}}, schedules={"adam": ("cosine", {})}, gradient_noise=0.5),
    Scenario("linear_regression", optimizers={"gd": {}, "adam": {}}, batch=8, replacement=True, drop_last=True),
]
LINKS = [encode(race, EVERYWHERE) for race in RACES]
KEYS = {key: dict(parse_qsl(link)) for link in LINKS for key in dict(parse_qsl(link))}
KEYS["data"] = KEYS["batch"]
# Exceptions: an empty list is valid, and half a key may be another key.
LISTS = {"o", "off"}


def spoilt(key: str, text: str) -> tuple[str, str]:
    """A link with ``text``, already quoted, as the value of ``key``; and the same link without that key."""
    rest = "&".join(f"{name}={quote(value)}" for name, value in KEYS[key].items() if name != key)
    return f"{rest}&{key}={text}", rest


def read(query: str):
    (scenario, problems), (view, more) = decode(query), decode_view(query)
    return scenario, view, problems + more


def checked(key: str, text: str) -> None:
    link, rest = spoilt(key, text)
    scenario, view, problems = read(link)
    usual, plain, _ = read(rest)
    if key not in LISTS:
        assert (scenario, view) == (usual, plain), f"{text!r} was taken for a value of {key}"
    about = [problem for problem in problems if problem.field == key]
    assert about, f"the page does not say that {key} cannot be {text!r}"
    for problem in about:
        for language in LANGUAGES:
            sentence = Words(language).problem(problem)
            assert sentence.isprintable()
            assert len(sentence) < 250
            assert problem.code in ("newer-link", "older-link") or problem.given in sentence


@pytest.mark.parametrize("key", sorted(KEYS))
def test_no_text_is_a_value_and_each_is_reported(key):
    for text in EVERY:
        checked(key, quote(text))
    for text in ESCAPED:
        checked(key, text)


def test_the_links_have_every_key_there_is():
    from experiments.view import NAMES

    assert set(NAMES) <= set(KEYS)
    assert {"s", "s.a", "o", "start", "steps", "seed", "v", "data", "batch", "gradient_noise"} <= set(KEYS)
    assert {"replacement", "drop_last", "adam.lr", "adam.amsgrad", "adam.schedule", "adam.schedule.t_max"} <= set(KEYS)


@pytest.mark.parametrize("text", EVERY)
def test_no_text_is_a_key(text):
    scenario, problems = decode(f"s=bowl&{quote(text)}=1")
    assert scenario == decode("s=bowl")[0]
    assert [(problem.code, problem.field) for problem in problems] == [("unknown-key", shorten(text))]


# ── What a visitor sees ──


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_the_page_reports_problems_and_shows_the_rest_of_the_race(group, language):
    keys = ["adam.lr", "steps", "start", "seed", "arrow", "unheard"]
    texts = GROUPS[group][:5] + GROUPS[group][-1:]
    pairs = dict(zip(keys, texts, strict=True))
    app = open_page("&".join(["s=bowl&o=adam", f"lang={language}", *(f"{k}={quote(v)}" for k, v in pairs.items())]))
    notices = [element.value for element in app.text]
    assert len(notices) == 1, "one calm sentence in all"
    words = Words(language)
    assert f"**{words('notices')}**" in [element.value for element in app.markdown]
    for key, text in pairs.items():
        assert any(shorten(text) in notice or shorten(unquote(text)) in notice for notice in notices), (key, notices)
    assert header(app)["query"].startswith("s=bowl&")
    # No part of it reaches an element that renders markup.
    for element in [*app.markdown, *app.caption, *app.title]:
        assert not any(text in element.value for text in pairs.values() if len(text) > 3)


@pytest.mark.parametrize("text", ESCAPED + [group[0] for group in GROUPS.values()] + GROUPS["page"])
def test_the_lessons_page_survives_every_key(text):
    language = "ko"  # English is tested in test_lesson_progress
    asked = dict.fromkeys(("l", "scene", "answer", "p", *link_options.KEYS), text)
    app = open_page("&".join(f"{key}={quote(value)}" for key, value in asked.items()) + f"&lang={language}", LESSON)
    assert app.title
    (sentence,) = (element.value for element in app.text)
    given = shorten(meant(f"l={quote(text)}")["l"])
    assert Words(language)("notice-used", field="l", given=given, used=FIRST_LESSON) in sentence
    for element in [*app.markdown, *app.caption, *app.title]:
        assert text not in element.value or len(text) < 2


@pytest.mark.parametrize("key", ["lang", "embed", "embed_options"])
def test_keys_of_the_page_and_the_host_do_not_affect_the_race(key):
    usual = header(open_page("s=bowl&o=gd&lang=en"))
    for text in (*GROUPS["page"], GROUPS["size"][0], "\0"):
        app = open_page(f"s=bowl&o=gd&{key}={quote(text)}" + ("" if key == "lang" else "&lang=en"))
        assert header(app)["query"] == usual["query"]
        assert not app.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mangled_link_shows_its_race_without_a_word(language):
    usual = header(open_page(f"s=bowl&o=gd,adam&gd.lr=0.1&adam.lr=0.01&steps=99&lang={language}"))
    asked = {
        "S": "Bowl",
        "amp;o": "SGD,Adam",
        "amp;gd.lr": "0,1",
        "adam.lr": "1e\N{MINUS SIGN}2).",
        "STEPS": "\uff19\uff19",
        "amp;lang": language,
        "fbclid": "IwAR",
        "utm_source": "mail",
    }
    app = open_page("&".join(f"{quote(key)}={quote(value)}" for key, value in asked.items()))
    assert not app.text
    assert header(app)["query"] == usual["query"]
    assert header(app)["lang"] == language
    whole = quote(f"s=bowl&o=gd,adam&gd.lr=0.1&adam.lr=0.01&steps=99&lang={language}", safe="")
    assert header(open_page(whole))["query"] == usual["query"]
    spoken = f"s={quote(Words(language).surface('bowl'))}&o={quote(Words(language).optimizer('gd'))},adam"
    named = open_page(f"{spoken}&gd.lr=0.1&adam.lr=0.01&steps=99&lang={language}")
    assert header(named)["query"] == usual["query"]


def test_trackers_alone_leave_the_first_race():
    assert header(open_page("fbclid=1&utm_campaign=x"))["query"] == header(open_page())["query"]


def test_links_know_the_speeds_of_the_play_bar():
    module = Path(read_moment.__code__.co_filename).parents[1] / "stage/frontend/player/speed.js"
    (listed,) = re.findall(r"SPEEDS = .*?\((\[.*?\])\)", module.read_text())
    named = [f"{speed:g}/s" for speed in STEPS_A_SECOND]
    assert json.loads(listed) == [*named, *FACTORS]


@pytest.mark.parametrize(
    ("query", "shown", "problems"),
    [
        ("step=17&speed=0.5&loop=1", {"step": 17.0, "speed": 0.5, "loop": True}, 0),
        ("zoom=-1,1.5,0,2&loss_zoom=0,9,-3,1", {"zoom": [-1.0, 1.5, 0.0, 2.0], "loss_zoom": [0.0, 9.0, -3.0, 1.0]}, 0),
        ("camera=1,2,3,0,0,0,0,0,1", {"camera": [1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]}, 0),
        ("Step=17).&SPEED=0,5", {"step": 17.0, "speed": 0.5}, 0),
        ("step=-4", {"step": 0.0}, 1),
        ("speed=3", {"speed": 2.0}, 1),
        ("speed=1/s", {"speed": "1/s"}, 0),
        ("SPEED=5%20steps%2Fs.", {"speed": "5/s"}, 0),
        ("speed=9/s", {"speed": "5/s"}, 1),
        ("speed=-1/s", {}, 1),
        ("step=x&zoom=1,0,0,1&camera=0,0,0,0,0,0,0,0,1&speed=nan", {}, 4),
        ("zoom=1,2,3", {}, 1),
    ],
)
def test_the_moment_that_a_link_shows(query, shown, problems):
    moment = read_moment(meant(query))
    assert moment.shown == shown
    assert len(moment.problems) == problems
    app = open_page(f"s=bowl&o=gd&{query}")
    assert len(app.text) == bool(problems), "one sentence at most"
    assert sent(app)["frame"]["moment"] == (shown or None)
