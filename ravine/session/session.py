"""State of one visitor's session, as one object. Reading it has no side effects; :mod:`actions` change it."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from engine.jobs import Job
from experiments.datasets import Table
from experiments.scenario import Problem, Scenario
from experiments.seeds import Results
from experiments.surface_data import Columns
from experiments.view import View
from lessons import LESSONS, Lesson
from ravine.session.link_options import LinkOptions
from ravine.session.moment import ANY, Moment
from ravine.session.widget_values import WidgetValues

KEY = "session"
FIRST_LESSON = next(iter(LESSONS))
PLAYGROUND, MAPS, LESSONS_PAGE = "playground", "maps", "lessons"
# They show one race: to turn from one to the other changes nothing else.
RACE_PAGES = (PLAYGROUND, MAPS)


# Four stories within the steps: gradient descent is on its way, momentum arrives at the same rate, RMSProp swings, Adam
# arrives too. With suggested rates all four are on their way.
FIRST_RATES = {"gd": 0.002, "momentum": 0.002, "rmsprop": 0.05, "adam": 0.3}
FIRST_STEPS = 700


def first_scenario() -> Scenario:
    """The race on a page whose address names none."""
    return Scenario(optimizers={key: {"lr": rate} for key, rate in FIRST_RATES.items()}, steps=FIRST_STEPS)


@dataclass(frozen=True)
class ReadTable:
    """A visitor's table, read once: reading 1 MB takes up to a second.

    Attributes:
        upload: Streamlit's name of the file; empty for pasted cells.
        table: its contents; None if it cannot be used.
        problems: what the visitor is told about them.
    """

    upload: str
    table: Table | None
    problems: tuple[Problem, ...]


@dataclass
class SeedsRun:
    """One setting run with many seeds, beside the page.

    Attributes:
        owner: name under which the session's jobs wait in the engine's queue.
        setting: the scenario, with seed 0, that ``job`` runs or ran.
        job: the one that is running.
        results: of ``setting`` by optimizer; empty when it was called off because another race is shown.
        outcome: ``cancelled`` or ``busy`` when the last one has no results.
    """

    owner: str = field(default_factory=lambda: uuid4().hex)
    setting: Scenario | None = None
    job: Job | None = None
    results: Results | None = None
    outcome: str = ""

    def shown(self, scenario: Scenario) -> Results | None:
        """Results of ``scenario``; None when there are none, or they are of another one."""
        return self.results if self.results is not None and self.setting == setting_of(scenario) else None


def setting_of(scenario: Scenario) -> Scenario:
    """The scenario, whatever its own seed."""
    return replace(scenario, seed=0)


@dataclass
class Session:
    """One visitor's session.

    Attributes:
        page: ``playground``, ``maps`` or ``lessons``.
        address: page and query string that were last read or written; None before the first.
        left: what the address held of a page when it was left, by :attr:`content`.
        options: what the link asks of the page.
        moment: the moment of the race that the link shows, until something else is shown.
        language: of the page.
        scenario: the race that is shown.
        view: how it is drawn.
        problems: what in the address cannot be used, until something else is raced.
        refused: what was typed in fields and cannot be used, by their keys, until something else is raced.
        step: step at which playback stands; None before the stage has reported one.
        replay: another number than before has the stage run the race from its start.
        columns: the visitor's own data.
        table: the visitor's table as it was read, from a file or pasted cells.
        upload: Streamlit's name of the file that the page shows; empty for none.
        wants_file: a table is to be given before there are such data.
        lesson: key of the lesson.
        scene: key of the scene that was opened last; the visitor may have changed it since.
        predicted: number of predictions so far; see :class:`ravine.stage.page_options.Frame`.
        answers: the option chosen in each lesson's question, by lesson.
        done: keys of the tries that are done in each lesson, and ``question``.
        received: number of the stage's newest event; None before the stage is mounted.
        answered: number of the newest event that was taken in.
        seeds: one setting run with many seeds.
        settings_of: key of the racer whose settings the sidebar shows.
        widget_values: what widgets were set to, until the browser shows it.
        drawn: what each fragment of playground and maps shows (:data:`ravine.session.fragments.SHOWN`), by its key.
    """

    page: str = PLAYGROUND
    address: tuple[str, str] | None = None
    left: dict[str, dict[str, str]] = field(default_factory=dict)
    options: LinkOptions = field(default_factory=LinkOptions)
    moment: Moment = ANY
    language: str = ""
    scenario: Scenario = field(default_factory=first_scenario)
    view: View = field(default_factory=View)
    problems: tuple[Problem, ...] = ()
    refused: dict[str, Problem] = field(default_factory=dict)
    step: int | None = None
    replay: int = 0
    columns: Columns | None = None
    table: ReadTable | None = None
    upload: str = ""
    wants_file: bool = False
    lesson: str = FIRST_LESSON
    scene: str = LESSONS[FIRST_LESSON].first
    predicted: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    done: dict[str, frozenset[str]] = field(default_factory=dict)
    received: int | None = None
    answered: int = 0
    seeds: SeedsRun = field(default_factory=SeedsRun)
    settings_of: str = ""
    widget_values: WidgetValues = field(default_factory=WidgetValues)
    drawn: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """The page, and of the lessons which one."""
        return self.page, self.lesson if self.page == LESSONS_PAGE else ""

    @property
    def content(self) -> str:
        """What the page's address holds: the lessons' own, or the race of the playground and the maps."""
        return PLAYGROUND if self.page in RACE_PAGES else self.page

    @property
    def here(self) -> Lesson:
        """The lesson."""
        return LESSONS[self.lesson]


def current() -> Session:
    """The session whose script is running, or whose callback."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Session()
    return st.session_state[KEY]
