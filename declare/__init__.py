"""Parts of every unit file: declared parameters, numbers for them, and the discovery that makes a file a unit."""

from declare._discover import discover
from declare._named import named, names
from declare._number import real, truth, whole
from declare._parameter import Parameter

__all__ = ["Parameter", "discover", "named", "names", "real", "truth", "whole"]
