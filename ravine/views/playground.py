"""The playground: one surface, any optimizers, everything adjustable."""

from pathlib import Path

import streamlit as st

import engine
from experiments.inspect import aligned
from experiments.kept import run
from optimizers import OPTIMIZERS
from ravine import navigation, redraw, state, teaching, told
from ravine.inspector import inspector
from ravine.many import found, seeds_panel
from ravine.settings import parity_sentence, racers_settings, reset_button, settings_head, surface_controls
from ravine.share import share_button
from ravine.stage import component
from ravine.stage.frame import Frame
from ravine.stage.payload import build
from ravine.words import Words

STYLE = Path(__file__).parent.parent / "page.css"
NOTICES = 6


def show() -> None:
    """Draw the page."""
    st.html(STYLE)
    state.load()
    words = state.words()
    if teaching.projector():
        st.html(STYLE.with_name("projector.css"))
    if teaching.shows("sidebar"):
        # It stands before the stage, or that would be laid out twice; all that is in it comes after, and nobody waits.
        with st.sidebar:
            settings_head(words)
    heading(words)
    notices(words)
    warming(words)
    stage()
    if teaching.shows("inspector"):
        steps()
    if teaching.shows("sidebar"):
        with st.sidebar:
            surface_controls(words)
            racers()
            reset_button(words)
    if teaching.shows("rules"):
        rules()


def warming(words: Words) -> None:
    """Say so while the kernels are made that this race needs: 7 s after a very first start, all of them are 26."""
    if not engine.warm():
        with st.spinner(words("warming")):
            build(run(state.scenario()), state.view(), words)


@st.fragment(key=component.KEY)
def stage() -> None:
    """The race. A fragment: what happens on the stage reruns nothing else, but what follows it."""
    if st.session_state.pop("whole_page", False):
        st.rerun()
    hidden = teaching.hidden()
    blob = build(
        run(state.scenario()),
        state.view(),
        state.words(),
        have=told.held(),
        ack=told.answered(),
        draft=st.session_state.get("draft", False),
        many=found(),
        frame=Frame(tuple(sorted(hidden)), large=teaching.projector(), autoplay=teaching.autoplay()),
    )
    component.stage(blob, heard)
    if "many" not in hidden:
        seeds_panel(state.words())


@st.fragment(key=redraw.STEPS)
def steps() -> None:
    """The step inspector."""
    inspector(run(state.scenario()), state.words(), redraw.inspected)


@st.fragment(key=redraw.RACERS)
def racers() -> None:
    """The sidebar's part on who races and how: what is set there reruns no other part of it."""
    racers_settings(state.words())


def heard() -> None:
    """The stage has told something: take it in before the stage is drawn anew."""
    state.catch_up()
    redraw.told()


def heading(words: Words) -> None:
    if not teaching.shows("heading"):
        without_heading()
        return
    key = state.scenario().surface
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="heading"):
        st.title(words("app-title"), anchor=False, width="content")
        st.caption(words("app-tagline"), width="stretch")
        navigation.row(words, "playground")
        share_button(words, state.write_race)
    st.markdown(f"{words.of('surface', key, 'story')} ${state.scenario().landscape.formula}$")


def without_heading() -> None:
    """Streamlit's menu stands in the heading's line; left alone, it would cover the stage's full-screen button."""
    st.html(STYLE.with_name("bare.css"))


def notices(words: Words) -> None:
    problems = state.problems()
    st.session_state.notices = bool(problems)
    if not problems:
        return
    with st.container(border=True, key="notices"):
        st.markdown(f"**{words('notices')}**")
        for problem in problems[:NOTICES]:
            # Never through markdown: the text holds what stood in somebody's link.
            st.text(words.problem(problem))
        if len(problems) > NOTICES:
            st.text(words("notices-more", count=len(problems) - NOTICES))


@st.fragment(key=redraw.RULES)
def rules() -> None:
    """Each optimizer's update, under the stage; a browser sets a dozen formulas only when they are opened."""
    words = state.words()
    if not state.scenario().optimizers:
        st.info(words("no-optimizers"))
        return
    folder = st.expander(words("rules"), key="rules", on_change="rerun")
    if not folder.open:
        return
    with folder:
        for key in state.scenario().optimizers:
            # One element each: whatever is shown here is sent with every change in the sidebar.
            named = f"**{words.optimizer(key)}** {words.of('optimizer', key, 'idea')}"
            source = words("reference", reference=OPTIMIZERS[key].reference)
            told = f":small[:gray[{source}. {parity_sentence(key, words)}]]"
            st.markdown(f"{named}\n\n$$\n{aligned(OPTIMIZERS[key].formula)}\n$$\n\n{told}")
