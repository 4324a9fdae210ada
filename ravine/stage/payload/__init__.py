"""The blob that the stage draws: built from a race and a view."""

from ravine.stage.payload.build import build

__all__ = ["build"]
