"""Streamlit component of the stage: shows a payload and reports the visitor's actions."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

# Without a fixed key Streamlit hashes the payload into the component's identity, and every change remounts the stage.
KEY = "stage"


@cache
def _mount() -> Callable[..., Any]:
    # Not at import: Streamlit resolves the files only while it runs, and payloads are also built without Streamlit.
    return st.components.v2.component("ravine.stage", js="adapter.js", isolate_styles=False)


def stage(payload: bytes, on_event: Callable[[], None]) -> None:
    """Show ``payload`` (from :func:`ravine.stage.payload.build`); ``on_event`` runs before the rerun of each event."""
    _mount()(key=KEY, data=payload, on_live_change=on_event)


def event() -> dict[str, Any]:
    """The newest event of the stage, or ``{}``."""
    state = st.session_state.get(KEY)
    live = state.get("live") if state else None
    return live if isinstance(live, dict) else {}


def number(event: dict[str, Any]) -> int:
    """Sequence number of an event; 0 without one."""
    sequence = event.get("seq")
    return sequence if isinstance(sequence, int) else 0
