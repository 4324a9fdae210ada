"""The buttons that keep a race in the visitor's browser and show what is kept; ravine/stage/frontend/kept does both."""

import streamlit as st

from ravine.session.session import Session
from ravine.words import Words


def keep_buttons(session: Session, words: Words) -> None:
    """Draw both. The stage takes their clicks: nothing is sent."""
    if session.options.shows("keep"):
        st.button(words("keep"), icon=":material/bookmark_add:", type="tertiary", key="keep")
        st.button(words("kept"), icon=":material/bookmarks:", type="tertiary", key="kept")
