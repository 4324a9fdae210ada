"""The button that takes a race away as a program, data, a page, a picture, a film: ravine/stage/frontend/takeaway."""

import streamlit as st

from ravine.session.session import Session
from ravine.words import Words


def take_button(session: Session, words: Words) -> None:
    """Draw it. The stage takes its clicks and opens the dialog: nothing is sent."""
    if session.options.shows("take"):
        st.button(words("stage-take"), icon=":material/download:", type="tertiary", key="take")
