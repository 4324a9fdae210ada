"""What is descended: one surface a file, found by discovery."""

from declare import discover
from landscapes._landscape import FAMILIES, CriticalPoint, Landscape

LANDSCAPES: dict[str, Landscape] = discover(__name__, __path__, "LANDSCAPE")

__all__ = ["FAMILIES", "LANDSCAPES", "CriticalPoint", "Landscape"]
