"""The pages and the links between them."""

from collections.abc import Mapping
from urllib.parse import quote

import streamlit as st

from ravine import state, teaching
from ravine.words import Words

LESSONS = "lessons"


def pages() -> list[st.Page]:
    """Every page, titled in the visitor's language."""
    from ravine.views import lessons, playground

    words = Words(state.language())
    return [
        st.Page(playground.show, title="Ravine", default=True),
        st.Page(lessons.show, title=f"Ravine · {words('page-lessons')}", url_path=LESSONS),
    ]


def to_lessons(label: str, address: Mapping[str, str], **how) -> None:
    """A link to the lessons, ``address`` in its query."""
    st.page_link(pages()[1], label=label, query_params=dict(address), **how)


def to_playground(label: str, address: Mapping[str, str], **how) -> None:
    """A link to the playground, ``address`` in its query."""
    st.page_link(pages()[0], label=label, query_params=dict(address), **how)


def row(words: Words, here: str) -> None:
    """Links to the other pages, beside the page's name."""
    if not teaching.shows("pages"):
        return
    if here != LESSONS:
        from ravine import course

        last = st.session_state.get("lesson", course.FIRST)
        to_lessons(words("page-lessons"), course.link(last), icon=":material/school:")
    else:
        said = teaching.kept() | {"lang": words.language}
        to_playground(words("page-playground"), said, icon=":material/landscape:")


def query(address: Mapping[str, str]) -> str:
    """``address`` as a query string that a person can still read."""
    return "&".join(f"{quote(key, safe='.')}={quote(value, safe=',.-+')}" for key, value in address.items())
