"""What the stage tells, each change once.

The stage sends a change until it is answered, and Streamlit brings the newest message along with whatever else is done
on the page. So a change may come twice, the second time after something that came later; and where two things come in
together, Streamlit calls the stage last, though a button was pressed after what is told.
"""

from typing import Any

import streamlit as st

from ravine.stage import component

SINGLE = ("start", "step", "batch", "seed")
KEYED = ("lr", "view")


def news() -> dict[str, Any]:
    """The newest message with what was not taken in before; taken in it is from now on. Empty when there is none."""
    event = component.event()
    number = component.number(event)
    # Not "below": a stage that is mounted anew beside a session that took over begins to count again.
    if not number or number == st.session_state.get("heard", 0):
        return {}
    before, since = answered(), part(event, "since")
    st.session_state.heard = st.session_state.ack = number

    def new(name: str) -> bool:
        first = since.get(name, number)
        return isinstance(first, int) and first > before

    told = {"surface": event.get("surface"), "final": event.get("final") is not False}
    told |= {name: event[name] for name in SINGLE if name in event and new(name)}
    return told | {name: {k: v for k, v in part(event, name).items() if new(f"{name}.{k}")} for name in KEYED}


def answered() -> int:
    """Number of the newest message that was taken in."""
    return st.session_state.get("ack", 0)


def held() -> frozenset[str]:
    """Parts of payloads that the browser says it has."""
    have = component.event().get("have")
    return frozenset(part for part in have if isinstance(part, str)) if isinstance(have, list) else frozenset()


def part(event: dict[str, Any], name: str) -> dict[str, Any]:
    value = event.get(name)
    return value if isinstance(value, dict) else {}
