"""The switch of language."""

import streamlit as st

from ravine.session import actions
from ravine.views.controls import show_option
from ravine.words import LANGUAGES, Words


def language_switch(words: Words) -> None:
    """Draw the switch, above everything else in the sidebar."""

    def changed() -> None:
        if st.session_state.language:
            actions.set_language(st.session_state.language)

    show_option("language", words.language)
    st.segmented_control(
        words("language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        on_change=changed,
        label_visibility="collapsed",
    )
