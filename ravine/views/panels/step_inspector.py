"""The step inspector: one update of one optimizer, with its numbers. Made from what the optimizer declares."""

from math import isfinite

import streamlit as st

from experiments.curvature import curvature, limits
from experiments.inspect import DIGITS, Quantity, Update, inspect
from experiments.race import Race
from ravine.session import actions
from ravine.session.actions import while_here
from ravine.session.session import Session
from ravine.views.controls import show_option
from ravine.views.digits import apart
from ravine.words import Words, racer_names


def inspector(session: Session, race: Race | None, words: Words) -> None:
    """Draw the inspector under the stage; it follows the step at which playback stands.

    Nothing but the choice is drawn while the race has not been run.
    """
    if session.scenario.optimizers:
        with st.container(key="inspector"):
            _inspector(session, race, words)


def _inspector(session: Session, race: Race | None, words: Words) -> None:
    key = choose(session, words)
    if not key or race is None:
        return
    update = inspect(race, key, race.scenario.steps if session.step is None else session.step)
    if update is None:
        st.caption(words("inspect-none"))
        return
    st.markdown(f"**{words('inspect-update', t=update.t, before=update.t - 1)}** · {words('inspect-keys')}")
    if broken := words.switched(key, race.scenario.optimizers[key]):
        st.caption(words("inspect-switched", parts=", ".join(broken)))
    st.caption(told_curvature(race, key, update, words))
    left, right = st.columns(2)
    with left, st.container(key="inspector-formulas"):
        st.latex(update.formula)
        for title, lines in zip(axes(race), update.numbers, strict=True):
            st.caption(title)
            # Within a paragraph a formula that is too wide breaks over two lines.
            st.markdown("\n\n".join(rf"$\displaystyle {line}$" for line in lines))
    with right, st.container(key="inspector-table", border=True):
        st.markdown(table(update, axes(race), words))


def axes(race: Race) -> tuple[str, str]:
    """Names of the two weights, as formulas."""
    x, y = (name.replace("₁", "_1").replace("₂", "_2") for name in race.scenario.landscape.axes)
    return f"${x}$", f"${y}$"


def choose(session: Session, words: Words) -> str:
    """Whose steps are looked into; kept in the view, so it is in the link."""
    chosen = session.view.inspect
    if chosen not in session.scenario.optimizers:
        chosen = ""

    def changed() -> None:
        # A label of the language before is no optimizer; Streamlit brings it when the page changes language.
        if st.session_state["inspect"] in ("", *session.scenario.optimizers):
            actions.change_view({"inspect": st.session_state["inspect"]})

    names = {"": words("inspect-nobody"), **racer_names(session.scenario, words)}
    show_option("inspect", chosen)
    st.selectbox(
        words("inspect"),
        ["", *session.scenario.optimizers],
        format_func=lambda key: names.get(key, key),
        key="inspect",
        help=words("inspect-help"),
        on_change=while_here(changed),
    )
    return chosen


def told_curvature(race: Race, key: str, update: Update, words: Words) -> str:
    """How the surface curves where the update begins, and up to which rate that settles."""
    at = update.t - 1
    scenario, here = race.scenario, race[key].path[at : at + 1]
    if scenario.landscape.on_kink(here, tuple(scenario.surface_parameters.values())).any():
        return words("inspect-kink")
    high, low = map(float, curvature(race, key).eigenvalues[at])
    most, least = map(minus, apart(high, low))
    said = [words("inspect-curvature", most=most, least=least)]
    if low > 0:
        said.append(words("inspect-condition", ratio=short(high / low)))
    limit = limits(race, key)
    if limit is not None and isfinite(limit[at]):
        bound, rate = map(minus, apart(float(limit[at]), float(race[key].rate[at])))
        said.append(words("inspect-limit", limit=bound, rate=rate))
    return " ".join(said)


def short(value: float) -> str:
    """Four digits: these numbers are to be compared, not computed with."""
    return minus(f"{value:.4g}")


def minus(text: str) -> str:
    return text.replace("-", "−")


def table(update: Update, axes: tuple[str, str], words: Words) -> str:
    """The quantities as a Markdown table: what went in, then what came out."""
    loss = f"| $f(w_{{t-1}})$ | {words('quantity-loss')} | {number(update.loss)} | |"
    head = f"| | | {axes[0]} | {axes[1]} |\n|:--|:--|--:|--:|\n{loss}"
    return "\n".join([head, *(row(q, words) for q in (*update.given, *update.made))])


def row(quantity: Quantity, words: Words) -> str:
    x, y = map(number, quantity.value)
    return f"| ${quantity.symbol}$ | {words('quantity-' + quantity.role)} | {x} | {y} |"


def number(value: float) -> str:
    return minus(f"{value + 0.0:.{DIGITS}g}")  # no number here is minus zero
