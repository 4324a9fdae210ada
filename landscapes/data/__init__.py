"""Losses over a data set: a model with two weights, one loss for each sample; one a file, found by discovery."""

from declare import discover

DATA_LANDSCAPES = discover(__name__, __path__, "LANDSCAPE")
