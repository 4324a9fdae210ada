"""View: how a race is drawn. It is part of the link, but no number of the race depends on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
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
        sweep: what the rate sweep shows of each run, ``range`` the loss against its rising rate; empty for no sweep.
        map: kind of map on the page of maps.
        map_of: key of the racer whose plane or large basins are shown; empty for the first.
        map_x, map_y: names of the settings along the axes of a plane; empty for the usual ones.
        map_goal: what a plane shows of each run.
        map_size: cells along a side of a plane or of basins.
        map_zoom: ``"x0,x1,y0,y1"``, the rectangle of settings or starts that is mapped; empty for all of it.
        fair_goal: what a fair race tunes for.
        fair_over: what a tuned setting is judged on: one start, several starts, several seeds.
        fair_budget: settings that each racer tries in a fair race.
        fair_on: the surfaces of a fair race.
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
    sweep: Literal["", "final", "best", "mean", "steps", "range"] = ""
    map: Literal["rate", "plane", "basins", "fair"] = "rate"
    map_of: str = ""
    map_x: str = ""
    map_y: str = ""
    map_goal: Literal["final", "best", "mean", "steps"] = "final"
    map_size: Literal["128", "256", "512", "1024"] = "256"
    map_zoom: str = ""
    fair_goal: Literal["steps", "final", "mean"] = "steps"
    fair_over: Literal["start", "starts", "seeds"] = "start"
    fair_budget: Literal["16", "64", "256"] = "64"
    fair_on: Literal["this", "several"] = "this"

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
RACERS = ("inspect", "sample_of", "slice_of", "map_of")
AXES = ("map_x", "map_y")
ZOOM = "map_zoom"
LONGEST_ZOOM = 4 * 25 + 3  # characters: no number's shortest text is longer
PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def accepts(name: str, value: Any) -> bool:
    """Whether field ``name`` can have this value."""
    hint = HINTS.get(name)
    if hint is bool:
        return isinstance(value, bool)
    if name == "off":
        return isinstance(value, (list, tuple)) and all(isinstance(key, str) and is_racer(racer(key)) for key in value)
    if name in RACERS:
        return isinstance(value, str) and (value == "" or is_racer(value))
    if name in AXES:
        return isinstance(value, str) and (value == "" or value in link_names.settings())
    if name == ZOOM:
        return isinstance(value, str) and (value == "" or rectangle(value) is not None)
    return isinstance(value, str) and value in get_args(hint)


def rectangle(zoom: str) -> tuple[float, float, float, float] | None:
    """``(x0, x1, y0, y1)`` of a rectangle in a link, ``x0 < x1`` and ``y0 < y1``; None if it is none."""
    texts = zoom.split(",", 4)
    if len(zoom) > LONGEST_ZOOM or len(texts) != 4 or not all(map(PLAIN.fullmatch, texts)):
        return None
    x0, x1, y0, y1 = map(float, texts)
    return (x0, x1, y0, y1) if all(map(isfinite, (x0, x1, y0, y1))) and x0 < x1 and y0 < y1 else None


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
    if name in RACERS:
        return link_names.find_racer(text, spoken), False
    if name in AXES:
        return link_names.find_setting(text), False
    if name == ZOOM:
        return _zoom(text), False
    return _choice(text, get_args(HINTS[name])), False


def _choice(text: str, choices: tuple[str, ...]) -> str | None:
    word = link_spelling.trimmed(text).casefold()
    if word and word in choices:
        return word
    number = link_spelling.count(text)
    return next((choice for choice in choices if choice.isdigit() and float(choice) == number), None)


def _zoom(text: str) -> str | None:
    numbers = link_spelling.reals(text, 4)
    zoom = ",".join(map(repr, numbers)) if numbers else ""
    return zoom if rectangle(zoom) else None


def _run(text: str, spoken: Spoken | None) -> str | None:
    """Name of the run that ``text`` means: an optimizer's, with the suffix of a twin or an average."""
    if is_racer(racer(text)):
        return text
    name, mark, suffix = text.partition("@")
    key = link_names.find_racer(name, spoken)
    run = f"{key}{mark}{link_spelling.trimmed(suffix).lower()}"
    return run if key and is_racer(racer(run)) else None
