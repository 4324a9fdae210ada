"""The stage as a Streamlit component: shows a payload, reports what the visitor did."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

# The one mount keeps its key: without it the payload would be hashed into the identity and every change would remount.
KEY = "stage"


@cache
def _mount() -> Callable[..., Any]:
    # Not on import: Streamlit finds the stage's files only while it runs, and payloads are built without it too.
    return st.components.v2.component("ravine.stage", js="adapter.js", isolate_styles=False)


def stage(payload: bytes, on_event: Callable[[], None]) -> None:
    """Show ``payload``; ``on_event`` is called before the rerun that a visitor's action causes."""
    _mount()(key=KEY, data=payload, on_live_change=on_event)


def event() -> dict[str, Any]:
    """The newest event of the stage, or ``{}``."""
    state = st.session_state.get(KEY)
    live = state.get("live") if state else None
    return live if isinstance(live, dict) else {}


def number(event: dict[str, Any]) -> int:
    """Of an event; 0 where it has none."""
    found = event.get("seq")
    return found if isinstance(found, int) else 0
