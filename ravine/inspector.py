"""The step inspector: one update of one optimizer, with its numbers. Made from what the optimizer declares."""

import streamlit as st

from experiments.inspect import DIGITS, Quantity, Update, inspect
from experiments.race import Race
from ravine import state
from ravine.words import Words

# Pixels: what Adam needs. L-BFGS, which remembers ten pairs, scrolls.
TALL = 560


def inspector(race: Race, words: Words) -> None:
    """Draw the inspector under the stage; it follows the step at which playback stands."""
    if not race:
        return
    key = choose(race, words)
    if not key:
        return
    update = inspect(race, key, st.session_state.get("step", race.scenario.steps))
    if update is None:
        st.caption(words("inspect-none"))
        return
    st.markdown(f"**{words('inspect-update', t=update.t, before=update.t - 1)}** · {words('inspect-keys')}")
    if broken := words.switched(key, race.scenario.optimizers[key]):
        st.caption(words("inspect-switched", parts=", ".join(broken)))
    left, right = st.columns(2)
    with left, st.container(key="inspector-formulas"):
        for title, formula in zip(("", "$x$", "$y$"), (update.formula, *update.numbers), strict=True):
            if title:
                st.caption(title)
            st.latex(formula)
    with right, st.container(key="inspector-table", height=TALL):
        st.markdown(table(update, words))


def choose(race: Race, words: Words) -> str:
    """Whose steps are looked into; kept in the view, so it is in the link."""
    chosen = state.view().inspect
    if chosen not in race:
        chosen = ""

    def changed() -> None:
        state.change_view({"inspect": st.session_state["inspect"]})
        state.save()

    if st.session_state.get("inspect") != chosen:
        st.session_state["inspect"] = chosen
    st.selectbox(
        words("inspect"),
        ["", *race],
        format_func=lambda key: words.optimizer(key) if key else words("inspect-nobody"),
        key="inspect",
        help=words("inspect-help"),
        on_change=changed,
    )
    return chosen


def table(update: Update, words: Words) -> str:
    """The quantities as a Markdown table: what went in, then what came out."""
    loss = f"| $f(w_{{t-1}})$ | {words('quantity-loss')} | {number(update.loss)} | |"
    head = f"| | | $x$ | $y$ |\n|:--|:--|--:|--:|\n{loss}"
    return "\n".join([head, *(row(q, words) for q in (*update.given, *update.made))])


def row(quantity: Quantity, words: Words) -> str:
    x, y = map(number, quantity.value)
    return f"| ${quantity.symbol}$ | {words('quantity-' + quantity.role)} | {x} | {y} |"


def number(value: float) -> str:
    return f"{value:.{DIGITS}g}".replace("-", "−")
