"""What a scenario's surface stands on: its own synthetic data, a classic data set, or columns of a visitor's file."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from weakref import WeakValueDictionary

import numpy as np

import engine
from landscapes import DATA_SETS, LANDSCAPES, CriticalPoint, DataLandscape, Landscape, Samples

CSV = "csv"


@dataclass(frozen=True, eq=False)
class Columns:
    """Two columns of a visitor's file, ready to be used.

    It is found by its :attr:`name` for as long as somebody holds it, and then gone: keep it in the session.

    Attributes:
        samples: input and target.
        columns: their headings.
    """

    samples: Samples
    columns: tuple[str, str]
    surfaces: dict[str, DataLandscape] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        _held.setdefault(self.name, self)

    @property
    def name(self) -> str:
        """``csv:`` and a digest of the numbers: what :attr:`Scenario.data` says."""
        digest = blake2b(digest_size=16)
        for column in (self.samples.a, self.samples.b):
            digest.update(column.tobytes())
        return f"{CSV}:{digest.hexdigest()}"

    @property
    def target(self) -> str:
        """``class`` when targets are 0 and 1, both of them, else ``number``."""
        return "class" if set(np.unique(self.samples.b).tolist()) == {0.0, 1.0} else "number"


_held: WeakValueDictionary[str, Columns] = WeakValueDictionary()


def columns(data: str) -> Columns | None:
    """The visitor's columns of that name, while somebody holds them."""
    return _held.get(data)


def suits(surface: str, data: str) -> str:
    """Why ``data`` cannot lie under ``surface``: empty when it can, else the code of a problem."""
    landscape = LANDSCAPES[surface]
    if not data:
        return ""
    if not isinstance(landscape, DataLandscape):
        return "no-data"
    held = columns(data) if data.startswith(f"{CSV}:") else DATA_SETS.get(data)
    if held is None:
        return "needs-file" if data.split(":", maxsplit=1)[0] == CSV else "unknown-data"
    fits = landscape.predict and (held.target == "class" or landscape.target == "number")
    return "" if fits else "unsuited-data"


def choices(surface: str) -> tuple[str, ...]:
    """Data sets that can lie under ``surface``: the empty name, of synthetic data, first; none without data."""
    if not isinstance(LANDSCAPES[surface], DataLandscape):
        return ()
    return ("", *(key for key in DATA_SETS if not suits(surface, key)))


def ground(surface: str, data: str = "") -> Landscape:
    """The surface on that data.

    Raises:
        LookupError: the data are not there (any more), or cannot lie under this surface.
    """
    if problem := suits(surface, data):
        raise LookupError(f"{surface} on {data}: {problem}")
    if data.startswith(f"{CSV}:"):
        held = _held[data]
        if surface not in held.surfaces:
            held.surfaces[surface] = LANDSCAPES[surface].on(held.samples)  # type: ignore[attr-defined]
        return held.surfaces[surface]
    return _classic(surface, data) if data else LANDSCAPES[surface]


@lru_cache(maxsize=64)
def _classic(surface: str, data: str) -> Landscape:
    return LANDSCAPES[surface].on(DATA_SETS[data].samples)  # type: ignore[attr-defined]


def size(landscape: Landscape, parameters: tuple[float, ...]) -> int:
    """How many samples the loss is a mean of; 0 for a surface without data."""
    return len(landscape.samples_of(parameters)) if isinstance(landscape, DataLandscape) else 0


def points(landscape: Landscape, parameters: tuple[float, ...]) -> tuple[CriticalPoint, ...]:
    """``landscape.points(...)``, searched on compiled kernels where there is something to search."""

    def look(x, y):
        loss, gradient = engine.visit(landscape, parameters, np.column_stack([x, y]))
        return loss, *gradient.T

    def curves(x, y):
        return engine.hessians(landscape, parameters, np.column_stack([x, y])).T

    return landscape.points_by(look, curves, parameters)
