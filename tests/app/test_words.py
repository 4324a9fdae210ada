"""Words in both languages: complete, without unused or untranslated ones."""

import json
import re
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from fluent.runtime import FluentResource

from experiments.permalink import decode, decode_view
from experiments.scenario import GRADIENT_NOISE, Problem
from experiments.surface_data import choices, ground
from experiments.verdict import Kind, Verdict
from landscapes import DATA_SETS, LANDSCAPES
from landscapes import FAMILIES as SURFACE_FAMILIES
from optimizers import FAMILIES, OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.stage.assets import FRONTEND
from ravine.stage.bundle import bundle
from ravine.words import LANGUAGES, Words, choose
from ravine.words._words import HOLES, MissingWordError, keys, slug
from tools.node import in_node

KINDS = get_args(Kind)


def everything(language):
    """Every sentence of a language, including attributes: ``{key: pattern}``."""
    resource = FluentResource((files("ravine") / "words" / f"{language}.ftl").read_text("utf-8"))
    patterns = {}
    for entry in resource.body:
        assert type(entry).__name__ != "Junk", f"{language}.ftl has a line that is no message: {entry.content[:80]}"
        if type(entry).__name__ == "Message":
            values = {entry.id.name: entry.value} | {f"{entry.id.name}.{a.id.name}": a.value for a in entry.attributes}
            patterns |= {key: value for key, value in values.items() if value}
    return patterns


def nodes(tree, kind):
    """All nodes of type ``kind`` in a pattern."""
    if isinstance(tree, list):
        return [node for part in tree for node in nodes(part, kind)]
    if not isinstance(tree, dict):
        return []
    own = [tree] if tree.get("type") == kind else []
    return own + [node for part in tree.values() for node in nodes(part, kind)]


def literal(pattern):
    return " ".join(node["value"] for node in nodes(pattern.to_json(), "TextElement"))


def holes(pattern):
    return {node["id"]["name"] for node in nodes(pattern.to_json(), "VariableReference")}


def test_both_languages_have_the_same_keys():
    en, ko = everything("en"), everything("ko")
    assert set(en) == set(ko)
    for key in en:
        assert holes(en[key]) == holes(ko[key]), f"{key}: one language tells a number that the other does not"


def words_of_units():
    """Keys that the units need, with the attributes of each."""
    for key in LANDSCAPES:
        yield f"surface-{slug(key)}", ("", ".story")
    for key in SURFACE_FAMILIES:
        yield f"surface-family-{slug(key)}", ("",)
    for key in OPTIMIZERS:
        yield f"optimizer-{slug(key)}", (".idea",)
    for key in FAMILIES:
        yield f"family-{slug(key)}", ("",)
    for key, schedule in SCHEDULES.items():
        yield f"schedule-{slug(key)}", ("", ".idea", *((".differs",) if schedule.differs else ()))
    for key in DATA_SETS:
        yield f"data-{slug(key)}", ("", ".story", ".input", ".target")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_for_any_unit(language):
    words = Words(language)
    assert not [key + part for key, parts in words_of_units() for part in parts if not words.has(key + part)]
    units = {key: unit.parameters for key, unit in (LANDSCAPES | SCHEDULES).items()}
    units |= {key: optimizer.hyperparameters for key, optimizer in OPTIMIZERS.items()} | {"scenario": (GRADIENT_NOISE,)}
    # On given data a surface has two more parameters for each column: see DataLandscape.on.
    units |= {f"{key} on {data}": ground(key, data).parameters for key in LANDSCAPES for data in choices(key)}
    declared = {(key, parameter.name) for key, parameters in units.items() for parameter in parameters}
    complete = lambda key, name: words.has(words._parameter(name, key)) and words.parameter_help(name, key)  # noqa: E731
    assert not [f"{name} of {key}" for key, name in sorted(declared) if not complete(key, name)]


def test_korean_is_korean_and_english_has_no_hangul():
    for key, pattern in everything("ko").items():
        text = literal(pattern)
        letters = re.sub(r"[^A-Za-z\uac00-\ud7a3]", "", text)
        name = key == "app-title"
        assert name or not letters or re.search("[\uac00-\ud7a3]", text), f"ko {key} is not translated: {text}"
    for key, pattern in everything("en").items():
        assert not re.search("[\uac00-\ud7a3]", literal(pattern)), f"en {key} has Korean in it"


