"""Files a browser fetches by an address that holds their hash, so that it may keep them for ever."""

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from plotly.offline import get_plotlyjs_version

FRONTEND = files("ravine") / "stage" / "frontend"
KEPT = "public, max-age=31536000, immutable"  # Cache-Control of what lies under an address with a hash in it
TYPES = {".js": "text/javascript", ".css": "text/css"}
# plotly.js with our traces alone, a third of the whole: what `make plotly` leaves, unless RAVINE_PLOTLY names another.
TRIMMED = Path(__file__).parents[1] / "build" / "plotly" / "plotly.min.js"


@dataclass(frozen=True)
class Asset:
    """Content of a file and its media type."""

    body: bytes
    media_type: str


@cache
def folders() -> dict[str, dict[str, Asset]]:
    """``{address of the folder: {file name: Asset}}``; addresses are relative to the app's root and end in a slash."""
    stage = {f.name: _asset(f) for f in FRONTEND.iterdir() if f.name.endswith(tuple(TYPES))}
    plotly = {"plotly.min.js": _asset(plotly_js())}
    return {f"ravine/{name}/{_digest(group)}/": group for name, group in (("stage", stage), ("plotly", plotly))}


def plotly_js() -> Traversable:
    """The trimmed plotly.js if one of the installed package's version was built, else the package's own.

    No third-party code in the repository, no foreign host at run time.
    """
    built = Path(os.environ.get("RAVINE_PLOTLY") or TRIMMED)
    if built.is_file():
        with built.open("rb") as file:
            if f"plotly.js v{get_plotlyjs_version()}," in file.readline(200).decode(errors="replace"):
                return built
    return files("plotly") / "package_data" / "plotly.min.js"


def addresses() -> dict[str, str]:
    """Where the stage's modules and plotly.js lie, for a payload's header."""
    stage, plotly = folders()
    return {"stage": stage, "plotly": plotly + "plotly.min.js"}


def modules() -> list[str]:
    """Names of the stage's modules, so that a browser can fetch them side by side instead of as each names the next."""
    return sorted(name for name in folders()[addresses()["stage"]] if name.endswith(".js") and name != "adapter.js")


def _asset(file) -> Asset:
    return Asset(file.read_bytes(), TYPES["." + file.name.rpartition(".")[2]])


def _digest(group: dict[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name in sorted(group):
        digest.update(name.encode() + b"\0" + group[name].body)
    return digest.hexdigest()[:16]
