"""Values that the session has set in widgets, until the browser has shown them.

Streamlit's browser reports the values of all widgets with whatever a visitor does, and what the server sets reaches it
later. In between, a report brings a value from before, which is no change by the visitor; and a number that the visitor
enters is overwritten when the value that was set arrives. Each value that is set has a revision, which the browser
reports back: so it is known which values it had shown when it reported.
"""

from dataclasses import dataclass, field
from typing import Any

MOST = 16  # values kept of one widget


class _Anything:
    """Equal to every value."""

    def __eq__(self, _other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


# What a browser reports of a widget whose options it shows in another language: it reports options by their words.
UNREADABLE = _Anything()


@dataclass
class WidgetValues:
    """Of all widgets of a session.

    Attributes:
        revision: number of the newest value that was set, in any widget.
        shown: number of the newest value that the browser is known to show.
        languages: in which each widget was last drawn, by its key.
    """

    revision: int = 0
    shown: int = 0
    languages: dict[str, str] = field(default_factory=dict)
    _values: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)

    def acknowledge(self, revision: int) -> None:
        """The browser shows all values up to ``revision``; it may be the number of another session."""
        if self.shown < revision <= self.revision:
            self.shown = revision

    def set(self, key: str, before: Any, value: Any) -> None:
        """Note that ``value`` is sent for the widget ``key``; ``before`` is what the browser has reported of it.

        After :data:`UNREADABLE` nothing that is reported counts until the browser shows ``value``.
        """
        values = [] if before is UNREADABLE else self._pending(key)
        values = values or [(self.shown, before)]
        self.revision += 1
        self._values[key] = [*values, (self.revision, value)][-MOST:]

    def is_pending(self, key: str) -> bool:
        """Whether a value of the widget ``key`` is on its way to the browser."""
        return bool(self._pending(key))

    def is_outdated(self, key: str, reported: Any) -> bool:
        """Whether the browser reports what the widget ``key`` showed before the value that is on its way."""
        return any(value == reported for _, value in self._pending(key)[:-1])

    def draw_in(self, key: str, language: str) -> bool:
        """Note the ``language`` that the widget ``key`` is drawn in; whether it was another one the last time."""
        before = self.languages.get(key, language)
        self.languages[key] = language
        return before != language

    def _pending(self, key: str) -> list[tuple[int, Any]]:
        """What the browser may show, oldest first; empty if it shows the newest value."""
        values = self._values.get(key, [])
        while len(values) > 1 and values[1][0] <= self.shown:
            del values[0]
        if len(values) == 1:
            del self._values[key]
            return []
        return values
