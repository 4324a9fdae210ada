"""Pieces of the stage's blob, each under the hash of its content, and how they are packed."""

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
    """A piece of the blob that is sent once: plain data and named float32 arrays, under the hash of both."""

    json: dict[str, Any]
    arrays: Mapping[str, NDArray[np.float32]]

    @cached_property
    def id(self) -> str:
        digest = hashlib.blake2b(json.dumps(self.json).encode(), digest_size=9)
        for name, array in self.arrays.items():
            digest.update(name.encode() + array.tobytes())
        return digest.hexdigest()


def pack(header: dict[str, Any], parts: list[Part]) -> bytes:
    """``header`` and ``parts`` as one blob; every array starts at a multiple of four bytes."""
    chunks: list[bytes] = []
    offset = 0
    listed = {}
    for part in parts:
        places = {}
        for name, array in part.arrays.items():
            places[name] = {"offset": offset, "shape": array.shape}
            chunks.append(array.tobytes())
            offset += array.nbytes
        listed[part.id] = {"json": part.json, "arrays": places}
    text = json.dumps(header | {"parts": listed}, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text + b"".join(chunks)
