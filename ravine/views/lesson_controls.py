"""The few controls that a lesson offers beside the stage's own."""

from itertools import groupby

import streamlit as st

from experiments.racers import optimizer_of
from experiments.scenario import Scenario
from landscapes import LANDSCAPES
from ravine.session.session import Session
from ravine.views.controls import LESSON, acknowledge
from ravine.views.sidebar.racers import hyperparameter_control, schedule_controls
from ravine.views.sidebar.surface import steps_control, surface_control
from ravine.words import Words, racer_names

ON_STAGE = ("start", "batch")


def controls(session: Session, words: Words) -> None:
    """Draw them in a row that wraps, each under its optimizer's name where more than one races."""
    wanted = [name for name in session.here.controls if name not in ON_STAGE and not name.endswith(".lr")]
    usable = [name for name in wanted if _fits(name, session.scenario)]
    owner, racers = lambda name: name.partition(".")[0], session.scenario.optimizers
    for head, names in groupby(usable, lambda name: owner(name) if len(racers) > 1 and owner(name) in racers else name):
        with st.container():
            if head in racers:
                st.caption(racer_names(session.scenario, words)[head])
            for name in names:
                _draw(session, name, words)
    if usable:
        acknowledge(LESSON)


def _fits(name: str, scenario: Scenario) -> bool:
    """Whether the race has what the control would move; a link may have brought another race."""
    owner, _, field = name.partition(".")
    if owner == "surface":
        return field in scenario.surface_parameters
    return owner == "steps" or owner in scenario.optimizers


def _draw(session: Session, name: str, words: Words) -> None:
    owner, _, field = name.partition(".")
    if name == "steps":
        steps_control(session, words)
    elif owner == "surface":
        declared = next(p for p in LANDSCAPES[session.scenario.surface].parameters if p.name == field)
        surface_control(session, declared, words)
    elif field == "schedule":
        schedule_controls(session, owner, words)
    else:
        declared = next(h for h in optimizer_of(owner).hyperparameters if h.name == field)
        hyperparameter_control(session, owner, declared, words)
