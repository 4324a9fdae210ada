"""Lessons, one folder each: scenes, claims and tasks in ``__init__.py``, texts in ``en.md`` and ``ko.md``.

``LESSONS`` holds them by folder name, in the order of the course.
"""

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.resources import files

from experiments.shares import Share
from lessons._figures import hole
from lessons._korean import particles
from lessons._lesson import CHAPTERS, Claim, Lesson, Question, Races, Scene, Try
from lessons._text import Text, bind, fill, parse

__all__ = [
    "CHAPTERS",
    "LESSONS",
    "Claim",
    "Lesson",
    "Question",
    "Races",
    "Scene",
    "Text",
    "Try",
    "measured",
    "raw",
    "text",
]


def _discover() -> dict[str, Lesson]:
    names = [m.name for m in pkgutil.iter_modules(__path__) if m.ispkg]
    lessons = [replace(import_module(f"{__name__}.{name}").LESSON, key=name) for name in names]
    return {lesson.key: lesson for lesson in sorted(lessons, key=lambda lesson: lesson.place)}


LESSONS = _discover()


@cache
def measured(key: str) -> Mapping[str, float | Share]:
    """Every figure that lesson ``key`` claims, by key of the claim, measured on the lesson's scenes."""
    lesson = LESSONS[key]
    found = {claim.key: claim.measure(lesson.races) for claim in lesson.claims}
    return {key: value if isinstance(value, Share) else float(value) for key, value in found.items()}


@cache
def raw(key: str, language: str) -> Text:
    """The texts of lesson ``key`` as written, with holes."""
    return parse((files("lessons") / key / f"{language}.md").read_text("utf-8"))


@cache
def text(key: str, language: str) -> Text:
    """The texts of lesson ``key`` with figures in their holes.

    Raises:
        TextError, UnknownHoleError: the text is not valid; the tests check all texts for this.
    """
    filled = lambda passage: fill(passage, lambda name: hole(LESSONS[key], measured(key), name))  # noqa: E731
    finished = lambda passage: bind(particles(filled(passage)))  # noqa: E731
    written = raw(key, language)
    finish_all = lambda passages: {name: finished(passage) for name, passage in passages.items()}  # noqa: E731
    return replace(
        written,
        body=finished(written.body),
        look=finished(written.look),
        question=finished(written.question),
        answer=finished(written.answer),
        scenes=finish_all(written.scenes),
        tries=finish_all(written.tries),
        options=finish_all(written.options),
    )
