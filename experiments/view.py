"""View: how a race is drawn. It is part of the link, but no number of the race depends on it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args, get_type_hints

from declare import truth
from experiments import link_names, link_spelling
from experiments.link_names import Spoken
from experiments.racers import is_racer
from experiments.run_names import racer


@dataclass(frozen=True)
class View:
    """How a race is drawn.

    Attributes:
        off: names (:mod:`experiments.run_names`) of runs that are not drawn.
        loss: scale of the loss axis.
        height: scale of the surface's colours and height; ``auto`` chooses by the surface's shape.
        arrow: draw the direction of steepest descent at each head.
        marks: draw minima and saddles.
        three: draw the 3-D surface.
        curvature: draw curvature rings at the heads.
        inspect: key of the optimizer in the step inspector; empty for none.
        batch_map: draw the loss surface of the step's batch over the full one.
        fit: draw the data with the models' fitted curves.
        cloud: draw the gradient of every sample.
        sample_of: key of the optimizer whose batches and gradients are drawn; empty for the first.
        axis: unit of playback and of the loss chart.
        versus: add a full-batch twin to every run on batches.
        ends: draw the end points of many seeds.
        slice: direction of the slice through the surface; empty for none.
        slice_of: key of the optimizer through whose point the slice goes; empty for the inspected one, else the first.
        sweep: what the rate sweep shows of each run; empty for no sweep.
    """

    off: tuple[str, ...] = ()
    loss: Literal["log", "linear"] = "log"
    height: Literal["auto", "log", "linear"] = "auto"
    arrow: bool = False
    marks: bool = True
    three: bool = True
    curvature: bool = False
    inspect: str = ""
    batch_map: bool = True
    fit: bool = True
    cloud: bool = False
    sample_of: str = ""
    axis: Literal["steps", "samples", "epochs"] = "steps"
    versus: bool = False
    ends: bool = True
    slice: Literal["", "gradient", "x", "y"] = ""
    slice_of: str = ""
    sweep: Literal["", "final", "best", "mean", "steps"] = ""

    def __post_init__(self) -> None:
        for name in SWITCHES:
            object.__setattr__(self, name, truth(getattr(self, name)))

    def with_changes(self, changes: Mapping[str, Any]) -> "View":
        """This view with the usable ones of ``changes``, by field name."""
        usable = {name: value for name, value in changes.items() if accepts(name, value)}
        return replace(self, **{n: tuple(v) if isinstance(v, list) else v for n, v in usable.items()})


HINTS = get_type_hints(View)
NAMES = tuple(field.name for field in fields(View))
SWITCHES = tuple(name for name in NAMES if HINTS[name] is bool)


def accepts(name: str, value: Any) -> bool:
    """Whether field ``name`` can have this value."""
    hint = HINTS.get(name)
    if hint is bool:
        return isinstance(value, bool)
    if name == "off":
        return isinstance(value, (list, tuple)) and all(isinstance(key, str) and is_racer(racer(key)) for key in value)
    if name in ("inspect", "sample_of", "slice_of"):
        return isinstance(value, str) and (value == "" or is_racer(value))
    return isinstance(value, str) and value in get_args(hint)


def to_text(value: Any) -> str:
    """A field's value as text in a link."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(value) if isinstance(value, tuple) else value


def from_text(name: str, text: str) -> Any:
    """The value of field ``name`` from a link's text; None if it is unusable."""
    if HINTS[name] is bool:
        return {"1": True, "0": False}.get(text)
    value: Any = tuple(dict.fromkeys(filter(None, text.split(",")))) if name == "off" else text
    return value if accepts(name, value) else None


def mended(name: str, text: str, spoken: Spoken | None = None) -> tuple[Any, bool]:
    """The value of field ``name`` that was meant by a text that is none; None if there is none.

    And whether something in the text was left out. ``spoken``: words for units, as of ``experiments.decode``.
    """
    if HINTS[name] is bool:
        return link_spelling.switch(text), False
    if name == "off":
        names = link_spelling.listed(text)
        runs = [_run(run, spoken) for run in names]
        return tuple(dict.fromkeys(filter(None, runs))) or None, None in runs
    if name in ("inspect", "sample_of", "slice_of"):
        return link_names.find_racer(text, spoken), False
    word = link_spelling.trimmed(text).casefold()
    return word if word and word in get_args(HINTS[name]) else None, False


def _run(text: str, spoken: Spoken | None) -> str | None:
    """Name of the run that ``text`` means: an optimizer's, with the suffix of a twin or an average."""
    if is_racer(racer(text)):
        return text
    name, mark, suffix = text.partition("@")
    key = link_names.find_racer(name, spoken)
    run = f"{key}{mark}{link_spelling.trimmed(suffix).lower()}"
    return run if key and is_racer(racer(run)) else None