def test_korean_keeps_one_politeness():
    """All sentences are in 해요체: none ends in plain -다 or formal -니다."""
    for key, pattern in everything("ko").items():
        assert not re.search(r"(니다|[^요]다)[.!?](\s|$)", literal(pattern)), (
            f"{key} is not in 해요체: {literal(pattern)}"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_struck_through(language):
    source = (files("ravine") / "words" / f"{language}.ftl").read_text("utf-8")
    struck = [line for line in source.splitlines() if line.count("~") > 1]
    assert not struck, "Markdown draws a line through what stands between two tildes"


def test_terms_follow_the_lecture():
    text = " ".join(map(literal, everything("ko").values()))
    for term in ("경사 하강법", "학습률", "손실", "안장점", "등고선", "모멘텀", "기울기"):
        assert term in text
    assert "러닝 레이트" not in text
    assert "새들" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_verdict_has_words(language, kind):
    sentence = Words(language).verdict(Verdict(kind, 132, 2 if kind == "converged" else None))
    assert sentence["text"]
    assert sentence["criterion"]
    assert "{" not in sentence["text"] + sentence["criterion"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_words_every_verdict_like_the_server(language):
    cases = [
        (Verdict(kind, step, minimum, outside), only)
        for kind in KINDS
        for step in (0, 132, 1234, 10_000)
        for minimum in (None, 1, 2, 12)
        for outside in ((False, True) if minimum else (False,))
        for only in ((False, True) if minimum in (None, 1) else (False,))
    ]
    names = ("protocol/verdict.js", "page/format.js")
    files = {name: (FRONTEND / name).read_text("utf-8") for name in names}
    files["letters.js"] = f"""
import {{ speaker }} from "./page/format.js";
import {{ sayVerdict }} from "./protocol/verdict.js";
const WORDS = {json.dumps(Words(language).stage())};
const CASES = {json.dumps([[asdict(case), only] for case, only in cases])};
export const letters_of = (i) => {{
  const {{ kind, text, criterion }} = sayVerdict(...CASES[i], speaker(WORDS), "{language}");
  return [...`${{kind}}|${{text}}|${{criterion}}`].map((letter) => letter.codePointAt(0));
}};
"""
    ((*words_of_browser,),) = in_node(
        [(bundle(files, "letters.js"), [("letters_of", (float(i),)) for i in range(len(cases))])]
    )
    for (verdict, only), letters in zip(cases, words_of_browser, strict=True):
        words = Words(language).verdict(verdict, only=only)
        assert "".join(map(chr, map(int, letters))) == f"{words['kind']}|{words['text']}|{words['criterion']}", verdict


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_one_of_several_minima_has_a_number(language):
    words = Words(language)
    for kind in ("converged", "oscillating", "hovering"):
        for outside in (False, True):
            verdict = Verdict(kind, 475, 1, outside)
            assert "1" in words.verdict(verdict)["text"]
            assert "1" not in (alone := words.verdict(verdict, only=True)["text"])
            assert ("475" in alone) == (kind == "converged")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "query",
    [
        "s=x&o=y,adam&adam.lr=50&adam.eps=z&steps=0&start=1&foo=1&v=9&seed=x",
        "steps=1&steps=2",
        "s=" + "x" * 9000,
        "loss=cubic&off=nobody",
    ],
)
def test_every_problem_of_a_link_has_a_sentence(language, query):
    problems = decode(query)[1] + decode_view(query)[1]
    assert problems
    for problem in problems:
        sentence = Words(language).problem(problem)
        assert problem.given in sentence
        assert problem.used in sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["unknown-name", "not-a-whole-number"])
def test_every_problem_of_a_scenario_has_a_sentence(language, code):
    assert Words(language).problem(Problem(code, "adam.x", "3"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_stage_words_leave_only_known_holes(language):
    for key, text in Words(language).stage().items():
        assert set(re.findall(r"{(\w+)}", text)) <= set(HOLES), f"{language} {key}"


def test_the_stage_uses_every_word_it_is_sent_and_no_other():
    code = "\n".join(f.read_text("utf-8") for f in Path(str(FRONTEND)).rglob("*.js"))
    sent = {key.removeprefix("stage-") for key in keys("en") if key.startswith("stage-")}
    # Keys of hints and plots are composed: `${toggle}-hint`, `${kind}-plot`.
    names = {key: key.removesuffix("-hint") if "-hint`" in code else key for key in sent}
    names = {key: short.removesuffix("-plot") if "-plot`" in code else short for key, short in names.items()}
    unused = {key for key, short in names.items() if f'"{short}"' not in code}
    assert not unused, f"words that no part of the stage shows: {sorted(unused)}"


def test_a_word_that_lacks_something_is_an_error():
    with pytest.raises(MissingWordError):
        Words("en")("no-such-key")
    with pytest.raises(MissingWordError):
        Words("en")("reset-one")


def test_a_unit_without_words_has_its_declared_name():
    assert Words("ko").surface("my_own_surface") == "My own surface"
    assert Words("ko").parameter("no_such") == "no_such"
    assert Words("ko").of("surface", "my_own_surface", "story") == ""


@pytest.mark.parametrize(
    ("asked", "locale", "language"),
    [
        ("ko", "en-US", "ko"),
        (None, "ko-KR", "ko"),
        (None, "de-DE", "en"),
        (None, None, "en"),
        ("xx", "ko", "ko"),
        ("KO", None, "ko"),
        ("ko_KR", None, "ko"),
    ],
)
def test_the_language_is_the_address_s_then_the_browser_s(asked, locale, language):
    assert choose(asked, locale) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_surfaces_have_a_name_of_their_own(language):
    assert len({Words(language).surface(key) for key in LANDSCAPES}) == len(LANDSCAPES)
