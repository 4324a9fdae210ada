"""Links as mails, chat programs and people leave them open the race that was meant."""

from html import escape
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import HealthCheck, given, settings

from experiments import Scenario, decode, encode
from experiments.link_names import COMMON, OPTIMIZER, SURFACE, UNITS, aliases
from experiments.link_pairs import FOREIGN, LONGEST, canonical, known, meant
from experiments.link_spelling import fold
from experiments.link_trackers import is_tracker
from experiments.permalink import decode_view
from experiments.scenario import DEFAULT_OPTIMIZERS
from experiments.suggested_rate import suggest
from experiments.view import View
from ravine.session.spoken_names import spoken
from ravine.words import LANGUAGES, Words
from tests.support.scenarios import scenarios, views

TRACKED = (
    "fbclid=IwAR0x_y gclid=Cj0K utm_source=mail UTM_Medium=chat igshid=abc mc_cid=1 mc_eid=2 _ga=2.1 _gl=1 "
    "msclkid=9 yclid=3 ttclid=E.C twclid=2 wbraid=1 gbraid=2 _hsenc=p2 _hsmi=4 mkt_tok=x igsh=MQ li_fat_id=z "
    "srsltid=Af ref=share spm=a.b n_media=27758 NaPm=ct%3D si=KAKAO"
)
TRACKERS = TRACKED.split()
ENDS = (".", ")", ",", ">", ").", "”", "'", "%22", "**")
WHOLE = Scenario("bowl", optimizers={"gd": {"lr": 0.1}, "adam": {"lr": 1e-3}}, start=(1.0, 2.0), steps=200)
LINK = "s=bowl&o=gd,adam&gd.lr=0.1&adam.lr=0.001&steps=200&start=1.0,2.0"


def capitals(query: str) -> str:
    return query.upper()


def in_lines(query: str) -> str:
    """Broken as a mail breaks lines, in the middle of keys and values."""
    return "%0A".join(query[i : i + 60] for i in range(0, len(query), 60)) if "%" not in query else query


def quoted_printable(query: str) -> str:
    return query.replace("=", "=3D")


MANGLERS = {
    "html": escape,
    "html twice": lambda query: escape(escape(query)),
    "encoded": lambda query: quote(query, safe=""),
    "encoded twice": lambda query: quote(quote(query, safe=""), safe=""),
    "encoded thrice": lambda query: quote(quote(quote(query, safe=""), safe=""), safe=""),
    "encoded and html": lambda query: quote(escape(query), safe=""),
    "values encoded again": lambda query: query.replace(",", "%252C"),
    "trackers": lambda query: "&".join([TRACKERS[0], query, *TRACKERS[1:]]),
    "capitals": capitals,
    "lines": in_lines,
    "quoted-printable": quoted_printable,
    "semicolons": lambda query: query.replace("&", ";"),
    "address": lambda query: f"https://example.org/lab/?{query}",
    "question mark": lambda query: f"??{query}",
    **{f"glued {end}": (lambda query, end=end: query + end) for end in ENDS},
    "glued html": lambda query: f'{query}">here</a>',
    "glued words": lambda query: f"{query}를",
}


@pytest.mark.parametrize("name", MANGLERS)
@given(scenario=scenarios(), view=views)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_a_mangled_link_opens_the_same_race_without_a_word(name, scenario, view):
    query = MANGLERS[name](encode(scenario, view))
    if len(query) > LONGEST:
        return
    assert decode(query) == (scenario, ())
    assert decode_view(query) == (view, ())


@given(scenarios(), views)
def test_a_good_link_is_read_as_it_stands(scenario, view):
    query = encode(scenario, view)
    assert meant(query) == dict(parse_qsl(query, keep_blank_values=True)), "no key and no value is touched"


@pytest.mark.parametrize(
    "query",
    [
        "surface=Bowl&optimizers=sgd+adam&sgd.learning_rate=0,1&Adam.LR=1e-3&steps=2e2&start=(1,+2)",
        "S=BOWL&O=GD;Adam&gd.lr=.1&adam.lr=10^-3&STEPS=200.0&START=1;2",
        "s=b owl&o=gd, adam&gd.lr=0. 1&adam.lr=1e\N{MINUS SIGN}3&steps=\uff12\uff10\uff10&start=1 2",
        "s=bo%0Awl&o=gd%2C%20adam&gd_lr=0.1&adam.lr=1×10⁻³&steps=\uff12\uff10\uff10&start=%5B1,2%5D",
        "s=elliptic_bowl&o=gradient_descent,adam&gd.lr=\u0660\u066b\u0661&adam.lr=+0.001&iterations=200&start=1.0,2.0",
        "s=bowl&o=GD|Adam&gd.lr=1E-1&adam.step_size=1,0e-3&steps=200&start=1,0;2,0",
        "s=bowl&o=gd,adam&gd.lr=\u200b0.1\ufeff&adam.lr=0.001원&steps=200번&start=1,0,2,0",
    ],
)
def test_other_spellings_are_read_without_a_word(query):
    assert decode(query, spoken=spoken()) == (WHOLE, ())


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        *((OPTIMIZER, n, k) for n, k in [("sgd", "gd"), ("heavy_ball", "momentum"), ("Heavy-Ball", "momentum")]),
        *((OPTIMIZER, n, k) for n, k in [("NAG", "nesterov"), ("L-BFGS", "lbfgs"), ("newton's method", "newton")]),
        *((SURFACE, n, k) for n, k in [("rosen", "rosenbrock"), ("Banana", "rosenbrock"), ("himmel", "himmelblau")]),
        *((SURFACE, n, k) for n, k in [("Rosenbrock function", "rosenbrock"), ("six-hump camel", "six_hump_camel")]),
        *((OPTIMIZER, name, key) for key, names in COMMON[OPTIMIZER].items() for name in names.split()),
        *((SURFACE, name, key) for key, names in COMMON[SURFACE].items() for name in names.split()),
    ],
)
def test_common_names_name_their_unit(kind, name, key):
    scenario, problems = decode(f"{kind}={name}")
    assert not problems
    assert (scenario.surface if kind == SURFACE else next(iter(scenario.optimizers))) == key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("particle", ["", "을", "로", "입니다"])
