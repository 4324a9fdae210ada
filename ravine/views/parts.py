"""Parts that every page has: heading without a title, notices about a link, the wait for the engine, the stage."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

import engine
from experiments.link_writing import query_of
from experiments.permalink import encode
from experiments.run_cache import run
from experiments.surface_data import CSV
from ravine.session import actions, stage_events
from ravine.session.session import Session
from ravine.stage import component
from ravine.stage.page_options import Frame
from ravine.words import Words

STYLES = Path(__file__).parent
NOTICES = 6


def style(session: Session, *names: str) -> None:
    """Put the style sheets of these names on the page, and that of large type where a link asks for it."""
    for name in (*names, *(("projector",) if session.options.projector else ())):
        st.html(STYLES / f"{name}.css")


def fold_button(label: str) -> None:
    """Draw the way back to the page at the foot of a sidebar that covers it; page/sidebar.js of the stage folds it."""
    with st.container(key="fold"):
        st.html(f'<button type="button" class="ravine-fold">{escape(label)}</button>')


def without_heading(session: Session) -> None:
    """Streamlit's menu stands in the heading's line; left alone, it would cover the stage's full-screen button."""
    style(session, "bare")


def notices(session: Session, words: Words) -> None:
    """Say in one sentence what in the address cannot be used, and what is used instead."""
    problems = session.problems
    if not problems:
        return
    with st.container(border=True, key="notices"):
        st.markdown(f"**{words('notices')}**")
        # Never through markdown: the text holds what stood in somebody's link.
        st.text(words.problems(problems, NOTICES))


def warming(session: Session, words: Words) -> None:
    """Say so while the kernels are made that this race needs: 7 s after a very first start, all of them are 26."""
    if not engine.warm():
        with st.spinner(words("warming")):
            run(replace(session.scenario, steps=1))


def stage(session: Session, hide: Iterable[str] = (), **options: Any) -> None:
    """Draw the stage. Besides ``hide``, parts that a link leaves out are; ``options`` are others of Frame."""
    asked = session.options
    hidden = asked.hidden | set(hide)
    view = replace(session.view, three=False) if "three" in hidden else session.view
    many, data = session.seeds.shown(session.scenario), session.scenario.data
    race = {
        "query": encode(session.scenario, view),
        "lang": session.language,
        # A link does not contain the visitor's own data, and says only that there are some.
        "file": data if data.startswith(CSV) else "",
        "seeds": many.name if many else "",
    }
    frame = Frame(
        tuple(sorted(hidden)),
        large=asked.projector,
        autoplay=asked.autoplay,
        kept=query_of(asked.kept),
        moment=session.moment.shown or None,
        **options,
    )
    component.stage(race, frame, session.answered, actions.on_stage_event)
    stage_events.begin(session)
