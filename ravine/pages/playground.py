"""The playground: one surface, any optimizers, everything adjustable."""

from pathlib import Path

import streamlit as st

import engine
from experiments.race import run
from experiments.scenario import REACH, STEPS, Scenario, ScenarioError
from experiments.suggest import suggest, suggested_rate
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine import state
from ravine.controls import parameter_control
from ravine.controls import show as show_value
from ravine.stage import component
from ravine.stage.payload import build
from ravine.words import LANGUAGES, Words

STYLE = Path(__file__).parent.parent / "page.css"
NOTICES = 6


def show() -> None:
    """Draw the page."""
    st.html(STYLE)
    state.load()
    words = state.words()
    with st.sidebar:
        settings(words)
    heading(words)
    notices(words)
    if not engine.warm():
        with st.spinner(words("warming")):
            engine.warm_up()
    stage()
    rules(words)


@st.fragment
def stage() -> None:
    """The race. A fragment: what happens on the stage reruns nothing else."""
    if st.session_state.pop("whole_page", False):
        st.rerun()
    blob = build(
        run(state.scenario()),
        state.view(),
        state.words(),
        have=held(),
        ack=st.session_state.get("ack", 0),
        draft=st.session_state.get("draft", False),
    )
    component.stage(blob, on_event)


def held() -> frozenset[str]:
    """Parts of payloads that the browser says it has."""
    have = component.event().get("have")
    return frozenset(part for part in have if isinstance(part, str)) if isinstance(have, list) else frozenset()


def on_event() -> None:
    """A visitor did something on the stage."""
    event = component.event()
    final = event.get("final") is not False
    sequence = event.get("seq")
    st.session_state.ack = sequence if isinstance(sequence, int) else 0
    st.session_state.draft = not final
    state.change_view(part(event, "view"))
    # A message sent before the page showed another surface must not act on that one.
    if event.get("surface") == state.scenario().surface:
        try:
            state.change(**touched(event), keep_address=not final)
        except ScenarioError:
            # The stage sends nothing that a Scenario refuses; only a forged message comes here.
            return
    # Start fields stand outside the fragment: they follow when the handle is let go.
    st.session_state.whole_page = final and "start" in event


def part(event: dict, name: str) -> dict:
    value = event.get(name)
    return value if isinstance(value, dict) else {}


def touched(event: dict) -> dict:
    """The fields of the scenario that ``event`` changes."""
    fields: dict = {"start": event["start"]} if event.get("start") else {}
    optimizers = state.scenario().optimizers
    rates = {key: rate for key, rate in part(event, "lr").items() if key in optimizers}
    if rates:
        changed = {key: {**values, "lr": rates.get(key, values["lr"])} for key, values in optimizers.items()}
        fields["optimizers"] = changed
    return fields


def settings(words: Words) -> None:
    """The sidebar."""
    language_switch(words)
    surface_controls(words)
    optimizer_controls(words)
    st.button(words("reset-all"), help=words("reset-all-help"), on_click=reset, icon=":material/restart_alt:")


