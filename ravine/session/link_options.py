"""What a teacher's link asks for: parts left out, one lesson alone, large type. Keys of the address, on any page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments.scenario import Problem, shorten

KEYS = ("hide", "lock", "play", "projector")
# Of the page; the others are the stage's.
PAGE = ("sidebar", "heading", "language", "text", "look", "tasks", "question", "controls", "pages", "share", "rules")
STAGE = ("board", "rates", "loss", "three", "toolbar", "tools", "transport", "start", "batch", "samples")
TOGGLES = ("log-loss", "log-height", "gradient", "marks", "batch-map", "fit", "cloud", "ends", "curvature", "slice")
PARTS = (*PAGE, "inspector", "many", *STAGE, *TOGGLES)


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


def read(address: Mapping[str, str], *, embedded: bool) -> LinkOptions:
    """The options in ``address``. An ``embedded`` page has no heading and no way to other pages but in its own window.

    With ``lock`` there is one lesson alone: no way to another page.
    """
    kept = {key: address[key] for key in KEYS if key in address}
    asked = [part for part in kept.get("hide", "").split(",") if part]
    left_out = {"heading", "share"} if embedded else set()
    locked = {"pages"} if kept.get("lock") == "1" else set()
    unknown = [Problem("unknown-part", "hide", shorten(part)) for part in asked if part not in PARTS]
    wrong = [
        Problem("not-a-choice", key, shorten(value), used=default)
        for key, default in (("lock", "0"), ("projector", "0"), ("play", "1"))
        if (value := kept.get(key, default)) not in ("0", "1")
    ]
    return LinkOptions(kept, frozenset({*asked} & {*PARTS} | left_out | locked), (*unknown[:5], *wrong))
