"""What the playground and the maps have in common: heading, sidebar, and a body with the stage."""

from collections.abc import Callable

import streamlit as st

from ravine.session import address, fragments
from ravine.session.session import Session, current
from ravine.views import navigation, parts
from ravine.views.panels.keep import keep_buttons
from ravine.views.panels.share import share_button
from ravine.views.panels.take import take_button
from ravine.views.sidebar.language import language_switch
from ravine.views.sidebar.racers import racers_controls, reset_button
from ravine.views.sidebar.surface import surface_controls, surface_gallery
from ravine.views.undo import undo_buttons
from ravine.words import Words


def show(page: str, body: Callable[[Session, Words], None], *, story: bool = True) -> None:
    """Draw ``page``; ``body`` draws the stage. ``story``: say what the surface is."""
    session = current()
    address.load(session, page)
    parts.style(session, "page", "undo", "screens", "heading")
    session.drawn.clear()
    words = Words(session.language)
    if session.options.shows("sidebar"):
        # Create the sidebar before the stage so that the stage is laid out once; fill it afterwards so that the stage
        # is sent first.
        with st.sidebar:
            if session.options.shows("language"):
                language_switch(words)
            surface_gallery(session, words)
    heading(session, words, story=story)
    parts.notices(session, words)
    parts.warming(session, words)
    fragments.drawn(session, fragments.PAGE)
    body(session, words)
    if session.options.shows("sidebar"):
        with st.sidebar:
            surface()
            racers()
            reset_button(words)
            parts.fold_button(words("fold-playground"))


def heading(session: Session, words: Words, *, story: bool) -> None:
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
        take_button(session, words)
        share_button(session, words, lambda **options: address.write_race(session, **options))
    if story:
        told = words.of("surface", session.scenario.surface, "story")
        with st.container(key="story"):
            st.markdown(f"{told} ${session.scenario.landscape.formula}$")


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
