"""Content-addressed parts of the stage's payload, and how they are packed."""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Part:
    """A part of the payload that is sent once: plain data and named arrays, identified by the hash of both.

    Arrays shown as numbers or drawn on a log axis are float64; arrays that are only drawn are float32.
    """

    json: dict[str, Any]
    arrays: Mapping[str, NDArray[np.float32] | NDArray[np.float64]]

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return sum(array.nbytes for array in self.arrays.values())

    @cached_property
    def id(self) -> str:
        digest = hashlib.blake2b(json.dumps(self.json).encode(), digest_size=9)
        for name, array in self.arrays.items():
            digest.update(name.encode() + array.tobytes())
        return digest.hexdigest()


def pack(header: dict[str, Any], parts: list[Part]) -> bytes:
    """``header`` and ``parts`` as one payload; each array is aligned to its item size."""
    chunks: list[bytes] = []
    offset = 0
    listed = {}
    for part in parts:
        places = {}
        for name, array in part.arrays.items():
            gap = -offset % array.itemsize
            offset += gap
            places[name] = {"offset": offset, "shape": array.shape, "bytes": array.itemsize}
            chunks += [bytes(gap), array.tobytes()]
            offset += array.nbytes
        listed[part.id] = {"json": part.json, "arrays": places}
    text = json.dumps(header | {"parts": listed}, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    text += b" " * (-(4 + len(text)) % 8)
    return struct.pack("<I", len(text)) + text + b"".join(chunks)
