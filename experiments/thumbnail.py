"""Draw a surface as a PNG of coloured bands between its contours, for the notebook figure and for thumbnails.

The figure uses an image because Plotly removes a contour trace while it redraws a frame: 1 of 18 pictures showed it.
"""

import base64
import struct
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

import engine
from experiments.contour_levels import levels
from experiments.loss_scale import Scale, scale
from experiments.palette import SURFACE
from experiments.surface_data import ground
from landscapes import LANDSCAPES

Colours = NDArray[np.uint8]
PIXELS = 480
# Contour levels of a thumbnail, which has room for fewer lines.
THUMBNAIL_LEVELS = 12


def bands(surface: str, parameters: tuple[float, ...], scaled: Scale, data: str = "") -> str:
    """Data URL of a PNG of the surface over its domain, y upwards, with heights on the scale ``scaled``."""
    loss = sampled(surface, parameters, PIXELS, PIXELS, data)
    at = levels(loss, scaled)
    return "data:image/png;base64," + base64.b64encode(png(index(loss, at), shades(loss, at, scaled, "light"))).decode()


def thumbnail(surface: str, theme: str, longest: int, lines: float = 0.22) -> bytes:
    """PNG of ``surface`` at its default parameters, axes to scale, the longer one ``longest`` pixels.

    Args:
        theme: ``light`` or ``dark``.
        lines: opacity of contour lines, 0 to 1.
    """
    loss, scaled, at = _levelled(surface, longest)
    band, colours = index(loss, at), shades(loss, at, scaled, theme)
    ink = colours * (1 - lines) + np.array([20, 25, 35] if theme == "light" else [255, 255, 255]) * lines
    edge = np.zeros(band.shape, dtype=bool)
    edge[:-1] |= band[:-1] != band[1:]
    edge[:, :-1] |= band[:, :-1] != band[:, 1:]
    return png(band + edge.astype(np.uint8) * np.uint8(len(colours)), np.vstack([colours, ink.astype(np.uint8)]))


@lru_cache(maxsize=1)  # the same in both themes, which are drawn one after the other
def _levelled(surface: str, longest: int) -> tuple[NDArray[np.float64], Scale, NDArray[np.float64]]:
    """Loss of each pixel of a thumbnail, its scale, and the contour levels."""
    landscape = LANDSCAPES[surface]
    (x0, x1), (y0, y1) = landscape.domain
    per_pixel = max(x1 - x0, y1 - y0) / longest
    wide, high = (max(1, round(length / per_pixel)) for length in (x1 - x0, y1 - y0))
    loss = sampled(surface, landscape.values({}), wide, high)
    scaled = scale(loss)
    return loss, scaled, levels(loss, scaled, THUMBNAIL_LEVELS)


def sampled(surface: str, parameters: tuple[float, ...], wide: int, high: int, data: str = "") -> NDArray[np.float64]:
    """Loss at the centre of each pixel of the domain, y upwards: float64 ``(high, wide)``."""
    landscape = ground(surface, data)
    middles = [
        low + (np.arange(count) + 0.5) / count * (end - low)
        for (low, end), count in zip(landscape.domain, (wide, high), strict=True)
    ]
    return engine.grid(landscape, parameters, *middles)[::-1]


def index(loss: NDArray[np.float64], at: NDArray[np.float64]) -> Colours:
    """Index from 0 of each loss's band between the levels ``at``: uint8 of the shape of ``loss``."""
    return np.searchsorted(at, np.nan_to_num(loss, nan=np.inf)).astype(np.uint8)


def shades(loss: NDArray[np.float64], at: NDArray[np.float64], scaled: Scale, theme: str) -> Colours:
    """Colour of each band, taken at its middle height: uint8 ``(len(at) + 1, 3)``."""
    finite = loss[np.isfinite(loss)] if np.isfinite(loss).any() else np.zeros(1)
    heights = scaled.of(np.concatenate([[finite.min()], at, [finite.max()]]))
    share = ((heights[:-1] + heights[1:]) / 2 - heights[0]) / ((heights[-1] - heights[0]) or 1.0)
    colours = np.array([[int(colour[k : k + 2], 16) for k in (1, 3, 5)] for colour in SURFACE[theme]], dtype=float)
    place = share * (len(colours) - 1)
    return np.column_stack([np.interp(place, np.arange(len(colours)), c) for c in colours.T]).astype(np.uint8)


def png(indexes: NDArray[np.uint8], colours: Colours) -> bytes:
    """A PNG file (W3C, 2003) with a palette: ``indexes`` ``(height, width)``, ``colours`` ``(n, 3)``."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width = indexes.shape
    rows = np.column_stack([np.zeros(height, dtype=np.uint8), indexes])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"PLTE", colours.tobytes()) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")
