"""What a lesson declares: the scenes it opens, the claims its text makes about them, what a visitor is to try."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import Literal

from experiments.race import Race, run
from experiments.scenario import Scenario
from experiments.view import View

Form = Literal["number", "whole", "percent"]
# The parts of the course, in its order; their names are words.
CHAPTERS = ("loss", "descent", "sgd", "rules", "beyond")
# Most lessons are told on the map alone.
FLAT = View(three=False)


@dataclass(frozen=True)
class Scene:
    """A race as a lesson shows it."""

    scenario: Scenario
    view: View = FLAT


class Races(Mapping[str, Race]):
    """The races of a lesson's scenes, by scene; each is run when it is first asked for."""

    def __init__(self, scenes: Mapping[str, Scene]) -> None:
        self.scenes = scenes

    def __getitem__(self, key: str) -> Race:
        return _race(self.scenes[key].scenario)

    def __iter__(self) -> Iterator[str]:
        return iter(self.scenes)

    def __len__(self) -> int:
        return len(self.scenes)


@lru_cache(maxsize=128)
def _race(scenario: Scenario) -> Race:
    return run(scenario)


@dataclass(frozen=True)
class Claim:
    """A sentence's figure: measured on the lesson's own scenes, within bounds, shown where the text says ``{key}``.

    Attributes:
        key: name of the hole in the texts.
        measure: the figure, from the races of the scenes.
        low, high: what the text says holds when the figure is not below ``low`` and not above ``high``.
        form: ``whole`` for counts, ``percent`` for shares, else three digits.
        seeds: how many random seeds the figure is taken over; 0 where nothing is random.
    """

    key: str
    measure: Callable[[Races], float]
    low: float = -inf
    high: float = inf
    form: Form = "number"
    seeds: int = 0

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Try:
    """Something to bring about.

    Attributes:
        key: name of its section in the texts, and of the mark that it is done; permanent.
        done: whether a race shows it.
        answer: one race that does, reached from the scene with the lesson's controls alone.
        scene: where one starts; the first scene when empty.
    """

    key: str
    done: Callable[[Race], bool]
    answer: Scenario
    scene: str = ""


@dataclass(frozen=True)
class Question:
    """A prediction: choose first, then see the scene run.

    Attributes:
        scene: what is run once an option is chosen.
        options: their keys; the texts say what they mean.
        truth: the key of the option that came true, from the races.
    """

    scene: str
    options: tuple[str, ...]
    truth: Callable[[Races], str]


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson; its texts lie beside it, ``en.md`` and ``ko.md``.

    Attributes:
        place: its rank in the course.
        chapter: one of :data:`CHAPTERS`.
        rows: which claims of the lecture note it shows, by number.
        formula: LaTeX.
        scenes: what it can show; it opens with the first.
        claims, tries, question: see there.
        controls: what a visitor may change: ``start``, ``steps``, ``optimizer.lr``, ``optimizer.parameter``,
            ``optimizer.schedule``, ``surface.parameter``.
        panels: parts of the stage beside the map: ``loss``, ``board``, ``three``, ``inspector``.
        toggles: view switches on offer: ``log-loss``, ``log-height``, ``gradient``, ``marks``, ``three``.
        key: the folder's name; set by discovery.
    """

    place: int
    chapter: str
    rows: tuple[int, ...] = ()
    formula: str
    scenes: Mapping[str, Scene]
    claims: tuple[Claim, ...]
    tries: tuple[Try, ...]
    question: Question
    controls: tuple[str, ...]
    panels: tuple[str, ...] = ("loss", "board")
    toggles: tuple[str, ...] = ()
    key: str = ""
    races: Races = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "races", Races(self.scenes))

    @property
    def first(self) -> str:
        """Key of the scene it opens with."""
        return next(iter(self.scenes))

    def does(self, task: Try, race: Race) -> bool:
        """Whether ``race`` shows what ``task`` asks for, on the task's own surface and with its optimizers."""
        home = self.scenes[task.scene or self.first].scenario
        return race.scenario.surface == home.surface and set(home.optimizers) <= set(race) and task.done(race)
