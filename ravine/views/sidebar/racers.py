"""The sidebar: language, surface, start, who races and how."""

import streamlit as st

from declare import Parameter
from experiments.scenario import REACH, STEPS, Scenario
from experiments.suggested_rate import suggest, suggested_rate
from experiments.warmup import reached_in_warmup, warms_up_throughout
from optimizers import FAMILIES, OPTIMIZERS, parity
from optimizers.schedules import CONSTANT, SCHEDULES
from ravine.gallery.control import gallery
from ravine.session import fragments, link_options, state
from ravine.views.controls import parameter_control, show, while_here
from ravine.views.digits import apart
from ravine.views.sidebar.best_rate import best_control
from ravine.views.sidebar.data import batch_controls, data_controls, first_batch
from ravine.words import LANGUAGES, Words

CATALOGUE = sorted(OPTIMIZERS, key=lambda key: (FAMILIES.index(OPTIMIZERS[key].family), not OPTIMIZERS[key].first))


def settings_head(words: Words) -> None:
    """Draw the sidebar's first lines: language and surface."""
    if link_options.shows("language"):
        language_switch(words)
    gallery(state.scenario().surface, words, while_here(turn_to))


def racers_settings(words: Words) -> None:
    """Draw who races, and how."""
    choose_who(words)
    optimizer_controls(words)


def reset_button(words: Words) -> None:
    reset = while_here(state.reset)
    st.button(words("reset-all"), help=words("reset-all-help"), on_click=reset, icon=":material/restart_alt:")


