"""Long links are short: every legal one is read, fits its way to the server, and cannot blow memory up."""

import re
import tracemalloc
import zlib
from base64 import urlsafe_b64encode
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments import Scenario, compact_link, decode, encode
from experiments.link_pairs import LONGEST as LONGEST_READ
from experiments.link_writing import ORDINARY, compacted, query_of, shortened
from experiments.permalink import address, decode_view
from experiments.racers import COPIES, MOST, optimizer_of
from experiments.view import NAMES, View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.server import limits
from ravine.server.race import LONGEST as LONGEST_REQUEST
from ravine.words import LANGUAGES, Words
from tests.support.scenarios import scenarios, values, views

DEPLOY = Path(__file__).parents[2] / "deploy"
# Made by the first version that wrote compact links; it must be read for ever.
OLD = "z=1mtADJMM5qgLJYdiCyNjIEBJE5pAgygV6BLklajTkGqKEWiFgjejDFiiCSCMXqOLonU1QUEE7lWW2xgA&lang=en"


def longest_number(parameter):
    """A usable value whose text is as long as any."""
    low, high = parameter.bounds
    if parameter.scale in ("whole", "switch"):
        return float(high)
    candidates = [low + (high - low) * share for share in (0.12345678901234567, 1e-5 / 3, 1e-7 / 3, 2 / 3)]
    return max((value for value in candidates if parameter.accepts(value)), key=lambda value: len(repr(value)))


def fullest(keys=None):
    """The scenario with the longest link, and the fullest view; with ``keys``, of these racers."""
    full = lambda parameters: {p.name: longest_number(p) for p in parameters}  # noqa: E731
    schedule = max(SCHEDULES, key=lambda key: sum(len(p.name) + 24 for p in SCHEDULES[key].parameters))
    surface = max(LANDSCAPES, key=lambda key: sum(len(p.name) + 20 for p in LANDSCAPES[key].parameters))
    rule = max(OPTIMIZERS, key=lambda key: sum(len(f"{key}~99.{h.name}") + 24 for h in OPTIMIZERS[key].hyperparameters))
    keys = keys or [f"{rule}~{number}" for number in range(COPIES[1] - MOST + 1, COPIES[1] + 1)]
    scenario = Scenario(
        surface,
        full(LANDSCAPES[surface].parameters),
        {key: full(optimizer_of(key).hyperparameters) for key in keys},
        (-123456.78901234567, -98765.43210987654),
        10_000,
        2**32 - 1,
        {key: (schedule, full(SCHEDULES[schedule].parameters)) for key in keys},
    )
    view = View(
        off=tuple(keys), loss="linear", height="linear", arrow=True, marks=False, three=False, curvature=True,
        inspect=keys[0], batch_map=False, fit=False, cloud=True, sample_of=keys[0],
        axis="samples", versus=True, ends=False, slice="gradient", slice_of=keys[0], sweep="mean",
        map="basins", map_of=keys[0], map_x="weight_lr_power", map_y="initial_accumulator_value", map_goal="steps",
        map_size="1024", map_zoom=",".join(map(repr, (-1.2345678901234567e-300, 1e-300 / 3, -1e300 / 3, 1e300 / 7))),
        fair_goal="final", fair_over="starts", fair_budget="256", fair_on="several",
    )  # fmt: skip
    return scenario, view


@st.composite
def crowds(draw):
    """Races of nearly everybody, with schedules, data, batches and noise: links that are long."""
    surface = draw(st.sampled_from(["linear_regression", "sine_fit", "bowl"]))
    keys = draw(st.permutations(sorted(OPTIMIZERS)))[: draw(st.integers(20, len(OPTIMIZERS)))]
    with_data = surface != "bowl"
    return Scenario(
        surface,
        draw(values(LANDSCAPES[surface].parameters)),
        {key: draw(values(OPTIMIZERS[key].hyperparameters)) for key in keys},
        schedules={key: ("cosine", draw(values(SCHEDULES["cosine"].parameters))) for key in keys[:9]},
        batch=draw(st.integers(0, 8)) if with_data else 0,
        replacement=draw(st.booleans()),
        drop_last=draw(st.booleans()),
        gradient_noise=draw(st.floats(0, 1000)),
    )


@given(st.one_of(scenarios(), crowds()), views)
@settings(max_examples=60)
def test_every_legal_link_is_read_plain_and_compact(scenario, view):
    texts = address(scenario, view)
    for query in (query_of(texts), query_of(compacted(texts)), query_of(shortened(texts))):
        assert decode(query) == (scenario, ())
        assert list(decode(query)[0].optimizers) == list(scenario.optimizers)
        assert decode_view(query) == (view, ())


def test_the_longest_link_is_read_and_short():
    scenario, view = fullest()
    texts = address(scenario, view)
    plain, short = query_of(texts), query_of(shortened(texts))
    assert 20_000 < len(plain) < LONGEST_READ / 1.5, "plain links of older versions are read, and encoded ones"
    assert decode(plain) == decode(short) == (scenario, ())
    assert decode_view(plain) == decode_view(short) == (view, ())
    assert len(short) < 0.4 * len(plain)