def test_words_of_the_page_name_their_unit(language, particle):
    words = Words(language)
    for kind, word in ((SURFACE, words.surface), (OPTIMIZER, words.optimizer)):
        for key in UNITS[kind]:
            scenario, problems = decode(f"{kind}={quote(word(key) + particle)}", spoken=spoken())
            named = scenario.surface if kind == SURFACE else next(iter(scenario.optimizers))
            assert (named, problems) == (key, ()), word(key)


def test_no_name_is_that_of_two_units():
    for kind, common in COMMON.items():
        names = [fold(name) for names in common.values() for name in names.split()]
        assert len(names) == len(set(names))
        for key in UNITS[kind]:
            assert aliases(kind)[fold(key)] == key
    assert len({fold(key) for key in known()}) == len(known())


def test_no_key_of_ours_is_a_tracker_s():
    assert [key for key in known() if is_tracker(key)] == []
    assert [key for key in known() if canonical(key) != key] == []
    for tracker in TRACKERS:
        assert is_tracker(tracker.partition("=")[0]), tracker


@pytest.mark.parametrize("surface", ["bowl", "rosenbrock", "eggholder", "sine_fit"])
def test_a_link_without_rates_gets_suggested_ones(surface):
    bare = Scenario(surface, optimizers={"gd": {}, "adam": {}})
    assert decode(f"s={surface}&o=sgd,adam") == (suggest(bare), ())
    assert decode(encode(bare)) == (bare, ()), "rates that are the defaults by choice"
    assert decode(encode(bare, brief=True)) == (bare, ())
    assert decode(f"s={surface}&o=gd,adam&adam.lr=0.5")[0].optimizers["gd"] == bare.optimizers["gd"]


@pytest.mark.parametrize("query", ["o=xyz", "o=%00", "s=bowl&o=x,y,z&steps=9", "o=qqq&q.lr=3"])
def test_where_nobody_is_known_the_usual_ones_race(query):
    scenario, problems = decode(query)
    assert tuple(scenario.optimizers) == DEFAULT_OPTIMIZERS
    assert scenario == suggest(scenario)
    assert problems[0].used == ",".join(DEFAULT_OPTIMIZERS)
    assert decode(encode(Scenario(optimizers={}))) == (Scenario(optimizers={}), ()), "a race of nobody is legal"


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("Loss=LINEAR", View(loss="linear")),
        ("three=False&marks=no", View(three=False, marks=False)),
        ("off=SGD;Heavy_Ball", View(off=("gd", "momentum"))),
        ("off=gd@FULL", View(off=("gd@full",))),
        ("inspect=SGD).", View(inspect="gd")),
        ("axis=epochs%22", View(axis="epochs")),
        (
            "Map=Plane&map_of=SGD&map_size=512.0&MAP_GOAL=steps.",
            View(map="plane", map_of="gd", map_size="512", map_goal="steps"),
        ),
        ("map_x=Learning Rate&map_y=batchsize", View(map_x="lr", map_y="batch")),
        ("map_zoom=(1e-3; 0.1; 0,5; 0.75)", View(map_zoom="0.001,0.1,0.5,0.75")),
        ("map_zoom=0,1 0,2 0,3 0,4&fair_budget=\uff11\uff16", View(map_zoom="0.1,0.2,0.3,0.4", fair_budget="16")),
        ("map_zoom=-1,1e+16,−2, 2", View(map_zoom="-1.0,1e+16,-2.0,2.0")),
    ],
)
def test_how_a_race_is_drawn_is_read_the_same_way(query, view):
    assert decode_view(query) == (view, ())


@pytest.mark.parametrize("text", ["0,1,0", "1,0,0,1", "0,0,0,1", "0,1,0,inf", "0,1,0,1e999", "0,1,0,1,2"])
def test_a_rectangle_that_is_none_is_reported(text):
    view, problems = decode_view(f"map_zoom={text}")
    assert (view, [problem.code for problem in problems]) == (View(), ["not-a-choice"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    ["steps=x", "steps=x&seed=y&adam.lr=99&colour=red&o=adam,nobody&loss=cubic", "v=1&s=sine_fit&batch=x&data=csv"],
)
def test_one_sentence_says_all(query, language):
    problems = decode(query)[1] + decode_view(query)[1]
    sentence = Words(language).problems(problems, 6)
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")
    for problem in problems[:6]:
        assert problem.used in sentence


def test_foreign_keys_mean_nothing_to_a_race():
    for key in FOREIGN:
        assert decode(f"{LINK}&{key}=1") == (WHOLE, ()), key
