"""A piece of the blob that both sides keep."""

import hashlib
import json
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
