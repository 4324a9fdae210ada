"""The playground: one surface, any optimizers, everything adjustable."""

import streamlit as st

from experiments.inspect import aligned
from experiments.racers import optimizer_of, rule_of
from ravine.session import address, fragments
from ravine.session.session import PLAYGROUND, Session, current
from ravine.stage.payload.cost import race_at_once
from ravine.views import navigation, parts
from ravine.views.panels.keep import keep_buttons
from ravine.views.panels.seeds import seeds_panel
from ravine.views.panels.share import share_button
from ravine.views.panels.step_inspector import inspector
from ravine.views.sidebar.language import language_switch
from ravine.views.sidebar.racers import parity_sentence, racers_controls, reset_button
from ravine.views.sidebar.surface import surface_controls, surface_gallery
from ravine.views.undo import undo_buttons
from ravine.words import Words


def show() -> None:
    """Draw the page."""
    session = current()
    address.load(session, PLAYGROUND)
    parts.style(session, "page", "undo", "screens")
    session.drawn.clear()
    words = Words(session.language)
    if session.options.shows("sidebar"):
        # Create the sidebar before the stage so that the stage is laid out once; fill it afterwards so that the stage
        # is sent first.
        with st.sidebar:
            if session.options.shows("language"):
                language_switch(words)
            surface_gallery(session, words)
    heading(session, words)
    parts.notices(session, words)
    parts.warming(session, words)
    fragments.drawn(session, fragments.PAGE)
    with st.container(key="bench"):
        with st.container(key="bench-stage"):
            stage()
        if session.options.shows("inspector"):
            with st.container(key="bench-inspector"):
                steps()
    if session.options.shows("sidebar"):
        with st.sidebar:
            surface()
            racers()
            reset_button(words)
            parts.fold_button(words("fold-playground"))
    if session.options.shows("rules"):
        rules()


def heading(session: Session, words: Words) -> None:
    """Draw the page's name and links, and the surface's story."""
    if not session.options.shows("heading"):
        parts.without_heading(session)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="heading"):
        st.title(words("app-title"), anchor=False, width="content")
        st.caption(words("app-tagline"), width="stretch")
        navigation.row(session, words)
        undo_buttons(words)
        keep_buttons(session, words)
        share_button(session, words, lambda **options: address.write_playground(session, **options))
    story = words.of("surface", session.scenario.surface, "story")
    with st.container(key="story"):
        st.markdown(f"{story} ${session.scenario.landscape.formula}$")


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


@st.fragment(key=fragments.SURFACE)
def surface() -> None:
    """Draw the sidebar's part about the surface."""
    session = current()
    surface_controls(session, Words(session.language))
    fragments.drawn(session, fragments.SURFACE)


@st.fragment(key=fragments.RACERS)
def racers() -> None:
    """Draw the sidebar's part about who races and how."""
    session = current()
    racers_controls(session, Words(session.language))
    fragments.drawn(session, fragments.RACERS)


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