def language_switch(words: Words) -> None:
    def changed() -> None:
        if st.session_state.language:
            st.session_state.lang = st.session_state.language
            state.save()

    show_value("language", words.language)
    st.segmented_control(
        words("language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        on_change=changed,
        label_visibility="collapsed",
    )


def surface_controls(words: Words) -> None:
    scenario = state.scenario()
    show_value("surface", scenario.surface)
    st.selectbox(
        words("surface"),
        list(LANDSCAPES),
        format_func=words.surface,
        key="surface",
        help=words("surface-help"),
        on_change=lambda: turn_to(st.session_state.surface),
    )
    landscape = LANDSCAPES[scenario.surface]
    for parameter in landscape.parameters:
        parameter_control(
            parameter,
            scenario.surface_parameters[parameter.name],
            owner="surface",
            words=words,
            home=parameter.default,
            on_change=lambda value, name=parameter.name: state.change(
                surface_parameters={**state.scenario().surface_parameters, name: value}
            ),
        )
    start_controls(words)
    show_value("steps", scenario.steps)
    st.number_input(
        words("steps"),
        *STEPS,
        step=50,
        key="steps",
        help=words("steps-help"),
        on_change=lambda: state.change(steps=st.session_state.steps),
    )


def start_controls(words: Words) -> None:
    scenario = state.scenario()
    columns = st.columns(2)
    for axis, name in enumerate(("start-x", "start-y")):
        low, high = LANDSCAPES[scenario.surface].domain[axis]
        show_value(name, scenario.start[axis])
        columns[axis].number_input(
            words(name),
            -REACH,
            REACH,
            step=(high - low) / 100,
            format="%.4f",
            key=name,
            help=words("start-help"),
            on_change=lambda: state.change(start=(st.session_state["start-x"], st.session_state["start-y"])),
        )


def optimizer_controls(words: Words) -> None:
    scenario = state.scenario()
    show_value("optimizers", list(scenario.optimizers))
    st.pills(
        words("optimizers"),
        list(OPTIMIZERS),
        format_func=words.optimizer,
        selection_mode="multi",
        key="optimizers",
        help=words("optimizers-help"),
        on_change=lambda: choose_optimizers(st.session_state.optimizers),
    )
    for key, values in scenario.optimizers.items():
        with st.expander(words.optimizer(key)):
            st.caption(words.of("optimizer", key, "idea"))
            for hyperparameter in OPTIMIZERS[key].hyperparameters[1:]:
                parameter_control(
                    hyperparameter,
                    values[hyperparameter.name],
                    owner=key,
                    words=words,
                    home=hyperparameter.default,
                    on_change=lambda value, key=key, name=hyperparameter.name: set_hyperparameter(key, name, value),
                )


def set_hyperparameter(key: str, name: str, value: float) -> None:
    optimizers = state.scenario().optimizers
    state.change(optimizers={**optimizers, key: {**optimizers[key], name: value}})


def turn_to(surface: str) -> None:
    """Another surface: its own start and steps, rates that suit it; the other hyperparameters stay."""
    scenario = suggest(Scenario(surface, optimizers=state.scenario().optimizers, seed=state.scenario().seed))
    state.change(
        surface=scenario.surface,
        surface_parameters=scenario.surface_parameters,
        optimizers=scenario.optimizers,
        start=scenario.start,
        steps=scenario.steps,
    )


def choose_optimizers(keys: list[str]) -> None:
    """Who is chosen races, in the catalogue's order; a newcomer comes with a rate that suits the surface."""
    now = state.scenario().optimizers
    newcomers = {k: {"lr": suggested_rate(state.scenario(), k)} for k in keys if k not in now}
    state.change(optimizers={k: now.get(k) or newcomers[k] for k in OPTIMIZERS if k in keys})


def reset() -> None:
    st.session_state.scenario = state.first_scenario()
    st.session_state.view = type(state.view())()
    st.session_state.problems = ()
    state.save()


def heading(words: Words) -> None:
    key = state.scenario().surface
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="heading"):
        st.title(words("app-title"), anchor=False, width="content")
        st.caption(words("app-tagline"), width="stretch")
    st.markdown(f"{words.of('surface', key, 'story')} ${LANDSCAPES[key].formula}$")


def notices(words: Words) -> None:
    problems = state.problems()
    if not problems:
        return
    with st.container(border=True):
        st.markdown(f"**{words('notices')}**")
        for problem in problems[:NOTICES]:
            # Never through markdown: the text holds what stood in somebody's link.
            st.text(words.problem(problem))
        if len(problems) > NOTICES:
            st.text(words("notices-more", count=len(problems) - NOTICES))


def rules(words: Words) -> None:
    """Each optimizer's update, under the stage."""
    if not state.scenario().optimizers:
        st.info(words("no-optimizers"))
        return
    with st.expander(words("rules")):
        for key in state.scenario().optimizers:
            st.markdown(f"**{words.optimizer(key)}** {words.of('optimizer', key, 'idea')}")
            st.latex(OPTIMIZERS[key].formula)
            st.caption(words("reference", reference=OPTIMIZERS[key].reference))
