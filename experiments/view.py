"""View: how a race is looked at. It travels in the link, but no number of the race depends on it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args, get_type_hints

from declare import truth
from experiments.run_names import racer
from optimizers import OPTIMIZERS


@dataclass(frozen=True)
class View:
    """How a race is drawn.

    Attributes:
        off: names (:mod:`experiments.run_names`) of what races but is not drawn.
        loss: scale of the loss axis.
        height: scale of the surface's colours and of the third dimension; ``auto`` lets the surface's shape decide.
        arrow: draw the direction of steepest descent at each head.
        marks: draw minima and saddles.
        three: draw the surface in three dimensions.
        curvature: draw how the surface curves at each head.
        inspect: key of the optimizer whose steps are looked into; empty for none.
        batch_map: draw the landscape of the step's batch over the full one.
        fit: draw the data with the models' curves.
        cloud: draw the gradients of all samples.
        sample_of: key of the optimizer whose batches and gradients are drawn; empty for the first.
        axis: what race and loss chart advance by.
        versus: let everyone race on all samples too.
        ends: draw where everybody ended with many seeds.
        slice: the line along which a slice through the surface is drawn; empty for none.
        slice_of: key of the optimizer through whose point it goes; empty for the one looked into, or else the first.
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

    def __post_init__(self) -> None:
        for name in SWITCHES:
            object.__setattr__(self, name, truth(getattr(self, name)))

    def with_changes(self, changes: Mapping[str, Any]) -> "View":
        """This view with those ``changes`` (by field name) that are usable."""
        usable = {name: value for name, value in changes.items() if accepts(name, value)}
        return replace(self, **{n: tuple(v) if isinstance(v, list) else v for n, v in usable.items()})


HINTS = get_type_hints(View)
NAMES = tuple(field.name for field in fields(View))
SWITCHES = tuple(name for name in NAMES if HINTS[name] is bool)


def accepts(name: str, value: Any) -> bool:
    """Whether ``value`` can stand in field ``name``."""
    hint = HINTS.get(name)
    if hint is bool:
        return isinstance(value, bool)
    if name == "off":
        return isinstance(value, (list, tuple)) and all(
            isinstance(key, str) and racer(key) in OPTIMIZERS for key in value
        )
    if name in ("inspect", "sample_of", "slice_of"):
        return isinstance(value, str) and (value == "" or value in OPTIMIZERS)
    return isinstance(value, str) and value in get_args(hint)


def to_text(value: Any) -> str:
    """A field's value as a link holds it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(value) if isinstance(value, tuple) else value


def from_text(name: str, text: str) -> Any:
    """The value that ``text`` stands for in field ``name``; None when it is not usable."""
    if HINTS[name] is bool:
        return {"1": True, "0": False}.get(text)
    value: Any = tuple(dict.fromkeys(filter(None, text.split(",")))) if name == "off" else text
    return value if accepts(name, value) else None