def test_an_ordinary_link_stays_readable():
    texts = address(Scenario(), View(three=False))
    assert shortened(texts) == texts
    everyone = address(Scenario(optimizers={key: {} for key in OPTIMIZERS}))
    assert len(query_of(everyone)) > ORDINARY > len(query_of(shortened(everyone)))


def test_keys_of_the_page_stay_beside_a_compact_race():
    texts = address(fullest()[0]) | {"lang": "ko", "l": "adam", "hide": "board"}
    assert {"lang", "l", "hide", "z"} == set(shortened(texts))


def test_what_stands_beside_a_compact_part_was_added_by_hand():
    scenario = Scenario("bowl", optimizers={"gd": {}}, steps=100)
    query = query_of(compacted(address(scenario)))
    assert decode(f"{query}&steps=50")[0] == Scenario("bowl", optimizers={"gd": {}}, steps=50)


# ── What is admitted on the way ──


def test_every_proxy_and_the_server_admit_every_link():
    """A request's first line, and its Referer, with everything else in its head."""
    page = (
        "&lang=ko&hide="
        + ",".join(["sidebar"] * 40)
        + "&camera="
        + "-1.234567," * 9
        + "&zoom="
        + "-1.2345678901234567e-05," * 8
    )
    old, new = address(*fullest(list(OPTIMIZERS))), address(*fullest())
    plain, short = len(query_of(old) + page), len(query_of(shortened(new)) + page)
    rest = 4_096  # host, cookies and other headers
    head = min(
        *(1024 * int(size) for size in re.findall(r"max_header_size (\d+)KiB", (DEPLOY / "Caddyfile").read_text())),
        limits.LONGEST_HEAD,
    )
    line = min(
        1024 * int(size) for size in re.findall(r"buffers: \d+ (\d+)k", (DEPLOY / "ingress-nginx.yml").read_text())
    )
    assert 2 * short + rest < head, "an address stands in the first line and in Referer"
    assert 2 * plain + rest < head, "an old link that is opened"
    assert plain < min(line, limits.LONGEST_URL)
    assert len(query_of(new)) < compact_link.LONGEST < LONGEST_REQUEST, "the stage asks for the race of a plain link"


# ── What strangers send ──


def packed(data, check=None, mark="1"):
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=compact_link._dictionary("1"))
    body = press.compress(data) + press.flush()
    return mark + urlsafe_b64encode((zlib.crc32(data) if check is None else check).to_bytes(4) + body).decode()


@pytest.mark.parametrize(
    "text",
    ["", "1", "1AAAA", "x" * 300, "1" + "_" * 400, packed(b"s=bowl", check=0), packed(b"s=bowl", mark="2"),
     packed(b"s=bowl&o=gd&steps=77")[:-3], packed(b"s=bowl\xff\xfe")],
)  # fmt: skip
def test_a_damaged_compact_text_gets_one_calm_sentence(text):
    scenario, problems = decode(f"z={text}&lang=en")
    assert [problem.code for problem in problems] == ["damaged-link"]
    assert scenario == decode("")[0]
    for language in LANGUAGES:
        assert Words(language).problems(problems, 6).count(". ") == 0


@given(st.text(max_size=60))
def test_any_compact_text_gives_a_scenario(text):
    assert isinstance(decode(f"z={text}")[0], Scenario)


def test_a_bomb_is_never_inflated():
    bomb = packed(b"s=bowl&" + b"a" * 50_000_000)
    assert len(bomb) > LONGEST_READ, "a smaller one for the link itself"
    small = packed(b"a" * 10_000_000)
    assert len(small) < LONGEST_READ
    tracemalloc.start()
    with pytest.raises(compact_link.Unreadable):
        compact_link.unpack(small)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
    assert [problem.code for problem in decode(f"z={small}")[1]] == ["damaged-link"]


@pytest.mark.parametrize("glue", [".", ")", "=", "==", "%0A", "%20", "%22", "…"])
def test_what_is_glued_to_a_compact_link_does_no_harm(glue):
    scenario, view = fullest()
    query = query_of(shortened(address(scenario, view)))
    assert decode(query + glue) == (scenario, ())
    middle = len(query) // 2
    assert decode(query[:middle] + "%0A" + query[middle:]) == (scenario, ())


def test_a_dictionary_never_changes():
    """Links that were made with it are in books and mails."""
    assert blake2b(compact_link._dictionary("1"), digest_size=8).hexdigest() == "366650d77ce3f3ce"
    scenario, problems = decode(OLD)
    assert not problems
    assert scenario == Scenario(
        "rosenbrock", {"b": 50.0}, {"adam": {"lr": 0.02}, "gd": {}}, (-1.5, 2.0), 321, 7, {"adam": ("cosine", {})}
    )
    assert decode_view(OLD) == (View(arrow=True, off=("gd",)), ())
    # Spelled out letter by letter.
    newer = {"sweep", *(name for name in NAMES if name.startswith(("map", "fair_")))}
    assert set(NAMES) - newer <= set(re.findall(r"\w+", compact_link._dictionary("1").decode()))


def test_encode_stays_plain():
    assert encode(fullest()[0]).startswith("s=")
