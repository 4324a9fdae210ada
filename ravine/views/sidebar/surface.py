"""The sidebar's part about the surface: which one, its parameters and data, the start and the number of steps."""

import streamlit as st

from declare import Parameter
from experiments.scenario import REACH, STEPS
from ravine.gallery.control import gallery
from ravine.session import actions
from ravine.session.actions import while_here
from ravine.session.session import Session, current
from ravine.views.controls import SURFACE, acknowledge, parameter_control, reported, show, when_set
from ravine.views.sidebar.data import batch_controls, data_controls
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
        on_change=lambda value: actions.change({f"s.{parameter.name}": value}, {"s": surface}),
    )


def steps_control(session: Session, words: Words, help_text: str | None = None) -> None:
    """Draw the number of steps."""
    show("steps", session.scenario.steps)
    changed = when_set(lambda: actions.change({"steps": st.session_state.steps}), "steps")
    st.number_input(words("steps"), *STEPS, step=50, key="steps", help=help_text, on_change=changed)


def start_controls(session: Session, words: Words) -> None:
    """Draw both coordinates of the start."""
    names = ("start-x", "start-y")

    def start() -> tuple[float, ...]:
        return tuple(reported(name, held) for name, held in zip(names, current().scenario.start, strict=True))

    changed = when_set(lambda: actions.change({"start": start()}), *names)
    for name, column, value, (low, high) in zip(
        names, st.columns(2), session.scenario.start, session.scenario.landscape.domain, strict=True
    ):
        show(name, value)
        column.number_input(
            words(name),
            -REACH,
            REACH,
            step=(high - low) / 100,
            format="%.4f",
            key=name,
            help=words("start-help"),
            on_change=changed,
        )
