"""Streamlit component of the stage: tells it what to show and reports the visitor's actions."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import Any

import streamlit as st

from ravine.stage.assets import addresses
from ravine.stage.page_options import Frame

# Without a fixed key Streamlit hashes the data into the component's identity, and every change remounts the stage.
KEY = "stage"


@cache
def _mount() -> Callable[..., Any]:
    # Not at import: Streamlit resolves the files only while it runs, and payloads are also built without Streamlit.
    return st.components.v2.component("ravine.stage", js="adapter.js", isolate_styles=False)


def stage(race: dict[str, str], frame: Frame, ack: int, on_event: Callable[[], None]) -> None:
    """Show a race, which the stage asks for itself.

    Args:
        race: what it asks for, by name (:class:`ravine.server.race.Wish`).
        ack: number of the newest event that the session has taken in.
        on_event: runs before the rerun of each event.
    """
    link = {"assets": addresses(), "race": race, "frame": asdict(frame), "ack": ack}
    # As bytes: Streamlit would look for a data frame in each value of a mapping.
    _mount()(key=KEY, data=json.dumps(link).encode(), on_live_change=on_event)


def event() -> dict[str, Any]:
    """The newest event of the stage, or ``{}``."""
    state = st.session_state.get(KEY)
    live = state.get("live") if state else None
    return live if isinstance(live, dict) else {}


def number(event: dict[str, Any]) -> int:
    """Sequence number of an event; 0 without one."""
    sequence = event.get("seq")
    return sequence if isinstance(sequence, int) else 0
