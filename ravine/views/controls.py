"""Widgets that show what the session holds, and callbacks for what a visitor sets in them.

The session is the only holder of values: widgets are set from it on every run.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from declare import Parameter
from ravine.session.actions import while_here
from ravine.session.session import current
from ravine.session.widget_values import UNREADABLE, WidgetValues
from ravine.views.digits import apart
from ravine.words import Words

# Parts of a page that acknowledge what their widgets show, and the key of the hidden field in each that does.
SURFACE, RACERS, LESSON = "shown-surface", "shown-racers", "shown-lesson"


def parameter_control(
    parameter: Parameter,
    value: float,
    *,
    key: str,
    owner: str,
    words: Words,
    on_change: Callable[[float], None],
    home: float,
) -> None:
    """A slider or a switch for ``parameter``, and a way back to ``home`` when the value is another.

    Args:
        key: of the widget.
        owner: key of the unit that declares it.
        on_change: called with the new value before the rerun.
    """
    label, help_text = words.parameter(parameter.name, owner), words.parameter_help(parameter.name, owner)
    if parameter.symbol:
        label += f" ${parameter.symbol}$"
    changed = when_set(lambda: on_change(float(st.session_state[key])), key)
    if parameter.scale == "switch":
        show(key, bool(value))
        st.toggle(label, key=key, help=help_text, on_change=changed)
        return
    slider, reset = st.columns([1, 0.16], vertical_alignment="bottom", gap="small")
    show(key, value)
    with slider:
        _slider(parameter, value, key, label, help_text, changed)
    if value != home:
        with reset:
            back = words("reset-one", value=apart(home, value, 6)[0])
            st.button("↺", key=f"{key}.reset", help=back, on_click=while_here(on_change), args=(home,), type="tertiary")


def show(key: str, value: object) -> None:
    """Make the widget ``key`` show ``value``; call before the widget, and :func:`acknowledge` after it."""
    reported, values = st.session_state.get(key), _values(key)
    translated = not isinstance(value, int | float) and values.draw_in(key, current().language)
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


def _slider(
    parameter: Parameter, value: float, key: str, label: str, help_text: str | None, changed: Callable[[], None]
) -> None:
    low, high = parameter.bounds
    if parameter.scale == "linear":
        step = (high - low) / 100
        # A visitor's own numbers can be of any size.
        decimals = "%.6g" if step < 0.005 or max(abs(low), abs(high)) >= 1e5 else "%.2f" if step < 0.1 else "%.1f"
        st.slider(label, low, high, step=step, key=key, help=help_text, on_change=changed, format=decimals)
        return
    # A value from a link need not be a round one: it joins the stops, so that it is shown as it is.
    stops = sorted({*parameter.stops(), value})
    st.select_slider(label, stops, key=key, help=help_text, on_change=changed, format_func="{:g}".format)
