"""The session's address: read a link, or the browser's back button; write what is shown.

A page has two functions of a session: ``read`` fills it from a query string and returns what could not be used, and
``write`` gives the keys from which ``read`` brings it back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from experiments.link_pairs import FOREIGN, meant
from experiments.link_writing import shortened
from experiments.permalink import address, decode, decode_view
from experiments.scenario import Problem, Scenario
from experiments.view import View
from ravine.session import lesson_progress, link_options, moment
from ravine.session.session import LESSONS_PAGE, RACE_PAGES, Session, first_scenario
from ravine.session.spoken_names import spoken
from ravine.words import choose


@dataclass(frozen=True)
class Page:
    """How a page keeps its state in its address."""

    read: Callable[[Session, str], tuple[Problem, ...]]
    write: Callable[[Session], dict[str, str]]


def race_of(query: str, file: str = "") -> tuple[Scenario, View, tuple[Problem, ...]]:
    """The race that the playground and the maps show for their address, how, and what in the address cannot be used.

    ``file`` is the name of the visitor's own data, as :func:`experiments.permalink.decode` takes it.
    """
    scenario, problems = decode(query, file, spoken())
    view, more = decode_view(query, spoken())
    bare = not meant(query).keys() - FOREIGN
    return first_scenario() if bare else scenario, view, problems + more


def read_race(session: Session, query: str) -> tuple[Problem, ...]:
    """A race and a view, or nothing. A link that needs a file finds the one that the session holds."""
    scenario, view, problems = race_of(query, session.columns.name if session.columns else "")
    session.wants_file = any(problem.code == "needs-file" for problem in problems)
    session.scenario, session.view = scenario, view
    return problems


def write_race(session: Session, *, brief: bool = False) -> dict[str, str]:
    """The race and the view; ``brief`` leaves out what is at its default."""
    return address(session.scenario, session.view, brief=brief)


PAGES = {
    **dict.fromkeys(RACE_PAGES, Page(read_race, write_race)),
    LESSONS_PAGE: Page(lesson_progress.read, lesson_progress.write),
}


def load(session: Session, page: str) -> None:
    """Take over the browser's address, unless it is the one that the session has written itself."""
    query = asked_query()
    if session.address == (page, query):
        return
    if session.address and session.address[0] == page:
        # A link from a page to itself leaves the browser's address as it was; when it is set again, it follows.
        st.query_params.from_dict(st.query_params.to_dict())
    language = asked_language()
    options = link_options.read(meant(query), embedded=bool(st.context.is_embedded))
    asked = moment.read(meant(query))
    # From here nothing is asked of Streamlit: a run that gives way to the next one has taken over all or nothing.
    if session.address and session.address[0] != page:
        session.left[session.content] = PAGES[session.page].write(session)
    session.page, session.language, session.options, session.moment = page, language, options, asked
    session.problems = PAGES[page].read(session, query) + options.problems + asked.problems
    session.refused = {}
    session.address = (page, query)


def is_left(session: Session) -> bool:
    """Whether the browser, as far as is known here, is at another address of the page than the session."""
    return session.address is not None and session.address[1] != asked_query()


def write(session: Session) -> None:
    """Write what is shown, the language and what a teacher set into the browser's address."""
    keys = shortened(PAGES[session.page].write(session) | session.options.kept | {"lang": session.language})
    address = (session.page, urlencode(keys))
    if address != session.address:
        session.address, session.moment = address, moment.ANY
        st.query_params.from_dict(keys)


def asked_language() -> str:
    """The language that the address names, else the browser's: no address shows what depends on the way to it."""
    return choose(meant(asked_query()).get("lang"), st.context.locale)


def asked_query() -> str:
    """The query string in the browser's address."""
    return urlencode([(key, value) for key in st.query_params for value in st.query_params.get_all(key)])
