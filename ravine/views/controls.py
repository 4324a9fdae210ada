"""Declared parameter -> widget. The session is the only holder of values: widgets are set from it on every run."""

from collections.abc import Callable

import streamlit as st

from declare import Parameter
from ravine.session.actions import while_here
from ravine.views.digits import apart
from ravine.words import Words


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
    on_change = while_here(on_change)
    changed = while_here(lambda: on_change(float(st.session_state[key])))
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
            st.button("↺", key=f"{key}.reset", help=back, on_click=on_change, args=(home,), type="tertiary")


def show(key: str, value: object) -> None:
    """Make the widget ``key`` show ``value``; call before the widget."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _slider(
    parameter: Parameter, value: float, key: str, label: str, help_text: str | None, changed: Callable[[], None]
) -> None:
    low, high = parameter.bounds
    if parameter.scale == "linear":
        step = (high - low) / 100
        decimals = "%.2f" if step < 0.1 else "%.1f"
        st.slider(label, low, high, step=step, key=key, help=help_text, on_change=changed, format=decimals)
        return
    # A value from a link need not be a round one: it joins the stops, so that it is shown as it is.
    stops = sorted({*parameter.stops(), value})
    st.select_slider(label, stops, key=key, help=help_text, on_change=changed, format_func="{:g}".format)
