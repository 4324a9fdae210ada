"""The stage: contour, surface, loss chart and board, drawn in the browser from one blob a change."""

from ravine.stage.component import stage

__all__ = ["stage"]
