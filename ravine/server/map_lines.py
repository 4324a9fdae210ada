"""Lines of a map's answer: JSON, and behind it arrays as they are, one behind the other, little-endian."""

import json
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ravine.server.race import Meant

TYPES = {"float64": "<f8", "int32": "<i4", "int16": "<i2", "uint16": "<u2"}

#: Takes in the share of a map that is done, and ends its work where nobody wants it any more.
Report = Callable[[float], object]
#: Makes the pieces of an answer, each of one or more whole lines.
Maker = Callable[[Meant, Report], Generator[bytes]]


def line(content: Mapping[str, Any]) -> bytes:
    """``content``, in which no number is infinite or NaN: JSON has none."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def with_arrays(content: Mapping[str, Any], arrays: Iterable[ArrayLike]) -> bytes:
    """A line, and float64 arrays behind it."""
    return with_bytes(content, (np.asarray(array).astype(TYPES["float64"]).tobytes() for array in arrays))


def with_columns(content: Mapping[str, Any], kinds: Mapping[str, str], columns: Mapping[str, NDArray]) -> bytes:
    """A line, and the columns that ``kinds`` names, of those types."""
    return with_bytes(content, (columns[name].astype(TYPES[kind]).tobytes() for name, kind in kinds.items()))


def with_bytes(content: Mapping[str, Any], parts: Iterable[bytes]) -> bytes:
    data = b"".join(parts)
    return line({**content, "bytes": len(data)}) + data
