"""Fields in which a number is typed exactly, read as people write numbers; what cannot be used is said under the field.

Streamlit's own field for numbers drops a decimal comma, takes an emptied field for its smallest number, and hides the
range in a tooltip.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from experiments.link_fields import Field
from experiments.scenario import Problem, shorten
from ravine.session.session import current
from ravine.views.controls import show, when_set
from ravine.views.digits import exact
from ravine.words import Words

# What is to be said of a field, by its key: nothing, or what cannot be used.
Refusals = Mapping[str, Problem]


def typed_field(
    field: Field,
    value: float,
    *,
    key: str,
    label: str,
    words: Words,
    on_change: Callable[[float, Refusals], None],
    beside: str = "",
    help_text: str | None = None,
) -> None:
    """Draw a field that shows ``value``; :func:`refusal` goes under it.

    Args:
        key: of the widget.
        on_change: called with the new value, or ``value`` where what was typed is none, and what is to be said of it.
        beside: name for screen readers, of a field beside another control that has ``label``.
    """

    def read() -> None:
        typed = st.session_state[key]
        found, problem = _read(field, typed, value, label)
        on_change(found, {key: problem} if problem else {})

    show(key, exact(value), text=True)
    st.text_input(
        beside or label,
        key=key,
        help=help_text,
        autocomplete="off",
        label_visibility="collapsed" if beside else "visible",
        on_change=when_set(read, key),
    )


def refusal(key: str, words: Words) -> None:
    """Say what was wrong with what was typed last in the field ``key``."""
    if problem := current().refused.get(key):
        with st.container(key=f"refused-{key}"):
            # Never through markdown: it quotes what was typed.
            st.text(words.problem(problem))


def _read(field: Field, typed: str, value: float, label: str) -> tuple[Any, Problem | None]:
    if not typed.strip():
        return value, Problem("left-empty", label, used=exact(value))
    found, problem = field.read(label, typed, value)
    return found, problem and replace(problem, given=shorten(typed.strip()), used=exact(found))
