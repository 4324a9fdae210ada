"""Fragments of playground and maps, what each shows, and how those that show something else now are drawn again.

A change of who races cost 22 ms of CPU when all of the page was drawn for it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from experiments.curvature import best_setting
from experiments.racers import rule_of
from ravine.session.session import RACE_PAGES, Session
from ravine.stage import component

# Keys of fragments; what stands in none is drawn with the whole page.
PAGE, STAGE, SURFACE, RACERS, RULES, STEPS = "page", component.KEY, "surface-of", "racers", "rules-of", "steps-of"
ON_SURFACE = ("surface_parameters", "start", "steps", "seed", "batch", "replacement", "drop_last", "gradient_noise")


def _page(session: Session) -> Any:
    return (session.page, session.language, session.scenario.surface, session.scenario.data, session.problems)


def _surface(session: Session) -> Any:
    return (
        session.wants_file,
        _refused(session, racers=False),
        *(getattr(session.scenario, name) for name in ON_SURFACE),
    )


def _racers(session: Session) -> Any:
    """Learning rates stand on the stage; the sidebar says only whether the best one is set."""
    scenario = session.scenario
    rules = {
        key: {name: value for name, value in values.items() if name != "lr"}
        for key, values in scenario.optimizers.items()
    }
    key = session.settings_of
    best = best_setting(scenario, key) if key in scenario.optimizers else None
    refused = _refused(session, racers=True)
    set_best = bool(key and best and is_set(session, key, best))
    return tuple(rules), rules, refused, scenario.schedules, scenario.steps, best, set_best, key


def _refused(session: Session, *, racers: bool) -> Any:
    """What is said of fields in racers' settings, or of all others."""
    racing = session.scenario.optimizers
    return {key: said for key, said in session.refused.items() if (key.partition(".")[0] in racing) is racers}


def _steps(session: Session) -> Any:
    inspected = session.view.inspect
    return tuple(session.scenario.optimizers), inspected, inspected and (session.scenario, session.step)


# Everything that a fragment, and the page outside all of them, shows. The stage shows everything: it is always drawn.
SHOWN: dict[str, Callable[[Session], Any]] = {
    PAGE: _page,
    SURFACE: _surface,
    RACERS: _racers,
    RULES: lambda session: tuple(dict.fromkeys(map(rule_of, session.scenario.optimizers))),
    STEPS: _steps,
}


def is_set(session: Session, key: str, setting: Mapping[str, float]) -> bool:
    """Whether racer ``key`` runs with the values of ``setting``."""
    return setting.items() <= session.scenario.optimizers.get(key, {}).items()


def drawn(session: Session, key: str) -> None:
    """Fragment ``key`` has been drawn: it shows what the session holds now."""
    session.drawn[key] = SHOWN[key](session)


def affected(session: Session) -> list[str]:
    """Fragments on the page that no longer show what the session holds."""
    return [key for key, shown in session.drawn.items() if SHOWN[key](session) != shown]


def redraw(session: Session) -> None:
    """In a callback: have the stage drawn again and the fragments that are affected.

    Where none is, the callback returns, and Streamlit draws what the widget stands in.
    """
    keys = affected(session) if session.page in RACE_PAGES else []
    if PAGE in keys:
        st.rerun()
    if keys:
        try:
            st.rerun([STAGE, *keys])
        except StreamlitAPIException:  # the page has not been drawn down to one of them yet
            st.rerun()
