"""Every lesson: its claims hold, texts are complete in both languages, tasks can be solved with its controls."""

import re

import pytest

from experiments import run
from experiments.scenario import Scenario
from experiments.shares import Share
from landscapes import LANDSCAPES
from lessons import CHAPTERS, LESSONS, measured, text
from lessons import raw as written
from lessons._figures import UnknownHoleError, figure, setting
from lessons._text import TextError, bind, fill, holes, parse
from optimizers import OPTIMIZERS
from ravine.words import LANGUAGES

EACH = pytest.mark.parametrize("key", LESSONS)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
CLAIMS = [(key, claim) for key, lesson in LESSONS.items() for claim in lesson.claims]
TRIES = [(key, task) for key, lesson in LESSONS.items() for task in lesson.tries]


# ── Claims ──


@pytest.mark.parametrize(("key", "claim"), CLAIMS, ids=[f"{key}-{claim.key}" for key, claim in CLAIMS])
def test_the_claim_holds_on_the_lesson_s_own_scenes(key, claim):
    value = measured(key)[claim.key]
    assert claim.holds(value), f"{claim.key} is {value}, not within {claim.low} to {claim.high}"
    if isinstance(value, Share):
        assert value.of == claim.seeds >= 1000, "too few seeds for a share"
    assert claim.low > -float("inf") or claim.high < float("inf"), "a claim that nothing could refute"


@EACH
@IN_BOTH
def test_every_claim_s_figure_is_shown_and_every_hole_is_filled(key, language):
    lesson = LESSONS[key]
    named = [name for passage in written(key, language).passages().values() for name in holes(passage)]
    claims = {claim.key for claim in lesson.claims}
    assert claims <= set(named), "a claim that the text does not show"
    for name in set(named) - claims:
        setting(lesson, name)
    for name, passage in text(key, language).passages().items():
        assert not holes(passage)
        assert not re.search(r"^(\d+[.)]|[-+*#>]) ", passage, re.MULTILINE), f"{name}: a figure that begins a list"
        assert "~" not in passage, f"{name}: Markdown strikes through what stands between two of these"


@EACH
def test_both_languages_have_the_same_parts_and_figures(key):
    en, ko = (written(key, language).passages() for language in LANGUAGES)
    assert list(en) == list(ko)
    for name in en:
        assert sorted(holes(en[name])) == sorted(holes(ko[name])), f"{name}: one language tells what the other does not"


@EACH
def test_texts_name_what_the_lesson_declares(key):
    lesson, lesson_text = LESSONS[key], written(key, "en")
    assert list(lesson_text.tries) == [task.key for task in lesson.tries]
    assert list(lesson_text.options) == list(lesson.question.options)
    assert set(lesson_text.scenes) <= set(lesson.scenes)
    assert not lesson_text.scenes or lesson.first in lesson_text.scenes
    homes = {task.scene for task in lesson.tries if task.scene}
    assert homes <= set(lesson_text.scenes), "a task begins in a scene that no visitor can choose"
    assert lesson.question.scene in lesson.scenes
    shown_before = set(lesson.scenes) - {lesson.question.scene, *lesson.question.spoilers}
    for name, scene in lesson.scenes.items():
        assert not scene.ghost or scene.ghost in lesson_text.scenes, "a ghost goes by the name of its scene"
        assert scene.ghost != name, "a scene is compared with another one"
        assert name not in shown_before or scene.ghost in {"", *shown_before}, "a ghost shows the answer too early"
    assert lesson.chapter in CHAPTERS


def test_the_course_s_order_is_clear():
    places = [lesson.place for lesson in LESSONS.values()]
    assert places == sorted(set(places))
    chapters = [CHAPTERS.index(lesson.chapter) for lesson in LESSONS.values()]
    assert chapters == sorted(chapters)


def test_every_claim_of_the_lecture_note_has_a_lesson():
    assert {row for lesson in LESSONS.values() for row in lesson.rows} == set(range(1, 18))


