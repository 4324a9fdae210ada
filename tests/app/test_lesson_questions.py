"""Every lesson asks before it tells, and its text says what its scenes show."""

import re

import pytest

from lessons import LESSONS, measured
from lessons import raw as written
from lessons._text import holes
from ravine.words import LANGUAGES

EACH = pytest.mark.parametrize("key", LESSONS)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


@EACH
@IN_BOTH
def test_nothing_above_the_question_says_what_is_in_its_answer(key, language):
    """No figure of the answer stands in the text that is read before it, but for settings of scenes."""
    lesson_text, claims = written(key, language), {claim.key for claim in LESSONS[key].claims}
    above = {*holes(lesson_text.summary), *holes(lesson_text.body), *holes(lesson_text.look)}
    told = set(holes(lesson_text.answer)) & claims
    assert not above & told - {"orders"}, "figures of the answer are read before the question"
    for words in re.findall(r"\*\*(.+?)\*\*", lesson_text.answer):
        assert words not in lesson_text.body


@EACH
def test_what_is_predicted_has_not_been_shown(key):
    """The predicted run is not the one that a lesson opens with, and there is a way back from it."""
    lesson, named = LESSONS[key], written(key, "en").scenes
    question = lesson.question
    assert question.scene != lesson.first
    assert lesson.scenes[question.scene].scenario != lesson.scenes[lesson.first].scenario
    assert set(question.spoilers) <= {*lesson.scenes, *(task.key for task in lesson.tries)} - {lesson.first}
    assert len(named) > 1, "nothing leads back to where the lesson began"
    for name, scene in lesson.scenes.items():
        if name in named and name not in (question.scene, *question.spoilers):
            assert scene.scenario != lesson.scenes[question.scene].scenario, f"{name} shows the predicted run"


def test_each_runs_at_the_best_of_the_rates_that_were_tried():
    from lessons.fair import RATES, search

    tuned = LESSONS["fair"].scenes["tuned"].scenario.optimizers
    for key in ("momentum", "adam"):
        assert tuned[key]["lr"] == RATES[search(key).index(min(search(key)))]


def test_arrivals_are_arrivals():
    """A step that a text calls an arrival is that of a run that has arrived, not the last one of a run that has not."""
    for key, lesson in LESSONS.items():
        arrived = {
            run.verdict.step
            for race in lesson.races.values()
            for run in race.values()
            if run.verdict.kind in ("converged", "diverged", "left")
        }
        for claim in lesson.claims:
            if claim.key.endswith("_at") and claim.key != "escaped_at":
                assert measured(key)[claim.key] in arrived, f"{key}: {claim.key}"
