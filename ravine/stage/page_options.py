"""What a page asks of the stage beyond the race."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """Parts left out, another link, a new beginning, larger lines.

    Attributes:
        hide: parts (``board``, ``rates``, ``loss``, ``toolbar``, ``tools``, ``transport``, ``start``) and view
            switches, by their names on the toolbar, that are left out; ``three`` leaves out the plot as well.
        link: query of the page's own link; empty where the race's will do.
        replay: another number than before runs the race from the start.
        place: what the page is about; another one than before is read from its top.
        large: for a projector.
        autoplay: the first race runs by itself.
    """

    hide: tuple[str, ...] = ()
    link: str = ""
    replay: int = 0
    place: str = ""
    large: bool = False
    autoplay: bool = True
