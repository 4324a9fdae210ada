"""Template of the offline page: everything but the race. Browsers fill it as :mod:`ravine.stage.offline` does."""

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ravine.stage import units
from ravine.stage.bundle import bare, bundle
from ravine.words import LANGUAGES, Words

FRONTEND = files("ravine") / "stage" / "frontend"
BOOT, PLAYER = "offline/boot.js", "offline/offline.js"
# Parts of the style sheet of what only a page with a server has, or Streamlit draws.
SERVED_STYLES = frozenset({"sweep", "choice", "maps", "maps-words", "fair", "menu", "kept", "waiting", "options"})
# No address of any network is allowed, and no script but the one that stands in the page and those that it makes.
POLICY = (
    "default-src 'none'; script-src '{digest}' blob:; worker-src blob:; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)  # no text in a script goes on over the end of its line
# Beginnings of the stage's words of what only a page with a server has.
SERVED_WORDS = ("fair-", "kept-", "maps-", "range-", "take-")
# What is to be filled in, in capitals.
PLACE = re.compile(r"%([A-Z]+)%")


def fill(template: str, texts: Mapping[str, str]) -> str:
    """``template`` with ``texts`` in their places, all at once: a text that looks like a place remains a text."""
    return PLACE.sub(lambda place: texts.get(place[1], place[0]), template)


def words_without_server(texts: Mapping[str, str]) -> dict[str, Any]:
    """The stage's words that an offline page can show."""
    return {key: text for key, text in texts.items() if not key.startswith(SERVED_WORDS)}


def block(content: bytes) -> str:
    """``content`` as a block of the page: letters, digits, ``+``, ``/`` and ``=``, which can end no element."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode()


@cache
def template(modules: tuple[tuple[str, str], ...], styles: tuple[str, ...]) -> str:
    """The page with places for a race; ``modules`` are those of the stage, ``styles`` names of its sheet's parts."""
    texts = dict(modules)
    script = boot(texts)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return fill(
        (FRONTEND / "offline" / "page.txt").read_text("utf-8"),
        {
            "POLICY": POLICY.format(digest=f"sha256-{digest}"),
            "ICON": base64.b64encode((files("ravine") / "icon.svg").read_bytes()).decode(),
            "SHEET": bare((FRONTEND / "offline" / "page.css").read_text("utf-8")).strip(),
            "UNABLE": _in_all_languages("offline-unable"),
            "SCRIPTLESS": _in_all_languages("offline-scriptless"),
            "CODE": code(modules, styles),
            "BOOT": script,
        },
    )


def boot(modules: Mapping[str, str]) -> str:
    """The page's first script."""
    return bare(modules[BOOT])


@cache
def code(modules: tuple[tuple[str, str], ...], styles: tuple[str, ...]) -> str:
    """The block of everything that runs, and of the style sheet."""
    return block(json.dumps(_code(dict(modules), styles), ensure_ascii=False).encode())


def _code(modules: Mapping[str, str], styles: tuple[str, ...]) -> dict[str, str]:
    """By the names that ``offline/boot.js`` knows."""
    wanted = (name for name in styles if name not in SERVED_STYLES and not name.startswith("takeaway"))
    sheets = [*(FRONTEND / "styles" / f"{name}.css" for name in wanted), FRONTEND / "offline" / "stage.css"]
    code = {
        "player": bundle(modules, PLAYER),
        "engine": bundle(modules, "engine/job.js"),
        "worker": bundle(modules, "engine/worker.js"),
        "rules": units.rules_text(),
        "arithmetic": units.library(),
        "sheet": "\n".join(bare(Path(str(sheet)).read_text("utf-8")) for sheet in sheets),
    }
    return {name: INDENT.sub("", text) for name, text in code.items()}


def _in_all_languages(key: str) -> str:
    """A sentence for a reader whose browser cannot show the page: which language they read is not known then."""
    sentences = ((language, html.escape(Words(language)(key))) for language in LANGUAGES)
    return " ".join(f'<span lang="{language}">{sentence}</span>' for language, sentence in sentences)
