"""The site's pages in one language: what each says, and the race that it shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.inspect import aligned
from experiments.lineup import CATALOGUE
from experiments.scenario import Scenario
from experiments.suggested_rate import suggest
from experiments.view import View
from landscapes import FAMILIES, LANDSCAPES
from lessons import CHAPTERS, LESSONS, Lesson, Scene, raw, text
from optimizers import FAMILIES as OPTIMIZER_FAMILIES
from optimizers import OPTIMIZERS
from ravine.gallery.files import ORDER
from ravine.session.lesson_progress import hidden_parts
from ravine.static_site.rendering import Formula
from ravine.words import Words

# Surface on which every optimizer is shown, beside plain gradient descent.
SHOWN_ON = "rosenbrock"
BESIDE = "gd"


@dataclass(frozen=True)
class Stage:
    """A race on a page.

    Attributes:
        hide: parts of the stage that are left out (:class:`ravine.stage.page_options.Frame`).
        settings: keys in a link of what can be set beside learning rates.
    """

    scenario: Scenario
    view: View = field(default_factory=View)
    hide: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        address: within the folder of its language, without the ending.
        title: of the window, and its heading.
        template: name of the file that draws it; ``content`` is what that file names.
        stage: what races on it.
    """

    address: str
    title: str
    template: str
    content: Mapping[str, Any]
    stage: Stage | None = None


def pages(words: Words) -> Iterator[Page]:
    """All pages, the overview first. Texts are Markdown; :class:`ravine.static_site.rendering.Formula` are formulas."""
    yield overview(words)
    yield from (surface(key, words) for key in ORDER)
    yield from (optimizer(key, words) for key in CATALOGUE)
    for key, lesson in LESSONS.items():
        yield from (scene(key, name, words) for name in lesson.scenes)


def texts_of(page: Page) -> Iterator[str | Formula]:
    """What of ``page`` is Markdown or a formula."""
    if "formula" in page.content:
        yield page.content["formula"]
    if written := page.content.get("text"):
        yield from (written.summary, written.body, written.look, written.question, written.answer)
        yield from (*written.tries.values(), *written.options.values(), *written.scenes.values())


def overview(words: Words) -> Page:
    """All surfaces, optimizers and lessons, and what only the served app has."""
    numbers = {key: number for number, key in enumerate(LESSONS, start=1)}
    content = {
        "families": _grouped(ORDER, lambda key: LANDSCAPES[key].family, FAMILIES),
        "kinds": _grouped(CATALOGUE, lambda key: OPTIMIZERS[key].family, OPTIMIZER_FAMILIES),
        "chapters": _grouped(LESSONS, lambda key: LESSONS[key].chapter, CHAPTERS),
        "lessons": {key: (numbers[key], raw(key, words.language).title) for key in LESSONS},
    }
    return Page("index", words("app-title"), "overview.html", content)


def _grouped(
    keys: Sequence[str] | Mapping[str, Any], of: Callable[[str], str], order: Sequence[str]
) -> dict[str, list[str]]:
    groups = {group: [key for key in keys if of(key) == group] for group in order}
    return {group: members for group, members in groups.items() if members}


def surface(key: str, words: Words) -> Page:
    """A surface with the usual racers, at rates that suit it."""
    declared = LANDSCAPES[key]
    content = {
        "story": words.of("surface", key, "story"),
        "formula": Formula(declared.formula),
        "reference": declared.reference,
        "ways": _around(ORDER, key, words.surface),
    }
    return Page(f"surfaces/{key}", words.surface(key), "unit.html", content, Stage(suggest(Scenario(key))))


def optimizer(key: str, words: Words) -> Page:
    """An optimizer beside gradient descent, both at rates that suit the surface."""
    declared = OPTIMIZERS[key]
    content = {
        "story": words.of("optimizer", key, "idea"),
        "formula": Formula(aligned(declared.formula)),
        "reference": declared.reference,
        "shown_on": SHOWN_ON,
        "ways": _around(CATALOGUE, key, words.optimizer),
    }
    settings = tuple(f"{key}.{h.name}" for h in declared.hyperparameters if h.name != "lr")
    race = suggest(Scenario(SHOWN_ON, optimizers={racer: {} for racer in (key, BESIDE)}))
    stage = Stage(race, settings=settings)
    return Page(f"optimizers/{key}", words.optimizer(key), "unit.html", content, stage)


def scene(key: str, name: str, words: Words) -> Page:
    """A lesson with one of its scenes; the first one has the lesson's text."""
    lesson, written = LESSONS[key], text(key, words.language)
    first = name == _first(lesson)
    question = lesson.question
    # A scene that would show the answer is led to from the answer alone.
    hidden = {question.scene, *question.spoilers} - {name, _first(lesson)}
    content = {
        "lesson": lesson,
        "formula": Formula(lesson.formula),
        "text": written,
        "first": first,
        "scenes": {
            _scene_file(lesson, each): (written.scenes[each], each == name)
            for each in lesson.scenes
            if each in written.scenes and each not in hidden
        },
        "truth": question.truth(lesson.races),
        "answer_scene": "" if question.scene == _first(lesson) else _scene_file(lesson, question.scene),
        "ways": _around(list(LESSONS), key, lambda other: raw(other, words.language).title),
    }
    title = written.title if first else f"{written.title}: {written.scenes.get(name, name)}"
    return Page(
        f"lessons/{_scene_file(lesson, name)}", title, "lesson.html", content, _stage(lesson, lesson.scenes[name])
    )


def _first(lesson: Lesson) -> str:
    return next(iter(lesson.scenes))


def _scene_file(lesson: Lesson, name: str) -> str:
    return lesson.key if name == _first(lesson) else f"{lesson.key}-{name}"


def _stage(lesson: Lesson, shown: Scene) -> Stage:
    """The scene with those of the lesson's controls that run in a browser: surfaces are sampled by the app."""
    racing = shown.scenario.optimizers
    declared = {f"{racer}.{name}" for racer, values in racing.items() for name in values if name != "lr"}
    settings = tuple(control for control in lesson.controls if control in declared)
    return Stage(shown.scenario, shown.view, tuple(sorted(hidden_parts(lesson))), settings)


def _around(keys: Sequence[str], key: str, name: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """The neighbours of ``key``: the word for the way there, file, name."""
    place = keys.index(key)
    near = [("lesson-before", keys[place - 1])] if place else []
    near += [("lesson-after", keys[place + 1])] if place + 1 < len(keys) else []
    return [(way, other, name(other)) for way, other in near]
