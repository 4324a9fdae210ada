"""The pages' titles and addresses, and the links between them."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ravine.session import address, lesson_progress
from ravine.session.session import LESSONS_PAGE, MAPS, PLAYGROUND, RACE_PAGES, Session
from ravine.words import Words

ICONS = {PLAYGROUND: "landscape", MAPS: "grid_on", LESSONS_PAGE: "school"}


def _link_target() -> None:
    """What a link's page would draw: Streamlit follows the link by the page's address."""


def page(name: str, words: Words, show: Callable[[], None] = _link_target) -> st.Page:
    """Page ``name``, titled in the visitor's language. ``show`` draws it; links do without."""
    if name == PLAYGROUND:
        return st.Page(show, title="Ravine", default=True)
    return st.Page(show, title=f"Ravine · {words(f'page-{name}')}", url_path=name)


def link_to(name: str, label: str, address: Mapping[str, str], words: Words, **options: Any) -> None:
    """Draw a link to page ``name``, ``address`` in its query."""
    st.page_link(page(name, words), label=label, query_params=dict(address), **options)


def row(session: Session, words: Words) -> None:
    """Draw links to the other pages beside the page's name: to the same race, or to the lesson as it was left.

    The stage changes the race without this being drawn again: page/race-links.js has the links lead to the present one.
    """
    if not session.options.shows("pages"):
        return
    kept = session.options.kept | {"lang": words.language}
    for name, icon in ICONS.items():
        if name != session.page:
            link_to(name, words(f"page-{name}"), _content(session, name) | kept, words, icon=f":material/{icon}:")


def _content(session: Session, name: str) -> dict[str, str]:
    if name == LESSONS_PAGE:
        return session.left.get(LESSONS_PAGE) or lesson_progress.link(session, session.lesson)
    return address.write_race(session) if session.page in RACE_PAGES else session.left.get(PLAYGROUND, {})
