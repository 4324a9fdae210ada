"""Parts that every page has: heading without a title, notices about a link, and the wait for the engine."""

from pathlib import Path

import streamlit as st

import engine
from experiments.run_cache import run
from ravine.session import link_options
from ravine.session.session import Session
from ravine.stage.payload.build import build
from ravine.words import Words

STYLES = Path(__file__).parent
NOTICES = 6


def style(*names: str) -> None:
    """Put the style sheets of these names on the page, and that of large type where a link asks for it."""
    for name in (*names, *(("projector",) if link_options.projector() else ())):
        st.html(STYLES / f"{name}.css")


def without_heading() -> None:
    """Streamlit's menu stands in the heading's line; left alone, it would cover the stage's full-screen button."""
    style("bare")


def notices(session: Session, words: Words) -> None:
    """Say what in the address cannot be used, and what is used instead."""
    problems = session.problems
    if not problems:
        return
    with st.container(border=True, key="notices"):
        st.markdown(f"**{words('notices')}**")
        for problem in problems[:NOTICES]:
            # Never through markdown: the text holds what stood in somebody's link.
            st.text(words.problem(problem))
        if len(problems) > NOTICES:
            st.text(words("notices-more", count=len(problems) - NOTICES))


def warming(session: Session, words: Words) -> None:
    """Say so while the kernels are made that this race needs: 7 s after a very first start, all of them are 26."""
    if not engine.warm():
        with st.spinner(words("warming")):
            build(run(session.scenario), session.view, words)
