"""Loss surfaces, one file each, found by discovery."""

from declare import discover
from landscapes._data import DataLandscape
from landscapes._landscape import FAMILIES, CriticalPoint, Landscape
from landscapes._sets import DATA_SETS, DataSet
from landscapes._synthetic import Samples
from landscapes.data import DATA_LANDSCAPES

LANDSCAPES: dict[str, Landscape] = dict(sorted((discover(__name__, __path__, "LANDSCAPE") | DATA_LANDSCAPES).items()))

__all__ = ["DATA_SETS", "FAMILIES", "LANDSCAPES", "CriticalPoint", "DataLandscape", "DataSet", "Landscape", "Samples"]
