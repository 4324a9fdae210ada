"""Surface control of the sidebar: a button with the surface's thumbnail, which opens the gallery."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from landscapes import LANDSCAPES
from ravine.gallery.files import ORDER, folder
from ravine.words import Words

KEY = "gallery"


@cache
def _mount() -> Callable[..., Any]:
    # Not at import: Streamlit resolves a component's files only while it runs.
    return st.components.v2.component("ravine.gallery", js="opener.js", css="gallery.css", isolate_styles=False)


@st.fragment
def gallery(surface: str, words: Words, on_choice: Callable[[str], None]) -> None:
    """Show ``surface`` on a button; ``on_choice`` is called with the key of the surface that the visitor chooses."""
    _mount()(
        key=KEY,
        data={
            "folder": folder(),
            "lang": words.language,
            "surface": surface,
            "name": words.surface(surface),
            "label": words("surface"),
            "family": words(f"surface-family-{LANDSCAPES[surface].family}"),
        },
        on_opened_change=lambda: None,
        on_choice_change=lambda: chosen(surface, on_choice),
    )
    if event().get("opened"):
        # Streamlit renders the formulas and the dialog copies them; before it is first opened they are not needed.
        with st.container(key="gallery-formulas"):
            st.markdown("\n".join(f"- ${LANDSCAPES[key].formula}$" for key in ORDER))


def event() -> dict[str, Any]:
    """State of the component: whether the gallery was ever ``opened``, and the ``choice``."""
    state = st.session_state.get(KEY)
    return {name: state.get(name) for name in ("opened", "choice")} if state else {}


def chosen(surface: str, on_choice: Callable[[str], None]) -> None:
    """Pass the browser's choice to ``on_choice``; an unknown key is ignored."""
    key = event().get("choice")
    if isinstance(key, str) and key in LANDSCAPES and key != surface:
        on_choice(key)
