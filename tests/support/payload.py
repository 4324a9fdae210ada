"""Payloads of the stage, unpacked, and those that a page's stage asks for."""

import json
import struct
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from ravine.server.long_race import Plan
from ravine.server.race import Wish, answer_to

STAGE, GALLERY = 0, 1  # places of the page's components


def unpack(blob):
    """``(header, {part: {array: numbers}})``, parsed only from the format's description."""
    (length,) = struct.unpack_from("<I", blob)
    header = json.loads(blob[4 : 4 + length])
    body = blob[4 + length :]
    assert (4 + length) % 8 == 0, "the browser could not lay arrays over it"
    parts = {}
    for name, part in header["parts"].items():
        parts[name] = {}
        for array, place in part["arrays"].items():
            count = int(np.prod(place["shape"]))
            assert place["offset"] % place["bytes"] == 0, f"the browser could not lay {array} over it"
            flat = np.frombuffer(body, f"<f{place['bytes']}", count, place["offset"])
            parts[name][array] = flat.reshape(place["shape"])
    return header, parts


def sent(app: AppTest, which: int = STAGE) -> dict[str, Any]:
    """What the page gives to one of its components."""
    proto = app.get("bidi_component")[which].proto
    return json.loads(proto.bytes or proto.json)


def header(app: AppTest) -> dict[str, Any]:
    """Header of the payload for which the page's stage asks."""
    answer = answer_to(Wish(**sent(app)["race"]))
    # On a slow machine it may be one that takes long.
    return unpack(answer.run() if isinstance(answer, Plan) else answer)[0]
