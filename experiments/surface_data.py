"""Data of a scenario's surface: its synthetic data, a classic data set, or two columns of a visitor's file."""

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
    """Two usable columns of a visitor's file.

    :func:`columns` finds them by :attr:`name` while a reference exists; keep one in the session.

    Attributes:
        samples: input and target.
        columns: headings of input and target.
        surfaces: data surfaces on these columns, created on demand.
    """

    samples: Samples
    columns: tuple[str, str]
    surfaces: dict[str, DataLandscape] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        _held.setdefault(self.name, self)

    @property
    def name(self) -> str:
        """``csv:`` and a digest of headings and numbers: the value of :attr:`Scenario.data`."""
        digest = blake2b("\0".join(self.columns).encode(), digest_size=16)
        for column in (self.samples.a, self.samples.b):
            digest.update(column.tobytes())
        return f"{CSV}:{digest.hexdigest()}"

    @property
    def target(self) -> str:
        """``class`` if the targets are 0 and 1 and both occur, else ``number``."""
        return "class" if set(np.unique(self.samples.b).tolist()) == {0.0, 1.0} else "number"


_held: WeakValueDictionary[str, Columns] = WeakValueDictionary()


def shared(own: Columns) -> Columns:
    """The one object that all sessions with these columns keep: else it would go with the first of them that leaves."""
    return _held.setdefault(own.name, own)


def columns(data: str) -> Columns | None:
    """The visitor's columns of that name; None if no session holds them any more."""
    return _held.get(data)


def suits(surface: str, data: str) -> str:
    """Code of the problem with using ``data`` for ``surface``; empty if there is none."""
    landscape = LANDSCAPES[surface]
    if not data:
        return ""
    if not isinstance(landscape, DataLandscape):
        return "no-data"
    chosen = columns(data) if data.startswith(f"{CSV}:") else DATA_SETS.get(data)
    if chosen is None:
        return "needs-file" if data.split(":", maxsplit=1)[0] == CSV else "unknown-data"
    fits = landscape.predict and (chosen.target == "class" or landscape.target == "number")
    return "" if fits else "unsuited-data"


def choices(surface: str) -> tuple[str, ...]:
    """Data sets that suit ``surface``, first the empty name of synthetic data; none for a surface without data."""
    if not isinstance(LANDSCAPES[surface], DataLandscape):
        return ()
    return ("", *(key for key in DATA_SETS if not suits(surface, key)))


def ground(surface: str, data: str = "") -> Landscape:
    """The surface on its data.

    Raises:
        LookupError: the data do not exist (any more), or do not suit the surface.
    """
    if problem := suits(surface, data):
        raise LookupError(f"{surface} on {data}: {problem}")
    if data.startswith(f"{CSV}:"):
        own = _held[data]
        if surface not in own.surfaces:
            own.surfaces[surface] = LANDSCAPES[surface].on(own.samples)  # type: ignore[attr-defined]
        return own.surfaces[surface]
    return _classic(surface, data) if data else LANDSCAPES[surface]


@lru_cache(maxsize=64)
def _classic(surface: str, data: str) -> Landscape:
    return LANDSCAPES[surface].on(DATA_SETS[data].samples)  # type: ignore[attr-defined]


def size(landscape: Landscape, parameters: tuple[float, ...]) -> int:
    """Number of samples in the data set; 0 for a surface without data."""
    return len(landscape.samples_of(parameters)) if isinstance(landscape, DataLandscape) else 0


def points(landscape: Landscape, parameters: tuple[float, ...]) -> tuple[CriticalPoint, ...]:
    """``landscape.points(...)``, with compiled kernels for the search if the points must be searched for."""

    def look(x, y):
        loss, gradient = engine.visit(landscape, parameters, np.column_stack([x, y]))
        return loss, *gradient.T

    def curves(x, y):
        return engine.hessians(landscape, parameters, np.column_stack([x, y])).T

    return landscape.points_by(look, curves, parameters)
