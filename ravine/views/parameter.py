"""The control of a declared parameter: a slider to drag and a field to type in, two views of one value; or a switch."""

from collections.abc import Callable

import streamlit as st

from declare import Parameter
from experiments.link_fields import number
from ravine.session.actions import while_here
from ravine.views.controls import show, when_set
from ravine.views.digits import apart
from ravine.views.typed import Refusals, refusal, typed_field
from ravine.words import Words


def parameter_control(
    parameter: Parameter,
    value: float,
    *,
    key: str,
    owner: str,
    words: Words,
    on_change: Callable[[float, Refusals], None],
    home: float,
) -> None:
    """A slider and a field, or a switch, for ``parameter``, and a way back to ``home`` when the value is another.

    Args:
        key: of the slider or the switch.
        owner: key of the unit that declares it.
        on_change: called before the rerun with the new value, and what is to be said of what was typed.
    """
    name, help_text = words.parameter(parameter.name, owner), words.parameter_help(parameter.name, owner)
    label = f"{name} ${parameter.symbol}$" if parameter.symbol else name
    changed = when_set(lambda: on_change(float(st.session_state[key]), {}), key)
    if parameter.scale == "switch":
        show(key, bool(value))
        st.toggle(label, key=key, help=help_text, on_change=changed)
        return
    with st.container(key=f"typed-{key}"):
        show(key, value)
        _slider(parameter, value, key, label, help_text, changed)
        typed_field(
            number(parameter),
            value,
            key=f"{key}.typed",
            label=name,
            words=words,
            on_change=on_change,
            beside=words("typed-exactly", name=name),
        )
        if value != home:
            back = words("reset-one", value=apart(home, value, 6)[0])
            reset = while_here(on_change)
            st.button("↺", key=f"{key}.reset", help=back, on_click=reset, args=(home, {}), type="tertiary")
        refusal(f"{key}.typed", words)


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
