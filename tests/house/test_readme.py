"""READMEs and CONTRIBUTING are true: code runs, counts are right, links and commands exist, languages agree."""

import re
from pathlib import Path

import pytest

from landscapes import LANDSCAPES
from lessons import LESSONS
from optimizers import OPTIMIZERS
from ravine.session import link_options
from ravine.words import LANGUAGES, Words
from tests.reference import deviation
from tests.reference.cases import STARTS, STEPS

ROOT = Path(__file__).parents[2]
NAMES = {"en": "README.md", "ko": "README.ko.md"}
TEXTS = {language: (ROOT / name).read_text(encoding="utf-8") for language, name in NAMES.items()}
DOCUMENTS = [*NAMES.values(), "CONTRIBUTING.md", "SECURITY.md", "deploy/README.md", "deploy/README.ko.md"]
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
MOST_BYTES = {".png": 200_000, ".gif": 1_500_000}
COUNTS = {
    "en": (r"more than (\d+) surfaces", r"more than (\d+) optimizers", r"(\d+) lessons lead"),
    "ko": (r"(\d+)개가 넘는 곡면", r"옵티마이저는 (\d+)개가 넘고", r"강의 (\d+)개가"),
}
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def code(language):
    """Python blocks of a README."""
    return re.findall(r"^```python\n(.*?)^```", TEXTS[language], re.MULTILINE | re.DOTALL)


def bare(block):
    """Code without its comments."""
    return [re.sub(r"\s*# .*", "", line) for line in block.splitlines()]


def test_python_blocks_run_and_print_the_documented_output(capsys):
    blocks = code("en")
    assert len(blocks) == 4
    for block in blocks:
        promised = re.findall(r"^print\(.*\)  # (.*)$", block, re.MULTILINE)
        assert len(promised) == block.count("print(")
        exec(compile(block, "README.md", "exec"), {})
        assert capsys.readouterr().out.splitlines() == promised


def test_both_languages_have_the_same_code_headings_pictures_and_tables():
    en, ko = TEXTS["en"], TEXTS["ko"]
    assert list(map(bare, code("en"))) == list(map(bare, code("ko")))
    for shape in (
        lambda text: [len(marks) for marks in re.findall(r"^(#+) ", re.sub(r"```.*?```", "", text, flags=re.S), re.M)],
        lambda text: [re.sub(r"\.(en|ko)\.png", "", path) for _, path in PICTURE.findall(text)],
        lambda text: [line.count("|") for line in text.splitlines() if line.startswith("|")],
        lambda text: re.findall(r"\]\((https?:[^)]+)\)", text),
        lambda text: sorted(set(re.findall(r"`make ([a-z-]+)", text))),
        lambda text: sorted(re.findall(r"bench:[\w-]+", text)),
        lambda text: sum(line.startswith("- ") for line in text.splitlines()),
    ):
        assert shape(en) == shape(ko)


@IN_BOTH
def test_counts_are_right(language):
    surfaces, optimizers, lessons = (int(re.search(pattern, TEXTS[language])[1]) for pattern in COUNTS[language])
    assert (len(LANDSCAPES) > surfaces, len(OPTIMIZERS) > optimizers, len(LESSONS)) == (True, True, lessons)
    assert f"10{'⁻¹⁴' if deviation.ONE_STEP == 1e-14 else ' of what?'}" in TEXTS[language]
    assert re.search(rf"\b{STEPS}(?: steps|스텝)", TEXTS[language])
    assert re.search(rf"\b{len(STARTS)}(?: surfaces|개에서)", TEXTS[language])


@IN_BOTH
def test_the_named_optimizers_exist(language):
    """All shipped optimizers are named; an added one needs no edit of the README."""
    flat = " ".join(TEXTS[language].split())
    listed = re.search(r"(?:for all of them: |붙일 수 있어요\. )(.*?)\. ##", flat)[1]
    names = re.split("[,;] ", listed)
    assert len(names) == len(set(names)) > int(re.search(COUNTS[language][1], flat)[1])
    assert set(names) <= {Words(language).optimizer(key) for key in OPTIMIZERS}


@IN_BOTH
def test_documented_link_options_exist(language):
    keys = re.findall(r"^\| `(\w+)=([\w,]+)` \|", TEXTS[language], re.MULTILINE)
    assert {key for key, _ in keys} == {*link_options.KEYS, "lang", "embed"}
    assert set(dict(keys)["hide"].split(",")) <= set(link_options.PARTS)


@IN_BOTH
def test_pictures_are_small_described_and_used(language):
    pictures = PICTURE.findall(TEXTS[language])
    assert all(len(said) > 20 for said, _ in pictures)
    assert all((ROOT / path).stat().st_size < MOST_BYTES[Path(path).suffix] for _, path in pictures)
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "docs/screenshots").glob(f"*.{language}.png")}
    assert {path for _, path in pictures} == there | {"docs/screenshots/race.gif"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_paths_and_commands_exist(name):
    text, here = (ROOT / name).read_text(encoding="utf-8"), (ROOT / name).parent
    local = [path for path in re.findall(r"\]\(([^)]+)\)", text) if not path.startswith("http")]
    assert [path for path in local if not (here / path).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = {word for run in re.findall(r"`make ([a-z -]+)", text) for word in run.split()}
    assert asked - targets == set()
    if name == "CONTRIBUTING.md":
        paths = re.findall(r"`([a-z_]+/[\w./-]*)`", text)
        assert [path for path in paths if "your" not in path and not (ROOT / path).exists()] == []


def test_every_promise_names_the_tests_that_hold_it():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| (.+) \|$", text, re.MULTILINE)[1:]
    assert rows
    for promise, tests in rows:
        paths = re.findall(r"`(tests/\S+\.py)`", tests)
        assert paths, promise
        assert [path for path in paths if not (ROOT / path).exists()] == []
