"""Files a browser fetches by an address that holds their hash, so that it may keep them for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FRONTEND = files("ravine") / "stage" / "frontend"
TYPES = {".js": "text/javascript", ".css": "text/css"}


@dataclass(frozen=True)
class Asset:
    """Content of a file and its media type."""

    body: bytes
    media_type: str


@cache
def folders() -> dict[str, dict[str, Asset]]:
    """``{address of the folder: {file name: Asset}}``; addresses are relative to the app's root and end in a slash."""
    stage = {f.name: _asset(f) for f in FRONTEND.iterdir() if f.name.endswith(tuple(TYPES))}
    # plotly.js as the installed package ships it: no third-party code in the repository, no foreign host at run time.
    plotly = {"plotly.min.js": _asset(files("plotly") / "package_data" / "plotly.min.js")}
    return {f"ravine/{name}/{_digest(group)}/": group for name, group in (("stage", stage), ("plotly", plotly))}


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
