"""The sidebar's part about the surface: which one, its parameters and data, the start and the number of steps."""

import streamlit as st

from declare import Parameter
from experiments.link_fields import COORDINATE, FIELDS
from ravine.gallery.control import gallery
from ravine.session import actions
from ravine.session.actions import while_here
from ravine.session.session import Session
from ravine.views.controls import SURFACE, acknowledge
from ravine.views.parameter import parameter_control
from ravine.views.sidebar.data import batch_controls, data_controls
from ravine.views.typed import Refusals, refusal, typed_field
from ravine.words import Words


def surface_gallery(session: Session, words: Words) -> None:
    """Draw the button that opens the gallery."""

    def turn_to(surface: str) -> None:
        st.toast(words("suggested", surface=words.surface(surface)))
        actions.change({"s": surface})

    gallery(session.scenario.surface, words, while_here(turn_to))


def surface_controls(session: Session, words: Words) -> None:
    """Draw what the racers run on, from where, and for how long."""
    # One container, however many controls it has: the browser would make the fields below anew, and lose what is being
    # typed in them, if their places changed.
    with st.container():
        data_controls(session, words)
        for parameter in session.scenario.landscape.parameters:
            surface_control(session, parameter, words)
        batch_controls(session, words)
    start_controls(session, words)
    steps_control(session, words, words("steps-help"))
    acknowledge(SURFACE)


def surface_control(session: Session, parameter: Parameter, words: Words) -> None:
    """Draw the control of one of the surface's parameters."""
    surface = session.scenario.surface
    parameter_control(
        parameter,
        session.scenario.surface_parameters[parameter.name],
        key=f"surface.{parameter.name}",
        owner=surface,
        words=words,
        home=parameter.default,
        on_change=lambda value, refused: actions.change({f"s.{parameter.name}": value}, {"s": surface}, refused),
    )


def steps_control(session: Session, words: Words, help_text: str | None = None) -> None:
    """Draw the number of steps."""
    typed_field(
        FIELDS["steps"],
        session.scenario.steps,
        key="steps",
        label=words("steps"),
        words=words,
        on_change=lambda steps, refused: actions.change({"steps": steps}, refused=refused),
        help_text=help_text,
    )
    refusal("steps", words)


def start_controls(session: Session, words: Words) -> None:
    """Draw both coordinates of the start, by the names that the map's axes have."""
    scenario, keys = session.scenario, ("start-x", "start-y")
    for axis, column in enumerate(st.columns(2)):

        def move(value: float, refused: Refusals, axis: int = axis) -> None:
            actions.move_start(axis, value, refused)

        with column:
            typed_field(
                COORDINATE,
                scenario.start[axis],
                key=keys[axis],
                label=words("start-on", axis=scenario.landscape.axes[axis]),
                words=words,
                on_change=move,
                help_text=words("start-help"),
            )
    for key in keys:
        refusal(key, words)
