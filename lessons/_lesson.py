"""Declaration of a lesson: its scenes, the claims that its text makes about them, and its tasks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import Literal

from experiments.race import Race, run
from experiments.scenario import Scenario
from experiments.shares import Share
from experiments.view import View

Form = Literal["number", "exact", "whole", "percent"]
# Keys of the course's chapters, in order.
CHAPTERS = ("loss", "descent", "sgd", "rules", "beyond")
# View of most lessons, without the 3-D plot.
FLAT = View(three=False)


@dataclass(frozen=True)
class Scene:
    """A race of a lesson, and how it is drawn.

    Attributes:
        ghost: key of another scene, whose race is drawn behind this one, to compare both; empty: none.
    """

    scenario: Scenario
    view: View = FLAT
    ghost: str = ""


class Races(Mapping[str, Race]):
    """The races of a lesson's scenes, by scene; each is run on first access."""

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
    """A figure in a lesson's text: measured on the lesson's scenes, with bounds, shown at ``{key}``.

    Attributes:
        key: name of the hole in the texts.
        measure: races of the scenes -> the figure; a :class:`Share` where it is one of random seeds.
        low, high: the text's statement holds if the figure, and all of a share's interval, is within these bounds.
        form: ``whole`` for counts, ``percent`` for shares, ``exact`` for four digits, else three.
        seeds: number of random seeds that the figure summarises; 0 if nothing is random.
    """

    key: str
    measure: Callable[[Races], float | Share]
    low: float = -inf
    high: float = inf
    form: Form = "number"
    seeds: int = 0

    def holds(self, value: float | Share) -> bool:
        least, most = value.interval if isinstance(value, Share) else (value, value)
        return self.low <= least and most <= self.high


@dataclass(frozen=True)
class Try:
    """A task of a lesson.

    Attributes:
        key: name of its section in the texts and of its check mark; permanent.
        done: whether a race solves it.
        answer: a race that solves it, reachable from the scene with the lesson's controls.
        scene: the scene to start from; empty: the first.
    """

    key: str
    done: Callable[[Race], bool]
    answer: Scenario
    scene: str = ""


@dataclass(frozen=True)
class Question:
    """A question that asks for a prediction before the scene runs.

    Attributes:
        scene: the scene to run after an option is chosen.
        options: keys of the options, whose texts are in the language files.
        truth: races -> key of the right option.
        spoilers: keys of scenes and tries that would show the answer; like :attr:`scene` they are not offered before
            it.
    """

    scene: str
    options: tuple[str, ...]
    truth: Callable[[Races], str]
    spoilers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson; its texts are beside it, in ``en.md`` and ``ko.md``.

    Attributes:
        place: its rank in the course.
        chapter: one of :data:`CHAPTERS`.
        rows: numbers of the lecture note's claims that it shows.
        formula: LaTeX.
        scenes: by key; the lesson opens with the first.
        claims, tries, question: see their classes.
        controls: settings that a visitor may change: ``start``, ``steps``, ``optimizer.lr``, ``optimizer.parameter``,
            ``optimizer.schedule``, ``surface.parameter``, ``batch``.
        panels: parts of the stage beside the map: ``loss``, ``board``, ``three``, ``transport``,
            ``inspector``, ``many``.
        toggles: view switches that are offered, by name on the toolbar: ``log-loss``, ``gradient``, ``three`` …
        map: the map that shows what the lesson says, as fields of :class:`experiments.view.View`; empty: none. It is
            offered once the question is answered.
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
    panels: tuple[str, ...] = ("loss", "board", "transport")
    toggles: tuple[str, ...] = ()
    map: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    races: Races = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "races", Races(self.scenes))

    @property
    def first(self) -> str:
        """Key of the first scene."""
        return next(iter(self.scenes))

    def does(self, task: Try, race: Race) -> bool:
        """Whether ``race`` solves ``task``, on the task's surface and with its optimizers."""
        home = self.scenes[task.scene or self.first].scenario
        return race.scenario.surface == home.surface and set(home.optimizers) <= set(race) and task.done(race)
