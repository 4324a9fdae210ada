"""Static files under content-addressed URLs: the hash in the address lets a browser cache them without limit."""

import hashlib
import os
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from ravine.asset import Asset
from ravine.stage import units
from ravine.stage.bundle import bundle
from ravine.stage.template import boot, code, template

FRONTEND = files("ravine") / "stage" / "frontend"
PLAYER, EARLY, SHEET, OFFLINE = "stage.js", "early.js", "stage.css", "offline.txt"
# Bundles by file name, each with the module that it starts from.
ENTRIES = {
    PLAYER: PLAYER,
    EARLY: EARLY,
    "engine.js": "engine/job.js",
    "worker.js": "engine/worker.js",
    "taking.js": "takeaway/dialog.js",
}
# Parts of the style sheet in the order of the cascade.
STYLES = (
    "base",
    "layout",
    "slice",
    "sweep",
    "choice",
    "maps",
    "maps-words",
    "fair",
    "plots",
    "controls",
    "waiting",
    "sliders",
    "board",
    "menu",
    "narrow-board",
    "samples",
    "kept",
    "takeaway",
    "takeaway-fields",
    "options",
)
TYPES = {".js": "text/javascript", ".css": "text/css"}
# plotly.js with only our trace types, a third of its size: built by `make plotly`; RAVINE_PLOTLY overrides the path.
TRIMMED = Path(__file__).parents[2] / "build" / "plotly" / "plotly.min.js"
# What films are encoded with: built by `make film`; RAVINE_FILM overrides the path.
FILM = Path(__file__).parents[2] / "build" / "film" / "film.js"


@cache
def folders() -> dict[str, dict[str, Asset]]:
    """``{address of the folder: {file name: Asset}}``; addresses are relative to the app's root and end in a slash."""
    modules = _modules()
    stage = {name: Asset(bundle(modules, entry).encode(), TYPES[".js"]) for name, entry in ENTRIES.items()}
    stage[SHEET] = Asset(_sheet(), TYPES[".css"])
    plotly = {"plotly.min.js": _asset(plotly_js())}
    # As plain text: it is no page before a browser has put a race into it.
    offline = {OFFLINE: Asset(offline_template().encode(), "text/plain")}
    groups = {"stage": stage, "plotly": plotly, "units": _units(), "offline": offline}
    if film := film_js():
        groups["film"] = {"film.js": _asset(film)}
    return {f"ravine/{name}/{_digest(group)}/": group for name, group in groups.items()}


def plotly_js() -> Traversable:
    """The trimmed plotly.js, if it was built from the installed package's version; else the package's own file."""
    built = Path(os.environ.get("RAVINE_PLOTLY") or TRIMMED)
    if built.is_file():
        with built.open("rb") as file:
            if f"plotly.js v{get_plotlyjs_version()}," in file.readline(200).decode(errors="replace"):
                return built
    return files("plotly") / "package_data" / "plotly.min.js"


def film_js() -> Path | None:
    """The encoders of films; None where they were not built."""
    built = Path(os.environ.get("RAVINE_FILM") or FILM)
    return built if built.is_file() else None


def addresses() -> dict[str, str]:
    """Addresses of what a page fetches, relative to the app's root.

    The stage's two scripts, plotly.js, the offline page without a race, the encoders of films: empty if not built.
    """
    stage, film = _folder("stage"), _folder("film")
    return {
        "stage": stage + PLAYER,
        "early": stage + EARLY,
        "plotly": _folder("plotly") + "plotly.min.js",
        "offline": _folder("offline") + OFFLINE,
        "film": film and film + "film.js",
    }


def sheet() -> str:
    """Address of the stage's style sheet."""
    return _folder("stage") + SHEET


def surface_module(key: str) -> str | None:
    """Address of surface ``key`` as an ES module (:func:`ravine.stage.units.surface_text`); None without a module."""
    folder, name = _folder("units"), f"{key}.js"
    return folder + name if name in folders()[folder] else None


def surface_text(key: str) -> str:
    """The module of surface ``key``; empty without one."""
    module = folders()[_folder("units")].get(f"{key}.js")
    return module.body.decode() if module else ""


def offline_template() -> str:
    """The offline page without a race (:mod:`ravine.stage.template`)."""
    return template(tuple(_modules().items()), STYLES)


def offline_code() -> str:
    """All that the offline page runs, for pages that share it."""
    return code(tuple(_modules().items()), STYLES)


def offline_boot() -> str:
    """The script that starts it."""
    return boot(dict(_modules()))


def _modules() -> dict[str, str]:
    """Source of the stage's modules, by path in its folder."""
    root = Path(str(FRONTEND))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.js")}


def _sheet() -> bytes:
    return b"\n".join((FRONTEND / "styles" / f"{name}.css").read_bytes() for name in STYLES)


def _folder(group: str) -> str:
    """Address of a group's folder; empty without such a group."""
    return next((address for address in folders() if address.startswith(f"ravine/{group}/")), "")


def _units() -> dict[str, Asset]:
    """All units as modules that import each other by file name."""
    texts = {units.LIBRARY: units.library(), units.RULES: units.rules_text()}
    texts |= {f"{key}.js": text for key, text in units.surfaces()}
    return {name: Asset(text.encode(), TYPES[".js"]) for name, text in texts.items()}


def _asset(file) -> Asset:
    return Asset(file.read_bytes(), TYPES["." + file.name.rpartition(".")[2]])


def _digest(group: dict[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name in sorted(group):
        digest.update(name.encode() + b"\0" + group[name].body)
    return digest.hexdigest()[:16]
