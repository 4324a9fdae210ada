"""The sidebar's part about who races, and how."""

import streamlit as st

from declare import Parameter
from experiments.lineup import CATALOGUE
from experiments.racers import optimizer_of, rule_of
from experiments.scenario import Scenario
from experiments.warmup import reached_in_warmup, warms_up_throughout
from optimizers import OPTIMIZERS, parity
from optimizers.schedules import CONSTANT, SCHEDULES
from ravine.session import actions
from ravine.session.actions import while_here
from ravine.session.session import Session, current
from ravine.views.controls import RACERS, acknowledge, reported, show, show_option, when_set
from ravine.views.digits import apart
from ravine.views.parameter import parameter_control
from ravine.views.sidebar.best_rate import best_control
from ravine.words import Words, racer_names


def rules_of(scenario: Scenario) -> set[str]:
    """Keys of the rules that race."""
    return set(map(rule_of, scenario.optimizers))


def racers_controls(session: Session, words: Words) -> None:
    """Draw who races, and one racer's settings."""
    racer_choice(session, words)
    optimizer_controls(session, words)
    acknowledge(RACERS)


def reset_button(words: Words) -> None:
    """Draw the way back to the race of a page whose address names none."""
    reset = while_here(actions.reset)
    st.button(words("reset-all"), help=words("reset-all-help"), on_click=reset, icon=":material/restart_alt:")


def racer_choice(session: Session, words: Words) -> None:
    """Ten are offered at a glance, the rest by family."""
    racing = rules_of(session.scenario)
    first = [key for key in CATALOGUE if OPTIMIZERS[key].first]
    more = [key for key in CATALOGUE if not OPTIMIZERS[key].first]
    choices = {"optimizers": first, "more-optimizers": more}
    for widget, keys in choices.items():
        show(widget, [key for key in keys if key in racing])

    def chosen() -> list[str]:
        held = rules_of(current().scenario)
        return [
            key for widget, keys in choices.items() for key in reported(widget, [key for key in keys if key in held])
        ]

    changed = when_set(lambda: actions.change({"rules": chosen()}), *choices)
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


def optimizer_controls(session: Session, words: Words) -> None:
    """One racer's settings at a time: all of them at once would be fifty sliders."""
    racing = list(session.scenario.optimizers)
    if not racing:
        return
    if session.settings_of not in racing:
        session.settings_of = racing[0]
    show_option("settings-of", session.settings_of)

    def chosen() -> None:
        # What is reported may be the words of another language.
        if (key := st.session_state["settings-of"]) in current().scenario.optimizers:
            current().settings_of = key

    with st.container(border=True):
        names = racer_names(session.scenario, words)
        key = st.selectbox(
            words("settings-of"),
            racing,
            format_func=lambda key: names.get(key, words.optimizer(key)),
            key="settings-of",
            on_change=while_here(chosen),
        )
        st.caption(words.of("optimizer", rule_of(key), "idea"))
        declared = optimizer_of(key).hyperparameters[1:]
        for hyperparameter in declared:
            if not hyperparameter.breaks:
                hyperparameter_control(session, key, hyperparameter, words)
        best_control(session, key, words)
        schedule_controls(session, key, words)
        if any(h.breaks for h in declared):
            st.caption(words("what-breaks"))
            for hyperparameter in declared:
                if hyperparameter.breaks:
                    hyperparameter_control(session, key, hyperparameter, words)
        if equals := parity_sentence(key, words):
            st.caption(equals)


def hyperparameter_control(session: Session, key: str, hyperparameter: Parameter, words: Words) -> None:
    name = hyperparameter.name
    parameter_control(
        hyperparameter,
        session.scenario.optimizers[key][name],
        key=f"{key}.{name}",
        owner=rule_of(key),
        words=words,
        home=hyperparameter.default,
        on_change=lambda value, refused: actions.change({f"{key}.{name}": value}, refused=refused),
    )
    if name == optimizer_of(key).warmup and warms_up_throughout(session.scenario, key):
        st.caption(words("warmup-all-steps", count=session.scenario.steps))


def schedule_controls(session: Session, key: str, words: Words) -> None:
    """How the learning rate of ``key`` moves during the run."""
    name, values = session.scenario.schedules.get(key, (CONSTANT, {}))
    widget = f"{key}.schedule"
    show(widget, name)
    order = [CONSTANT, *(other for other in SCHEDULES if other != CONSTANT)]

    def chosen() -> None:
        # A label of the language before is no schedule; Streamlit brings it when the page changes language.
        if st.session_state[widget] in SCHEDULES:
            actions.change({widget: st.session_state[widget]})

    st.selectbox(
        words("schedule"),
        order,
        format_func=words.schedule,
        key=widget,
        help=words.of("schedule", name, "idea"),
        on_change=when_set(chosen, widget),
    )
    for parameter in SCHEDULES[name].parameters:
        parameter_control(
            parameter,
            values[parameter.name],
            key=f"{widget}.{parameter.name}",
            owner=name,
            words=words,
            home=parameter.default,
            on_change=lambda value, refused, field=parameter.name: actions.change(
                {f"{widget}.{field}": value}, {widget: name}, refused
            ),
        )
    if differs := words.of("schedule", name, "differs"):
        st.caption(differs)
    reached = reached_in_warmup(session.scenario, key)
    if reached is not None:
        st.caption(words("warmup-unfinished", share=apart(100.0 * reached, 100.0, 3)[0]))


def parity_sentence(key: str, words: Words) -> str:
    """What this optimizer equals and how closely, as measured; or which one of its name it does not equal."""
    found = parity().get(rule_of(key))
    if found is None:
        return words.of("optimizer", rule_of(key), "differs")
    facts = {"reference": found.equals, "version": found.version, "cases": found.cases, "steps": f"{found.steps:,}"}
    if not found.one_step:
        return words("equals-exactly", **facts)
    # As the board writes it; at a hyphen a line may end.
    return words("equals", digits=f"{found.one_step:.0e}".replace("-", "−"), **facts)
