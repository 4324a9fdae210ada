"""Markdown and formulas as HTML, by the library that draws formulas in the app: KaTeX, through Node."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import which

FOLDER = Path(__file__).parents[2] / "deploy" / "site"
SCRIPT = FOLDER / "render.js"
KATEX = FOLDER / "node_modules" / "katex" / "dist"


@dataclass(frozen=True)
class Formula:
    """A formula on a line of its own, as LaTeX."""

    latex: str


Text = str | Formula


class RenderingError(RuntimeError):
    """A text that cannot be rendered, or nothing to render it with."""


def ready() -> bool:
    """Whether Node and its packages are there."""
    return bool(which("node")) and KATEX.is_dir()


def render(texts: Iterable[Text]) -> dict[Text, str]:
    """HTML of each of ``texts``, which are Markdown or formulas.

    Raises:
        RenderingError: not :func:`ready`, or a formula is wrong.
    """
    asked = list(dict.fromkeys(texts))
    if not ready():
        raise RenderingError("Node or its packages in deploy/site are missing: `make static` installs them")
    given = json.dumps([{"formula": text.latex} if isinstance(text, Formula) else text for text in asked])
    called = ["node", str(SCRIPT)]
    done = subprocess.run(called, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RenderingError(done.stderr.strip())
    return dict(zip(asked, json.loads(done.stdout), strict=True))


def style_files() -> dict[str, bytes]:
    """KaTeX's style sheet, and the fonts that today's browsers take from it, by their place beside each other."""
    fonts = {f"fonts/{font.name}": font.read_bytes() for font in sorted((KATEX / "fonts").glob("*.woff2"))}
    return {"katex.min.css": (KATEX / "katex.min.css").read_bytes(), **fonts}
