"""One click to the fastest setting of an optimizer, where theory knows it."""

from collections.abc import Mapping

import streamlit as st

from experiments.curvature import best_setting
from ravine.session import fragments, state
from ravine.views.controls import while_here
from ravine.views.digits import apart
from ravine.words import Words


def best_control(key: str, words: Words) -> None:
    """A button that sets the best rate, and momentum, of ``key``; what they are now once they are set.

    Nothing where theory has no such setting: the surface is not quadratic, or the optimizer has no closed form.
    """
    scenario = state.scenario()
    best = best_setting(scenario, key)
    st.session_state.best = (key, best, state.has(key, best)) if best else None
    if best is None:
        return
    several = "-momentum" if len(best) > 1 else ""
    told = ", ".join(apart(value, scenario.optimizers[key][name], 3)[0] for name, value in best.items())
    if state.has(key, best):
        st.caption(words("best-is-set" if several else "best-rate-is-set", values=told))
        return
    st.button(
        words(f"best-rate{several}", values=told),
        key=f"{key}.best",
        help=words("best-help"),
        on_click=while_here(_set),
        args=(key, best),
        width="stretch",
    )


def _set(key: str, best: Mapping[str, float]) -> None:
    # What races now, not what did when the button was drawn: rates move on the stage without it.
    optimizers = state.scenario().optimizers
    if key not in optimizers or best_setting(state.scenario(), key) != best:
        return
    state.change(optimizers={**optimizers, key: {**optimizers[key], **best}})
    fragments.race()
