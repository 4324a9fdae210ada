"""Widgets that show what the session holds, and callbacks for what a visitor sets in them.

The session is the only holder of values: widgets are set from it on every run.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ravine.session.actions import while_here
from ravine.session.session import current
from ravine.session.widget_values import UNREADABLE, WidgetValues

# Parts of a page that acknowledge what their widgets show, and the key of the hidden field in each that does.
SURFACE, RACERS, LESSON = "shown-surface", "shown-racers", "shown-lesson"


def show(key: str, value: object, *, text: bool = False) -> None:
    """Make the widget ``key`` show ``value``; call before the widget, and :func:`acknowledge` after it.

    ``text``: the value is a text of its own, and not an option, which has other words in another language.
    """
    reported, values = st.session_state.get(key), _values(key)
    spoken = not text and not isinstance(value, int | float)
    translated = spoken and values.draw_in(key, current().language)
    # A value on its way would overwrite what the visitor has entered meanwhile: send that after it.
    if reported != value or translated or values.is_pending(key):
        values.set(key, UNREADABLE if translated else reported, value)
        st.session_state[key] = value


def show_option(key: str, option: str | None) -> None:
    """Make the widget ``key`` show one of its options, or none; call before it.

    For widgets in parts that acknowledge nothing: what is reported of them may be the words that an option had in the
    language before, which their callbacks have to leave alone.
    """
    translated = current().widget_values.draw_in(key, current().language)
    if translated or st.session_state.get(key) != option:
        st.session_state[key] = option


def when_set(act: Callable[[], object], *keys: str) -> Callable[[], None]:
    """Callback of the widgets ``keys``, which calls ``act`` unless only values from before are reported of them."""

    def act_if_set() -> None:
        if not all(_is_outdated(key) for key in keys):
            act()

    return while_here(act_if_set)


def reported(key: str, held: Any) -> Any:
    """What the visitor sees in the widget ``key``, or is about to see: ``held`` where that is on its way."""
    return held if _is_outdated(key) else st.session_state[key]


def acknowledge(part: str) -> None:
    """Have the browser report that it shows all widgets so far; ``part`` is :data:`SURFACE` or another one.

    A hidden field holds the newest revision: it arrives after the widgets, and its value comes back with theirs.
    """
    revision = current().widget_values.revision
    if st.session_state.get(part) != revision:
        st.session_state[part] = revision
    st.number_input("·", 0, step=1, key=part, label_visibility="collapsed")


def _is_outdated(key: str) -> bool:
    return _values(key).is_outdated(key, st.session_state[key])


def _values(key: str) -> WidgetValues:
    """The values of the session's widgets, with what the browser has acknowledged if one of ``key`` is on its way."""
    values = current().widget_values
    if values.is_pending(key):
        for part in (SURFACE, RACERS, LESSON):
            values.acknowledge(st.session_state.get(part) or 0)
    return values
