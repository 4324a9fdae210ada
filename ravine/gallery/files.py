"""Files of the gallery under a content-addressed URL: thumbnails, words, the dialog's script.

Thumbnails are drawn on first request. The address is the hash of the source code that draws them, so it is known before
they are drawn.
"""

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from experiments.thumbnail import thumbnail
from landscapes import FAMILIES, LANDSCAPES
from ravine.asset import Asset
from ravine.words import LANGUAGES, Words

THEMES = ("light", "dark")
PIXELS = 240  # twice the card's size, for high-density screens
FRONTEND = files("ravine") / "gallery" / "frontend"
# Packages whose source determines the thumbnails and the catalogue.
SOURCES = ("declare", "engine", "experiments", "landscapes", "ravine.words")
ORDER = sorted(LANDSCAPES, key=lambda key: FAMILIES.index(LANDSCAPES[key].family))


@cache
def folder() -> str:
    """Address of the gallery's files, relative to the app's root, with a slash at its end."""
    digest = hashlib.sha256(_script())
    for package in SOURCES:
        root = Path(str(files(package)))
        for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"ravine/gallery/{digest.hexdigest()[:16]}/"


def catalogue(language: str) -> dict:
    """Families with their surfaces, in the gallery's order, and the dialog's words."""
    words = Words(language)
    counts = [words("gallery-found", count=count) for count in range(len(ORDER) + 1)]
    named = {name: words(f"gallery-{name}") for name in ("title", "find", "chosen", "close")}
    families = [
        {
            "name": words(f"surface-family-{family}"),
            "surfaces": [
                {"key": key, "name": words.surface(key), "story": words.of("surface", key, "story")}
                for key in ORDER
                if LANDSCAPES[key].family == family
            ],
        }
        for family in FAMILIES
    ]
    return {
        "words": {**named, "help": words("surface-help"), "found": counts},
        "families": [family for family in families if family["surfaces"]],
    }


def read(name: str) -> Asset | None:
    """A file of the gallery; None if there is no such file."""
    # Only existing names reach the cache: requests for other names would grow it without limit.
    return _read(name) if name in {*names(), "dialog.js", *(f"{language}.json" for language in LANGUAGES)} else None


@cache
def _read(name: str) -> Asset:
    stem, _, kind = name.rpartition(".")
    surface, _, theme = stem.rpartition("-")
    if kind == "png":
        return Asset(thumbnail(surface, theme, PIXELS), "image/png")
    if kind == "json":
        return Asset(json.dumps(catalogue(stem), ensure_ascii=False).encode(), "application/json")
    return Asset(_script(), "text/javascript")


def names() -> list[str]:
    """Names of all thumbnails."""
    return [f"{key}-{theme}.png" for key in ORDER for theme in THEMES]


def warm() -> None:
    """Draw every thumbnail, before the first visitor opens the gallery."""
    for name in names():
        read(name)


def _script() -> bytes:
    return (FRONTEND / "dialog.js").read_bytes()
