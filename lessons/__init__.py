"""Lessons: one folder each, scenes, claims and tasks in ``__init__.py``, texts in ``en.md`` and ``ko.md``.

``LESSONS`` holds them by folder name, in the order of the course.
"""

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.resources import files

from lessons._figures import hole
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
    found = [replace(import_module(f"{__name__}.{name}").LESSON, key=name) for name in names]
    return {lesson.key: lesson for lesson in sorted(found, key=lambda lesson: lesson.place)}


LESSONS = _discover()


@cache
def measured(key: str) -> Mapping[str, float]:
    """Every figure that lesson ``key`` claims, measured on its own scenes."""
    lesson = LESSONS[key]
    return {claim.key: float(claim.measure(lesson.races)) for claim in lesson.claims}


@cache
def raw(key: str, language: str) -> Text:
    """The texts of lesson ``key`` as they are written, with holes."""
    return parse((files("lessons") / key / f"{language}.md").read_text("utf-8"))


@cache
def text(key: str, language: str) -> Text:
    """The texts of lesson ``key`` as they are read, with their figures.

    Raises:
        TextError, UnknownHoleError: a text that the tests would not have let pass.
    """
    filled = lambda passage: fill(passage, lambda name: hole(LESSONS[key], measured(key), name))  # noqa: E731
    said = lambda passage: bind(filled(passage))  # noqa: E731
    written = raw(key, language)
    each = lambda passages: {name: said(passage) for name, passage in passages.items()}  # noqa: E731
    return replace(
        written,
        body=said(written.body),
        look=said(written.look),
        question=said(written.question),
        answer=said(written.answer),
        scenes=each(written.scenes),
        tries=each(written.tries),
        options=each(written.options),
    )
