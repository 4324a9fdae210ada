"""Payload of the stage: one binary message built from a race and a view."""

from ravine.stage.payload.build import build

__all__ = ["build"]
