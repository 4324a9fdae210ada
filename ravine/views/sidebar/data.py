"""The sidebar's part about data: which data set, how batches are drawn from it, gradient noise where there is none."""

import streamlit as st

from experiments import surface_data
from experiments.link_fields import FIELDS
from experiments.scenario import GRADIENT_NOISE, Scenario
from experiments.surface_data import CSV
from landscapes import DATA_SETS
from ravine.session import actions, file_requests
from ravine.session.session import Session, current
from ravine.views.controls import show, when_set
from ravine.views.parameter import parameter_control
from ravine.views.sidebar.table import table_controls
from ravine.views.typed import refusal, typed_field
from ravine.words import Words


def data_controls(session: Session, words: Words) -> None:
    """Which data set lies under the surface; nothing for a surface without data."""
    scenario = session.scenario
    offered = _offered(scenario)
    own = CSV in offered and (scenario.data.startswith(CSV) or session.wants_file)
    file_requests.note(session, own)
    if not scenario.size:
        return
    if len(offered) > 1:
        now = CSV if own else scenario.data
        show("data-set", now)
        st.selectbox(
            words("data-set"),
            offered,
            format_func=lambda key: words(f"data-{key or 'synthetic'}"),
            key="data-set",
            help=words("data-set-help"),
            on_change=when_set(lambda: choose_data(st.session_state["data-set"]), "data-set"),
        )
    if scenario.data in DATA_SETS:
        found = DATA_SETS[scenario.data]
        st.caption(words("data-source", story=words(f"data-{found.key}.story"), reference=found.reference))
    if own:
        table_controls(session, words)


def batch_controls(session: Session, words: Words) -> None:
    """How batches are drawn; the size itself is on the stage."""
    scenario = session.scenario
    if not scenario.size:
        _noise_controls(session, words)
        return
    if scenario.batch:
        _switch("replacement", scenario, words)
        rest = scenario.size % scenario.batch
        if rest:
            _switch("drop_last", scenario, words)
            st.caption(words("drop-last-dropped" if scenario.drop_last else "drop-last-kept", count=rest))
    if scenario.batches() is not None:
        _seed_control(session, words)


def _offered(scenario: Scenario) -> list[str]:
    """Keys of the data sets that may lie under the surface; none for a surface without data."""
    if not scenario.size:
        return []
    own = [CSV] if getattr(scenario.landscape, "predict", None) else []
    return [*surface_data.choices(scenario.surface), *own]


def choose_data(key: str) -> None:
    """Another data set under the surface: one of the app's own, or the visitor's once there is one."""
    session = current()
    if key not in _offered(session.scenario):
        return
    session.wants_file = key == CSV
    own = session.columns.name if session.columns else ""
    if key != CSV:
        actions.change({"data": key})
    elif own and not surface_data.suits(session.scenario.surface, own):
        actions.change({"data": own})


def _switch(name: str, scenario: Scenario, words: Words) -> None:
    show(name, getattr(scenario, name))
    key = name.replace("_", "-")
    st.toggle(
        words(key),
        key=name,
        help=words(f"{key}-help"),
        on_change=when_set(lambda: actions.change({name: st.session_state[name]}, {"s": scenario.surface}), name),
    )


def _seed_control(session: Session, words: Words) -> None:
    typed_field(
        FIELDS["seed"],
        session.scenario.seed,
        key="seed",
        label=words("seed"),
        words=words,
        on_change=lambda seed, refused: actions.change({"seed": seed}, refused=refused),
        help_text=words("seed-help"),
    )
    refusal("seed", words)


def _noise_controls(session: Session, words: Words) -> None:
    surface = session.scenario.surface
    parameter_control(
        GRADIENT_NOISE,
        session.scenario.gradient_noise,
        key="gradient_noise",
        owner="",
        words=words,
        home=GRADIENT_NOISE.default,
        on_change=lambda value, refused: actions.change({"gradient_noise": value}, {"s": surface}, refused),
    )
    if session.scenario.gradient_noise:
        _seed_control(session, words)
