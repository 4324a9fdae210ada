"""Shared parts of unit declarations: parameters, reading of numbers, arguments by name, discovery of unit files."""

from declare._discover import discover
from declare._named import named, names
from declare._number import real, truth, whole
from declare._parameter import Parameter

__all__ = ["Parameter", "discover", "named", "names", "real", "truth", "whole"]
