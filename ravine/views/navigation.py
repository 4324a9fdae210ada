"""The pages' titles and addresses, and the links between them."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ravine.session import lesson_progress
from ravine.session.session import LESSONS_PAGE, PLAYGROUND, Session
from ravine.words import Words


def _link_target() -> None:
    """What a link's page would draw: Streamlit follows the link by the page's address."""


def page(name: str, words: Words, show: Callable[[], None] = _link_target) -> st.Page:
    """Page ``name``, titled in the visitor's language. ``show`` draws it; links do without."""
    if name == PLAYGROUND:
        return st.Page(show, title="Ravine", default=True)
    return st.Page(show, title=f"Ravine · {words('page-lessons')}", url_path=LESSONS_PAGE)


def link_to(name: str, label: str, address: Mapping[str, str], words: Words, **options: Any) -> None:
    """Draw a link to page ``name``, ``address`` in its query."""
    st.page_link(page(name, words), label=label, query_params=dict(address), **options)


def row(session: Session, words: Words) -> None:
    """Draw links to the other pages, as they were left, beside the page's name."""
    if not session.options.shows("pages"):
        return
    kept = session.options.kept | {"lang": words.language}
    if session.page == PLAYGROUND:
        address = session.left.get(LESSONS_PAGE) or lesson_progress.link(session, session.lesson)
        link_to(LESSONS_PAGE, words("page-lessons"), address | kept, words, icon=":material/school:")
    else:
        address = session.left.get(PLAYGROUND, {})
        link_to(PLAYGROUND, words("page-playground"), address | kept, words, icon=":material/landscape:")
