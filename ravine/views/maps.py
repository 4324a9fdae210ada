"""The maps: many runs at once, beside the race that one of their cells gives."""

import streamlit as st

from ravine.session import fragments
from ravine.session.session import MAPS, Session, current
from ravine.views import parts, race_page
from ravine.words import Words


def show() -> None:
    """Draw the page."""
    race_page.show(MAPS, bench, story=False)


def bench(_session: Session, _words: Words) -> None:
    """Draw the stage in the place that it has on the playground: its page only turns to another layout."""
    with st.container(key="bench"), st.container(key="bench-stage"):
        stage()


@st.fragment(key=fragments.STAGE)
def stage() -> None:
    """Draw map and race. A fragment: what happens on the stage reruns nothing else but what shows it too."""
    parts.stage(current(), maps=True, place=MAPS)