def test_steps_of_arrival_in_texts_equal_the_board_s():
    """Texts and board give the same number, the verdict's step."""
    for key, lesson in LESSONS.items():
        steps = {run.verdict.step for race in lesson.races.values() for run in race.values()}
        arrivals = [claim.key for claim in lesson.claims if claim.key.endswith("_at") and claim.key != "escaped_at"]
        assert all(measured(key)[name] in steps for name in arrivals), key


# ── Tasks ──


@pytest.mark.parametrize(("key", "task"), TRIES, ids=[f"{key}-{task.key}" for key, task in TRIES])
def test_the_task_is_open_at_first_and_can_be_done(key, task):
    lesson = LESSONS[key]
    home = task.scene or lesson.first
    assert not lesson.does(task, lesson.races[home]), "done before the visitor did anything"
    assert lesson.does(task, run(task.answer))
    moved = differences(lesson.scenes[home].scenario, task.answer)
    assert moved
    assert moved <= set(lesson.controls), "the answer needs a control that the lesson does not offer"


def differences(before: Scenario, after: Scenario) -> set[str]:
    """Names of the settings that differ, as in ``Lesson.controls``."""
    for field in ("surface", "seed", "data", "replacement", "drop_last", "gradient_noise"):
        assert getattr(before, field) == getattr(after, field)
    assert list(before.optimizers) == list(after.optimizers)
    names = {name for name in ("start", "steps", "batch") if getattr(before, name) != getattr(after, name)}
    names |= {f"surface.{n}" for n, v in before.surface_parameters.items() if v != after.surface_parameters[n]}
    names |= {
        f"{k}.{n}" for k, values in before.optimizers.items() for n, v in values.items() if v != after.optimizers[k][n]
    }
    return names | {f"{k}.schedule" for k in before.optimizers if before.schedules.get(k) != after.schedules.get(k)}


@EACH
def test_a_task_of_another_surface_or_without_its_optimizer_is_not_done(key):
    lesson = LESSONS[key]
    other = next(
        surface for surface in LANDSCAPES if surface not in {s.scenario.surface for s in lesson.scenes.values()}
    )
    race = run(Scenario(other, optimizers={"gd": {}, "momentum": {}, "rmsprop": {}, "adam": {}, "adamw": {}}, steps=5))
    empty = run(Scenario(lesson.scenes[lesson.first].scenario.surface, optimizers={}, steps=5))
    for task in lesson.tries:
        assert not lesson.does(task, race)
        assert not lesson.does(task, empty)


@EACH
def test_the_question_has_one_true_answer(key):
    question = LESSONS[key].question
    assert question.truth(LESSONS[key].races) in question.options


@EACH
def test_controls_are_of_the_opening_scene_or_another(key):
    lesson = LESSONS[key]
    scenarios = [scene.scenario for scene in lesson.scenes.values()]
    for name in lesson.controls:
        owner, _, field = name.partition(".")
        known = name in ("start", "steps", "batch") or any(
            field in scenario.surface_parameters
            if owner == "surface"
            else owner in scenario.optimizers and (field == "schedule" or field in scenario.optimizers[owner])
            for scenario in scenarios
        )
        assert known, f"nothing in the lesson has {name}"


# ── Languages ──


NAMES = {"SGD", *(optimizer.name for optimizer in OPTIMIZERS.values())}


def prose(passage: str) -> str:
    """The passage without formulas, holes and names of keys."""
    return re.sub(r"\$[^$]+\$|\{[^}]+\}", " ", passage)


@EACH
def test_korean_is_korean_and_english_is_english(key):
    for name, passage in written(key, "ko").passages().items():
        own_name = passage in NAMES
        assert own_name or re.search("[\uac00-\ud7a3]", passage), f"{name} is not translated"
        sentence = re.search(r"(?:[A-Za-z]+[ ,]+){3,}[A-Za-z]+[.?!]", prose(passage))
        assert not sentence, f"{name}: {sentence and sentence[0]}"
    for name, passage in written(key, "en").passages().items():
        assert not re.search("[\u3131-\ud7a3]", passage), name


