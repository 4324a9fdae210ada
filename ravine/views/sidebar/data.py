"""The sidebar's part about data: which data set, how batches are drawn from it, gradient noise where there is none."""

import streamlit as st

from experiments import datasets, surface_data
from experiments.link_fields import FIELDS
from experiments.scenario import GRADIENT_NOISE, Problem, Scenario
from experiments.surface_data import CSV, Columns
from landscapes import DATA_SETS, LANDSCAPES
from ravine.session import actions, file_requests
from ravine.session.session import ReadFile, Session, current
from ravine.views.controls import show, when_set
from ravine.views.digits import grouped
from ravine.views.parameter import parameter_control
from ravine.views.typed import refusal, typed_field
from ravine.words import Words

# Endings of files that hold tables of text.
FILES = ("csv", "tsv", "tab", "txt", "dat", "asc", "prn")


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
        _file_controls(session, words)


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


def _file_controls(session: Session, words: Words) -> None:
    file = st.file_uploader(words("file"), type=list(FILES), key="file", help=words("file-help"))
    if file is None:
        session.file = None
        if not session.scenario.data:
            st.caption(words("file-wanted"))
        return
    if session.file is None or session.file.id != file.file_id:
        session.file = ReadFile(file.file_id, *datasets.read(file.getvalue()))
    table = session.file.table
    _tell(session.file.problems, words)
    if table is None:
        return
    names = list(table.numeric())
    target = LANDSCAPES[session.scenario.surface].target  # type: ignore[attr-defined]
    held = [st.session_state.get(key) for key in ("column-x", "column-y")]
    # What was chosen of a file with other columns means nothing in this one.
    if not set(held) <= set(names):
        st.session_state["column-x"], st.session_state["column-y"] = table.likely(target)
    one, two = st.columns(2)
    x = one.selectbox(words("column-x"), names, key="column-x")
    y = two.selectbox(words("column-y"), names, key="column-y")
    scenario = session.scenario
    found, problems = datasets.choose(table, x, y, target)
    _tell(problems, words)
    if found is None:
        return
    if found.name == scenario.data:
        _scaling(scenario, found, words)
        return
    session.columns = found
    actions.change({"data": found.name})


def _scaling(scenario: Scenario, columns: Columns, words: Words) -> None:
    """Say what the model sees of the file's numbers."""
    for axis, name in zip(("input", "target"), columns.columns, strict=True):
        centre = scenario.surface_parameters.get(f"{axis}_center")
        if centre is not None:  # classes are not rescaled
            scale = scenario.surface_parameters[f"{axis}_scale"]
            # Never through markdown: it quotes the visitor's file.
            st.text(words(f"file-scaled-{axis}", name=name, centre=grouped(centre), scale=grouped(scale)))


def _tell(problems: tuple[Problem, ...], words: Words) -> None:
    for problem in problems:
        # Never through markdown: it quotes the visitor's file.
        st.text(words.problem(problem))


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
