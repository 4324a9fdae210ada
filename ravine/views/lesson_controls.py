"""The few controls that a lesson offers beside the stage's own."""

from itertools import groupby

import streamlit as st

from experiments.race import Race
from experiments.scenario import STEPS
from landscapes import LANDSCAPES
from lessons import Lesson
from optimizers import OPTIMIZERS
from ravine.session import state
from ravine.views.controls import parameter_control, show, while_here
from ravine.views.sidebar.racers import hyperparameter_control, schedule_controls, set_surface_parameter
from ravine.words import Words

ON_STAGE = ("start", "batch")


def controls(lesson: Lesson, race: Race, words: Words) -> None:
    """Draw them in a row that wraps, each under its optimizer's name where more than one races."""
    wanted = [name for name in lesson.controls if name not in ON_STAGE and not name.endswith(".lr")]
    usable = [name for name in wanted if _fits(name, race)]
    owner = lambda name: name.partition(".")[0]  # noqa: E731
    for head, names in groupby(usable, lambda name: owner(name) if len(race) > 1 and owner(name) in race else name):
        with st.container():
            if head in race:
                st.caption(words.optimizer(head))
            for name in names:
                _draw(name, words)


def _fits(name: str, race: Race) -> bool:
    """Whether the race has what the control would move; a link may have brought another race."""
    owner, _, field = name.partition(".")
    if owner == "surface":
        return field in race.scenario.surface_parameters
    return owner == "steps" or owner in race


def _draw(name: str, words: Words) -> None:
    owner, _, field = name.partition(".")
    if name == "steps":
        _steps(words)
    elif owner == "surface":
        _surface(field, words)
    elif field == "schedule":
        schedule_controls(owner, words)
    else:
        declared = next(h for h in OPTIMIZERS[owner].hyperparameters if h.name == field)
        hyperparameter_control(owner, declared, words)


def _steps(words: Words) -> None:
    show("steps", state.scenario().steps)
    changed = while_here(lambda: state.change(steps=st.session_state.steps))
    st.number_input(words("steps"), *STEPS, step=50, key="steps", on_change=changed)


def _surface(field: str, words: Words) -> None:
    scenario = state.scenario()
    declared = next(p for p in LANDSCAPES[scenario.surface].parameters if p.name == field)
    parameter_control(
        declared,
        scenario.surface_parameters[field],
        key=f"surface.{field}",
        owner=scenario.surface,
        words=words,
        home=declared.default,
        on_change=lambda value: set_surface_parameter(scenario.surface, field, value),
    )
