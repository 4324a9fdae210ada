"""The playground: one surface, any optimizers, everything adjustable."""

import streamlit as st

from experiments.inspect import aligned
from experiments.racers import optimizer_of, rule_of
from ravine.session import fragments
from ravine.session.session import PLAYGROUND, Session, current
from ravine.stage.payload.cost import race_at_once
from ravine.views import parts, race_page
from ravine.views.panels.seeds import seeds_panel
from ravine.views.panels.step_inspector import inspector
from ravine.views.sidebar.racers import parity_sentence
from ravine.words import Words


def show() -> None:
    """Draw the page."""
    race_page.show(PLAYGROUND, bench)
    if current().options.shows("rules"):
        rules()


def bench(session: Session, _words: Words) -> None:
    """Draw the stage and the inspector."""
    with st.container(key="bench"):
        with st.container(key="bench-stage"):
            stage()
        if session.options.shows("inspector"):
            with st.container(key="bench-inspector"):
                steps()


@st.fragment(key=fragments.STAGE)
def stage() -> None:
    """Draw the race. A fragment: what happens on the stage reruns nothing else but what shows it too."""
    session = current()
    parts.stage(session)
    if session.options.shows("many"):
        seeds_panel(session, Words(session.language))


@st.fragment(key=fragments.STEPS)
def steps() -> None:
    """Draw the step inspector."""
    session = current()
    race = race_at_once(session.scenario, session.view) if session.view.inspect else None
    inspector(session, race, Words(session.language))
    fragments.drawn(session, fragments.STEPS)


@st.fragment(key=fragments.RULES)
def rules() -> None:
    """Draw each optimizer's update, under the stage; a browser sets a dozen formulas only when they are opened."""
    session = current()
    words = Words(session.language)
    fragments.drawn(session, fragments.RULES)
    if not session.scenario.optimizers:
        st.info(words("no-optimizers"))
        return
    folder = st.expander(words("rules"), key="rules", on_change="rerun")
    if not folder.open:
        return
    with folder:
        for key in dict.fromkeys(map(rule_of, session.scenario.optimizers)):
            # One element each: whatever is shown here is sent with every change in the sidebar.
            named = f"**{words.optimizer(key)}** {words.of('optimizer', key, 'idea')}"
            source = words("reference", reference=optimizer_of(key).reference)
            equals = f":small[:gray[{source}. {parity_sentence(key, words)}]]"
            st.markdown(f"{named}\n\n$$\n{aligned(optimizer_of(key).formula)}\n$$\n\n{equals}")