def language_switch(words: Words) -> None:
    def changed() -> None:
        if st.session_state.language:
            st.session_state.lang = st.session_state.language
            state.save()

    show("language", words.language)
    st.segmented_control(
        words("language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        on_change=changed,
        label_visibility="collapsed",
    )


def surface_controls(words: Words) -> None:
    """Draw what the racers run on, from where, and for how long."""
    scenario = state.scenario()
    data_controls(words)
    for parameter in scenario.landscape.parameters:
        parameter_control(
            parameter,
            scenario.surface_parameters[parameter.name],
            key=f"surface.{parameter.name}",
            owner=scenario.surface,
            words=words,
            home=parameter.default,
            on_change=lambda value, name=parameter.name: set_surface_parameter(scenario.surface, name, value),
        )
    batch_controls(words)
    start_controls(words)
    show("steps", scenario.steps)
    st.number_input(
        words("steps"),
        *STEPS,
        step=50,
        key="steps",
        help=words("steps-help"),
        on_change=while_here(lambda: state.change(steps=st.session_state.steps)),
    )


def set_surface_parameter(surface: str, name: str, value: float) -> None:
    """Set a parameter of ``surface``, if that is the one that is shown."""
    if state.scenario().surface == surface:
        now = state.scenario().with_parameters({name: value})
        state.change(surface_parameters=now.surface_parameters, batch=now.batch)


def start_controls(words: Words) -> None:
    scenario = state.scenario()
    columns = st.columns(2)
    for axis, name in enumerate(("start-x", "start-y")):
        low, high = scenario.landscape.domain[axis]
        show(name, scenario.start[axis])
        columns[axis].number_input(
            words(name),
            -REACH,
            REACH,
            step=(high - low) / 100,
            format="%.4f",
            key=name,
            help=words("start-help"),
            on_change=while_here(
                lambda: state.change(start=(st.session_state["start-x"], st.session_state["start-y"]))
            ),
        )


def choose_who(words: Words) -> None:
    """Ten are offered at a glance, the rest by family."""
    racing = state.scenario().optimizers
    first = [key for key in CATALOGUE if OPTIMIZERS[key].first]
    more = [key for key in CATALOGUE if not OPTIMIZERS[key].first]
    show("optimizers", [key for key in first if key in racing])
    show("more-optimizers", [key for key in more if key in racing])
    changed = while_here(
        lambda: choose_optimizers([*st.session_state.optimizers, *st.session_state["more-optimizers"]])
    )
    st.pills(
        words("optimizers"),
        first,
        format_func=words.optimizer,
        selection_mode="multi",
        key="optimizers",
        help=words("optimizers-help"),
        on_change=changed,
    )
    st.multiselect(
        words("more-optimizers"),
        more,
        format_func=lambda key: f"{words.optimizer(key)} · {words.family(OPTIMIZERS[key].family)}",
        key="more-optimizers",
        placeholder=words("more-placeholder", count=len(more)),
        on_change=changed,
    )


def optimizer_controls(words: Words) -> None:
    """One racer's settings at a time: all of them at once would be fifty sliders."""
    racing = list(state.scenario().optimizers)
    if not racing:
        return
    if st.session_state.get("settings-of") not in racing:
        st.session_state["settings-of"] = racing[0]
    with st.container(border=True):
        key = st.selectbox(words("settings-of"), racing, format_func=words.optimizer, key="settings-of")
        st.caption(words.of("optimizer", key, "idea"))
        declared = OPTIMIZERS[key].hyperparameters[1:]
        for hyperparameter in declared:
            if not hyperparameter.breaks:
                hyperparameter_control(key, hyperparameter, words)
        best_control(key, words)
        schedule_controls(key, words)
        if any(h.breaks for h in declared):
            st.caption(words("what-breaks"))
            for hyperparameter in declared:
                if hyperparameter.breaks:
                    hyperparameter_control(key, hyperparameter, words)
        if equals := parity_sentence(key, words):
            st.caption(equals)


def hyperparameter_control(key: str, hyperparameter: Parameter, words: Words) -> None:
    name = hyperparameter.name
    parameter_control(
        hyperparameter,
        state.scenario().optimizers[key][name],
        key=f"{key}.{name}",
        owner=key,
        words=words,
        home=hyperparameter.default,
        on_change=lambda value: set_hyperparameter(key, name, value),
    )
    if name == OPTIMIZERS[key].warmup and warms_up_throughout(state.scenario(), key):
        st.caption(words("warmup-all-steps", count=state.scenario().steps))


def schedule_controls(key: str, words: Words) -> None:
    """How the learning rate of ``key`` moves during the run."""
    name, values = state.scenario().schedules.get(key, (CONSTANT, {}))
    widget = f"{key}.schedule"
    show(widget, name)
    order = [CONSTANT, *(other for other in SCHEDULES if other != CONSTANT)]

    def chosen() -> None:
        # A label of the language before is no schedule; Streamlit brings it when the page changes language.
        if st.session_state[widget] in SCHEDULES:
            set_schedule(key, st.session_state[widget], {})

    st.selectbox(
        words("schedule"),
        order,
        format_func=words.schedule,
        key=widget,
        help=words.of("schedule", name, "idea"),
        on_change=while_here(chosen),
    )
    for parameter in SCHEDULES[name].parameters:
        parameter_control(
            parameter,
            values[parameter.name],
            key=f"{widget}.{parameter.name}",
            owner=name,
            words=words,
            home=parameter.default,
            on_change=lambda value, field=parameter.name: set_schedule_parameter(key, name, field, value),
        )
    if differs := words.of("schedule", name, "differs"):
        st.caption(differs)
    reached = reached_in_warmup(state.scenario(), key)
    if reached is not None:
        st.caption(words("warmup-unfinished", share=apart(100.0 * reached, 100.0, 3)[0]))


def parity_sentence(key: str, words: Words) -> str:
    """What this optimizer equals and how closely, as measured; or which one of its name it does not equal."""
    found = parity().get(key)
    if found is None:
        return words.of("optimizer", key, "differs")
    told = {"reference": found.equals, "version": found.version, "cases": found.cases, "steps": f"{found.steps:,}"}
    if not found.one_step:
        return words("equals-exactly", **told)
    # As the board writes it; at a hyphen a line may end.
    return words("equals", digits=f"{found.one_step:.0e}".replace("-", "−"), **told)


def set_hyperparameter(key: str, name: str, value: float) -> None:
    """Set a hyperparameter of optimizer ``key``, if it races."""
    optimizers = state.scenario().optimizers
    if key in optimizers:
        state.change(optimizers={**optimizers, key: {**optimizers[key], name: value}})
        fragments.race()


def set_schedule(key: str, name: str, values: dict[str, float]) -> None:
    """Set the schedule of optimizer ``key``, if it races."""
    if key in state.scenario().optimizers:
        state.change(schedules={**state.scenario().schedules, key: (name, values)})
        fragments.race()


def set_schedule_parameter(key: str, schedule: str, field: str, value: float) -> None:
    """Set a parameter of optimizer ``key``'s schedule, if that is ``schedule``."""
    name, values = state.scenario().schedules.get(key, (CONSTANT, {}))
    if name == schedule:
        set_schedule(key, name, {**values, field: value})


def turn_to(surface: str) -> None:
    """Another surface: its own start and steps, rates that suit it; the other settings stay."""
    now = state.scenario()
    suited = suggest(Scenario(surface, optimizers=now.optimizers, seed=now.seed, schedules=now.schedules))
    fields = ("surface", "surface_parameters", "optimizers", "start", "steps", "data", "batch")
    changes = {field: getattr(suited, field) for field in fields}
    state.change(**changes | {"batch": first_batch(now, surface), "gradient_noise": 0.0})
    words = state.words()
    st.toast(words("suggested", surface=words.surface(surface)))


def choose_optimizers(keys: list[str]) -> None:
    """Who is chosen races, in the catalogue's order; a newcomer comes with a rate that suits the surface."""
    now = state.scenario().optimizers
    state.change(
        optimizers={
            key: now[key] if key in now else {"lr": suggested_rate(state.scenario(), key)}
            for key in CATALOGUE
            if key in keys
        }
    )
    fragments.racers()
