"""What is descended: one surface a file, found by discovery."""

from declare import discover
from landscapes._landscape import CriticalPoint, Landscape

LANDSCAPES: dict[str, Landscape] = discover(__name__, __path__, "LANDSCAPE")

__all__ = ["LANDSCAPES", "CriticalPoint", "Landscape"]