@EACH
def test_korean_keeps_one_politeness(key):
    for name, passage in written(key, "ko").passages().items():
        assert not re.search(r"(니다|[^요]다)[.!?](\s|$)", prose(passage)), f"{name} is not in 해요체"


# ── The form of texts ──

WHOLE = """# Title
Summary.

## body
Body with {ratio} and $\\frac{a}{b}$.

## look
Look.

## scene main
Main

## try one
Try.

## question
What?
- a: First
- b: Second

## answer
Because.
"""


def test_a_text_is_parsed_into_its_parts():
    read = parse(WHOLE)
    assert (read.title, read.summary, read.question) == ("Title", "Summary.", "What?")
    assert (read.scenes, read.tries, read.options) == ({"main": "Main"}, {"one": "Try."}, {"a": "First", "b": "Second"})
    assert holes(read.body) == ["ratio"], "braces in a formula are no hole"
    assert fill(read.body, lambda name: name.upper()) == "Body with RATIO and $\\frac{a}{b}$."


def test_no_line_breaks_inside_a_figure_or_before_its_particle():
    assert bind("1.1 × 10⁻¹⁶이고 8%가 남아 $w_1$은 90°예요. 8% left") == (
        "1.1\u00a0×\u00a010⁻¹⁶이고 8%\u2060가 남아 $w_1$\u2060은 90°\u2060예요. 8% left"
    )


def test_no_line_breaks_inside_an_interval():
    assert bind("77% (74–79%)예요") == "77% (74\u2060–\u206079%)\u2060예요"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (WHOLE.removeprefix("# Title\n"), "Title"),
        (WHOLE.replace("## look\nLook.\n", ""), "look"),
        (WHOLE.replace("Look.\n", ""), "look"),
        (WHOLE.replace("Summary.\n", ""), "summary"),
        (WHOLE.replace("## look", "## look again"), "look again"),
        (WHOLE + "\n## body\nTwice.\n", "second"),
        (WHOLE.replace("- b: Second\n", ""), "question"),
        (WHOLE.replace("- b:", "- a:"), "question"),
        (WHOLE.replace("- b: Second", "- second"), "question"),
        ("", "Title"),
    ],
)
def test_a_text_that_lacks_something_is_refused(broken, said):
    with pytest.raises(TextError, match=said):
        parse(broken)


def test_a_hole_without_a_claim_or_a_setting_is_refused():
    lesson = LESSONS["too_large"]
    assert setting(lesson, "main.gd.lr") == 0.09
    assert setting(lesson, "main.surface.condition_number") == 20
    for name in ("nothing", "main.adam.lr", "nowhere.gd.lr", "main.gd.nothing"):
        with pytest.raises(UnknownHoleError):
            setting(lesson, name)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (3.4561, "number", "3.46"),
        (12345.6, "number", "12,346"),
        (-0.5, "number", "−0.5"),
        (2.54e-16, "number", "2.5 × 10⁻¹⁶"),
        (0.0, "number", "0"),
        (1234567.0, "whole", "1,234,567"),
        (0.871, "percent", "87%"),
        (0.00093, "percent", "0.093%"),
        (0.9996, "percent", "100.0%"),
        (0.98765, "exact", "0.9877"),
        (Share(769, 1000), "number", "77% (74–79%)"),
        (Share(0, 1000), "number", "0% (0–0.38%)"),
    ],
)
def test_figures_are_formatted_for_readers(value, form, shown):
    assert figure(value, form) == shown


def test_no_figure_is_infinite():
    with pytest.raises(ValueError, match="no figure"):
        figure(float("inf"))
