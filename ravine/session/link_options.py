"""What a teacher's link asks for: parts left out, one lesson alone, large type. Keys of the address, on any page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments import link_spelling
from experiments.scenario import Problem, shorten

# Switches, and what they are where a link does not say.
USUAL = {"lock": "0", "projector": "0", "play": "1"}
KEYS = ("hide", *USUAL)
# Of the page; the others are the stage's.
PAGE = (
    *("sidebar", "heading", "language", "text", "look", "tasks", "question", "controls"),
    *("pages", "keep", "take", "share", "rules"),
)
STAGE = ("board", "menu", "rates", "loss", "three", "toolbar", "tools", "transport", "start", "batch", "samples")
TOGGLES = (
    *("log-loss", "log-height", "gradient", "marks", "batch-map", "fit", "cloud", "ends", "curvature", "slice"),
    "sweep",
)
PARTS = (*PAGE, "inspector", "many", *STAGE, *TOGGLES)
# Parts that a page does not have.
NOT_ON_PLAYGROUND = ("text", "look", "tasks", "question", "controls")
NOT_ON_LESSONS = ("rules", "menu")
NOT_ON_MAPS = (
    *(*NOT_ON_PLAYGROUND, "rules", "inspector", "many", "three", "samples"),
    *("batch-map", "fit", "cloud", "ends", "slice", "sweep"),
)


@dataclass(frozen=True)
class LinkOptions:
    """What the session's link asks for.

    Attributes:
        kept: the keys as they stand in the address.
        hidden: parts that are left out.
        problems: what in these keys cannot be used.
    """

    kept: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def shows(self, part: str) -> bool:
        return part not in self.hidden

    @property
    def projector(self) -> bool:
        return self.kept.get("projector") == "1"

    @property
    def autoplay(self) -> bool:
        """Whether the first race runs by itself; it does unless the link says no. Who wants no motion never has any."""
        return self.kept.get("play") != "0"


def parts_but(elsewhere: tuple[str, ...]) -> tuple[str, ...]:
    """What a link can leave out of a page that has no parts ``elsewhere``."""
    return tuple(part for part in PARTS if part not in elsewhere)


def read(address: Mapping[str, str], *, embedded: bool) -> LinkOptions:
    """The options in ``address``. An ``embedded`` page has no heading and no way to other pages but in its own window.

    With ``lock`` there is one lesson alone: no way to another page.
    """
    kept = {key: _spelled(key, address[key]) for key in KEYS if key in address}
    asked = [part for part in kept.get("hide", "").split(",") if part]
    left_out = {"heading", "share"} if embedded else set()
    if "share" in {*asked, *left_out}:
        left_out.add("keep")
    if "share" in asked:
        left_out.add("take")  # nothing is to be taken from here
    locked = {"pages"} if kept.get("lock") == "1" else set()
    unknown = [Problem("unknown-part", "hide", shorten(part)) for part in asked if part not in PARTS]
    wrong = [
        Problem("not-a-choice", key, shorten(value), used=default)
        for key, default in USUAL.items()
        if (value := kept.get(key, default)) not in ("0", "1")
    ]
    return LinkOptions(kept, frozenset({*asked} & {*PARTS} | left_out | locked), (*unknown[:5], *wrong))


def _spelled(key: str, text: str) -> str:
    """The value of ``key`` that was meant by ``text``; ``text`` where none is."""
    if key in USUAL:
        on = link_spelling.switch(text)
        return text if text in ("0", "1") or on is None else str(int(on))
    parts = text.split(",")
    if all(part in PARTS for part in parts if part):
        return text
    return ",".join(_part(part) for part in link_spelling.listed(text))


def _part(text: str) -> str:
    """The part of the page that ``text`` names in other letters; ``text`` where it names none."""
    folded = link_spelling.fold(link_spelling.trimmed(text))
    return next((part for part in PARTS if part == text or link_spelling.fold(part) == folded), text)
