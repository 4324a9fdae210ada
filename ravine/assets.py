"""Files a browser fetches by an address that holds their hash, so that it may keep them for ever."""

import hashlib
import logging
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from landscapes import LANDSCAPES, DataLandscape, Landscape
from ravine.stage.bundle import bundle
from ravine.stage.transpile import TranspileError, module

# The engine's sum: from the first sample to the last.
MEAN = """const mean = (each) => (x, y, p) => {
  const n = p[0];
  let [f, g, h] = [0, 0, 0];
  for (let i = 1; i <= n; i++) {
    const [a, b, c] = each(x, y, p[i], p[n + i]);
    f += a;
    g += b;
    h += c;
  }
  return [f / n, g / n, h / n];
};
"""
LOG = logging.getLogger(__name__)
FRONTEND = files("ravine") / "stage" / "frontend"
PLAYER, EARLY, SHEET = "stage.js", "early.js", "stage.css"
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
    modules = _modules()
    stage = {name: Asset(bundle(modules, name).encode(), TYPES[".js"]) for name in (PLAYER, EARLY)}
    stage[SHEET] = _asset(FRONTEND / SHEET)
    plotly = {"plotly.min.js": _asset(plotly_js())}
    groups = {"stage": stage, "plotly": plotly, "surfaces": _surfaces()}
    return {f"ravine/{name}/{_digest(group)}/": group for name, group in groups.items()}


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
    """Where the stage's files and plotly.js lie."""
    stage = _folder("stage")
    return {"stage": stage + PLAYER, "early": stage + EARLY, "plotly": _folder("plotly") + "plotly.min.js"}


def surface_module(key: str) -> str | None:
    """Where the surface ``key`` lies as an ES module; None when it could not be written as one.

    It exports ``valueAndGradient(x, y, p) -> [f, gx, gy]`` and ``hessian(x, y, p) -> [fxx, fxy, fyy]``; ``p`` holds the
    parameters in declared order. A surface over data exports ``sample(x, y, a, b)``, ``sampleHessian(x, y, a, b)`` and,
    where it is a model, ``predict(x, y, a)``; the stage makes the two functions of them.
    """
    folder, name = _folder("surfaces"), f"{key}.js"
    return folder + name if name in folders()[folder] else None


def _modules() -> dict[str, str]:
    return {f.name: f.read_text(encoding="utf-8") for f in FRONTEND.iterdir() if f.name.endswith(".js")}


def _folder(group: str) -> str:
    return next(address for address in folders() if address.startswith(f"ravine/{group}/"))


def _surfaces() -> dict[str, Asset]:
    """Every surface as a module. One that cannot be written as one costs the page its slice and nothing else."""
    made = {}
    for key, landscape in LANDSCAPES.items():
        try:
            text = surface_text(landscape)
        except TranspileError as error:
            LOG.warning("No slice through %s: %s", key, error)
        else:
            made[f"{key}.js"] = Asset(text.encode(), TYPES[".js"])
    return made


def surface_text(landscape: Landscape) -> str:
    """The module of a surface. One over data exports its ``sample``, ``sampleHessian`` and ``predict`` besides, and in
    ``p`` takes what :func:`surface_numbers` gives.
    """
    if not isinstance(landscape, DataLandscape):
        return module({"valueAndGradient": landscape.value_and_gradient, "hessian": landscape.hessian})
    parts = {"sample": landscape.sample, "sampleHessian": landscape.sample_hessian}
    text = module(parts | ({"predict": landscape.predict} if landscape.predict else {}))
    # A module cannot call its own exports by their outer names: those of the functions inside are ``name$1``.
    inner = {"valueAndGradient": landscape.sample.__name__, "hessian": landscape.sample_hessian.__name__}
    return text + MEAN + "".join(f"export const {name} = mean({one}$1);\n" for name, one in inner.items())


def surface_numbers(landscape: Landscape, parameters: tuple[float, ...]) -> list[float]:
    """What the module of a surface takes for ``p``: its parameters; over data N, the N inputs and the N targets."""
    if not isinstance(landscape, DataLandscape):
        return list(parameters)
    data = landscape.samples_of(parameters)
    return [float(len(data)), *data.a.tolist(), *data.b.tolist()]


def _asset(file) -> Asset:
    return Asset(file.read_bytes(), TYPES["." + file.name.rpartition(".")[2]])


def _digest(group: dict[str, Asset]) -> str:
    digest = hashlib.sha256()
    for name in sorted(group):
        digest.update(name.encode() + b"\0" + group[name].body)
    return digest.hexdigest()[:16]
