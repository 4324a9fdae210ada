"""One click to the fastest setting of an optimizer, where theory knows it."""

from collections.abc import Mapping

import streamlit as st

from experiments.curvature import best_setting
from ravine.session import actions, fragments
from ravine.session.session import Session, current
from ravine.views.digits import apart
from ravine.words import Words


def best_control(session: Session, key: str, words: Words) -> None:
    """A button that sets the best rate, and momentum, of ``key``; what they are now once they are set.

    Nothing where theory has no such setting: the surface is not quadratic, or the optimizer has no closed form.
    """
    best = best_setting(session.scenario, key)
    if best is None:
        return
    several = "-momentum" if len(best) > 1 else ""
    set_now = session.scenario.optimizers[key]
    values = ", ".join(apart(value, set_now[name], 3)[0] for name, value in best.items())
    if fragments.is_set(session, key, best):
        st.caption(words("best-is-set" if several else "best-rate-is-set", values=values))
        return
    st.button(
        words(f"best-rate{several}", values=values),
        key=f"{key}.best",
        help=words("best-help"),
        on_click=actions.while_here(set_best),
        args=(key, best),
        width="stretch",
    )


def set_best(key: str, best: Mapping[str, float]) -> None:
    """Set ``best``, if it is the best setting still: rates move on the stage without this button."""
    scenario = current().scenario
    if key in scenario.optimizers and best_setting(scenario, key) == best:
        actions.change({f"{key}.{name}": value for name, value in best.items()})
