"""The sidebar's part about data: which data set, how batches are drawn from it, gradient noise where there is none."""

from typing import Any

import streamlit as st

from experiments import datasets, surface_data
from experiments.scenario import GRADIENT_NOISE, SEEDS, Problem, Scenario
from experiments.suggested_rate import suggest
from experiments.surface_data import CSV, Columns
from landscapes import DATA_SETS, LANDSCAPES, DataLandscape
from ravine.session import state
from ravine.views.controls import parameter_control, show, while_here
from ravine.words import Words

# What a visitor meets who turns to a surface over data: few enough to be noisy, enough to get somewhere.
FIRST_BATCH = 16


def data_controls(words: Words) -> None:
    """Which data set lies under the surface; nothing for a surface without data."""
    scenario = state.scenario()
    if not scenario.size:
        return
    offered = _offered(scenario)
    own = CSV in offered and (scenario.data.startswith(CSV) or _wants_file())
    if len(offered) > 1:
        now = CSV if own else scenario.data
        show("data-set", now)
        st.selectbox(
            words("data-set"),
            offered,
            format_func=lambda key: words(f"data-{key or 'synthetic'}"),
            key="data-set",
            help=words("data-set-help"),
            on_change=while_here(_choose),
        )
    if scenario.data in DATA_SETS:
        found = DATA_SETS[scenario.data]
        st.caption(words("data-source", story=words(f"data-{found.key}.story"), reference=found.reference))
    if own:
        _file_controls(words)


def batch_controls(words: Words) -> None:
    """How batches are drawn; the size itself is on the stage."""
    scenario = state.scenario()
    if not scenario.size:
        _noise_controls(words)
        return
    if scenario.batch:
        _switch("replacement", scenario.replacement, words)
        rest = scenario.size % scenario.batch
        if rest:
            _switch("drop_last", scenario.drop_last, words)
            st.caption(words("drop-last-dropped" if scenario.drop_last else "drop-last-kept", count=rest))
    if scenario.batches() is not None:
        _seed_control(words)


def first_batch(before: Scenario, surface: str) -> int:
    """Size of the batch with which ``surface`` is first shown: the one there was, else a small one."""
    landscape = LANDSCAPES[surface]
    if not isinstance(landscape, DataLandscape):
        return 0
    size = surface_data.size(landscape, landscape.values({}))
    return min(before.batch, size) if before.size else min(FIRST_BATCH, size)


def held() -> str:
    """Name of the visitor's own data that this session holds; empty when it holds none."""
    found: Columns | None = st.session_state.get("columns")
    return found.name if found else ""


def _wants_file() -> bool:
    return bool(st.session_state.get("wants-file"))


def _offered(scenario: Scenario) -> list[str]:
    """Keys of the data sets that may lie under the surface; none for a surface without data."""
    if not scenario.size:
        return []
    own = [CSV] if getattr(scenario.landscape, "predict", None) else []
    return [*surface_data.choices(scenario.surface), *own]


def _choose() -> None:
    key = st.session_state["data-set"]
    if key not in _offered(state.scenario()):
        return
    st.session_state["wants-file"] = key == CSV
    if key != CSV:
        _use(key)
    elif held() and not surface_data.suits(state.scenario().surface, held()):
        _use(held())


def _use(data: str) -> None:
    """Other data, whose parameters begin at their defaults, with rates that suit them."""
    now = state.scenario()
    size = surface_data.size(landscape := surface_data.ground(now.surface, data), landscape.values({}))
    batch = now.batch if now.batch <= size else 0
    kept: dict[str, Any] = {"start": now.start, "steps": now.steps, "seed": now.seed, "schedules": now.schedules}
    kept |= {"replacement": now.replacement, "drop_last": now.drop_last, "batch": batch}
    suited = suggest(Scenario(now.surface, optimizers=now.optimizers, data=data, **kept))
    parameters, optimizers = suited.surface_parameters, suited.optimizers
    state.change(surface_parameters=parameters, optimizers=optimizers, data=data, batch=batch)


def _file_controls(words: Words) -> None:
    file = st.file_uploader(words("file"), type=["csv", "tsv", "txt"], key="file", help=words("file-help"))
    if file is None:
        if not state.scenario().data:
            st.caption(words("file-wanted"))
        return
    table, problems = datasets.read(file.getvalue())
    _tell(problems, words)
    if table is None:
        return
    names = list(table.numeric())
    if len(names) < 2:
        _tell((Problem("file-one-column", "file"),), words)
        return
    # A file with other columns: what was chosen of the one before means nothing now.
    for key, place in (("column-x", 0), ("column-y", 1)):
        if st.session_state.get(key) not in names:
            st.session_state[key] = names[place]
    one, two = st.columns(2)
    x = one.selectbox(words("column-x"), names, key="column-x")
    y = two.selectbox(words("column-y"), names, key="column-y")
    scenario = state.scenario()
    found, problems = datasets.choose(table, x, y, LANDSCAPES[scenario.surface].target)  # type: ignore[attr-defined]
    _tell(problems, words)
    if found is None or found.name == scenario.data:
        return
    st.session_state.columns = found
    _use(found.name)
    st.rerun()


def _tell(problems: tuple[Problem, ...], words: Words) -> None:
    for problem in problems:
        # Never through markdown: it quotes the visitor's file.
        st.text(words.problem(problem))


def _switch(name: str, value: bool, words: Words) -> None:
    def changed() -> None:
        if state.scenario().batch:
            state.change(**{name: st.session_state[name]})

    show(name, value)
    key = name.replace("_", "-")
    st.toggle(
        words(key),
        key=name,
        help=words(f"{key}-help"),
        on_change=while_here(changed),
    )


def _seed_control(words: Words) -> None:
    show("seed", state.scenario().seed)
    st.number_input(
        words("seed"),
        *SEEDS,
        step=1,
        key="seed",
        help=words("seed-help"),
        on_change=while_here(lambda: state.change(seed=st.session_state.seed)),
    )


def _noise_controls(words: Words) -> None:
    def changed(value: float) -> None:
        if not state.scenario().size:
            state.change(gradient_noise=value)

    parameter_control(
        GRADIENT_NOISE,
        state.scenario().gradient_noise,
        key="gradient_noise",
        owner="",
        words=words,
        home=GRADIENT_NOISE.default,
        on_change=changed,
    )
    if state.scenario().gradient_noise:
        _seed_control(words)
