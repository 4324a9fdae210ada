"""A surface as a picture of coloured bands, for the notebook's figure: contours that an animation leaves alone.

Plotly takes a contour trace off the page while it redraws a frame (it is there in 1 of 18 pictures); an image stays.
"""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.palette import SURFACE
from landscapes import Landscape

PIXELS = 480
LEVELS = 24


def bands(surface: Landscape, parameters: tuple[float, ...], raised) -> str:
    """Data address of a PNG of the surface over its domain, north up; ``raised`` turns losses into heights."""
    (x0, x1), (y0, y1) = surface.domain
    across, up = np.linspace(x0, x1, PIXELS), np.linspace(y0, y1, PIXELS)
    heights = raised(engine.grid(surface, parameters, across, up))
    low, high = np.nanmin(heights), np.nanmax(heights)
    share = np.nan_to_num((heights - low) / ((high - low) or 1.0))
    level = np.minimum(share * LEVELS, LEVELS - 1).astype(np.uint8)
    return "data:image/png;base64," + base64.b64encode(png(level[::-1], palette())).decode()


def palette() -> NDArray[np.uint8]:
    """Red, green and blue of every level: uint8 ``(LEVELS, 3)``."""
    colours = np.array([[int(colour[k : k + 2], 16) for k in (1, 3, 5)] for colour in SURFACE["light"]], dtype=float)
    at = (np.arange(LEVELS) + 0.5) / LEVELS * (len(colours) - 1)
    return np.column_stack([np.interp(at, np.arange(len(colours)), channel) for channel in colours.T]).astype(np.uint8)


def png(indexes: NDArray[np.uint8], colours: NDArray[np.uint8]) -> bytes:
    """A PNG file (W3C, 2003) with a palette: ``indexes`` ``(height, width)``, ``colours`` ``(n, 3)``."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width = indexes.shape
    rows = np.column_stack([np.zeros(height, dtype=np.uint8), indexes])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"PLTE", colours.tobytes()) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")
