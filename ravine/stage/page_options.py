"""Options by which a page configures the stage, beyond the race and its view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Frame:
    """Options of one page.

    Attributes:
        hide: parts to leave out (``board``, ``menu``, ``rates``, ``loss``, ``toolbar``, ``tools``, ``transport``,
            ``start``), and view switches by their field in View.
        link: query string of the page's own link; empty: the race's link.
        replay: a counter; when it changes, the race plays from the start.
        place: identity of the page's content; when it changes, the page scrolls to its top.
        large: thicker lines and larger text, for a projector.
        autoplay: play the first race without a click; else it begins at its start, and what has not been played yet is
            not drawn.
        kept: query string of what a link asks of the page, which a copied link asks for too.
        moment: what a link shows of the race (:class:`ravine.session.moment.Moment`); another one is shown once.
        predicted: a counter; when it changes, the next run from the start is one that was predicted.
        maps: the map stands large beside the contour and the losses, in place of the panels below them.
        ghost: ``name`` and ``query`` of a race that is drawn behind this one, to compare both.
    """

    hide: tuple[str, ...] = ()
    link: str = ""
    replay: int = 0
    place: str = ""
    large: bool = False
    autoplay: bool = True
    kept: str = ""
    moment: Mapping[str, Any] | None = None
    predicted: int = 0
    maps: bool = False
    ghost: Mapping[str, str] | None = None
