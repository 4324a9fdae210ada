"""What is drawn anew when something changes, where not all of the playground has to be. Call it in a callback.

A change of who races cost 22 ms of CPU when all of the page was drawn for it.
"""

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ravine.session import link_options
from ravine.stage import component

# Keys of the playground's fragments; the stage's own is another.
RACERS, RULES, STEPS = "racers", "rules-of", "steps-of"


def race() -> None:
    """The stage, and what the sidebar says of the racers: their settings are others."""
    _without_notices(component.KEY, RACERS, *([STEPS] if _inspecting() else ()))


def racers() -> None:
    """The stage, and all that names the racers: others race."""
    shown = {RULES: link_options.shows("rules"), STEPS: link_options.shows("inspector")}
    _without_notices(component.KEY, RACERS, *(key for key in shown if shown[key]))


def told() -> None:
    """What follows the stage: mostly nobody looks into a run, and to draw that costs a rate change a tenth more."""
    if _inspecting():
        inspected()


def inspected() -> None:
    """The stage and the step inspector: another run is looked into, or another step of it."""
    _only(component.KEY, STEPS)


def _inspecting() -> bool:
    return bool(st.session_state.view.inspect) and link_options.shows("inspector")


def _without_notices(*keys: str) -> None:
    """Notices about a link have had their time; they stand outside all that is drawn anew."""
    if st.session_state.get("notices"):
        st.rerun()
    _only(*keys)


def _only(*keys: str) -> None:
    if st.session_state.page.name != "playground":
        return
    try:
        st.rerun(list(keys))
    except StreamlitAPIException:  # the page has not been drawn down to one of them yet
        st.rerun()
