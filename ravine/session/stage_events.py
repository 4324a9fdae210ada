"""Read events from the stage component, applying each change exactly once.

The stage sends a change until it is answered, and Streamlit brings the newest message along with whatever else is done
on the page. So a change may come twice, the second time after something that came later; and where two things come in
together, Streamlit calls the stage last, though a button was pressed after the change on the stage.
"""

from dataclasses import dataclass, field
from typing import Any

from ravine.session.session import Session
from ravine.stage import component


@dataclass(frozen=True)
class Event:
    """What a visitor has done on the stage since the event before.

    Attributes:
        surface: key of the surface on which it was done.
        change: settings, view options and ``step`` (at which playback stands), by their keys.
    """

    surface: Any
    change: dict[str, Any] = field(default_factory=dict)


def take(session: Session) -> Event | None:
    """The stage's newest event with the changes that were not taken in before; they are from now on. None: no news."""
    event = component.event()
    number = component.number(event)
    # Not "below": a stage that is mounted in a session that took over from another begins to count again.
    if not number or number == session.received:
        return None
    before, since = session.answered, _mapping(event.get("since"))
    session.received = session.answered = number

    def is_new(key: str) -> bool:
        first = since.get(key, number)
        return isinstance(first, int) and first > before

    change = {key: value for key, value in _mapping(event.get("change")).items() if is_new(key)}
    return Event(event.get("surface"), change)


def begin(session: Session) -> None:
    """The stage is mounted; its newest event, if there is one, was meant for a session that is gone.

    What that event changed is in the address, from which this session has taken over.
    """
    if session.received is None:
        session.received = component.number(component.event())


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
