"""Options by which a page configures the stage, beyond the race and its view."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """Options of one page.

    Attributes:
        hide: parts to leave out (``board``, ``rates``, ``loss``, ``toolbar``, ``tools``, ``transport``, ``start``), and
            view switches by their field in View.
        link: query string of the page's own link; empty: the race's link.
        replay: a counter; when it changes, the race plays from the start.
        place: identity of the page's content; when it changes, the page scrolls to its top.
        large: thicker lines and larger text, for a projector.
        autoplay: play the first race without a click.
    """

    hide: tuple[str, ...] = ()
    link: str = ""
    replay: int = 0
    place: str = ""
    large: bool = False
    autoplay: bool = True
