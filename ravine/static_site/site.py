"""Write the site's files: pages in every language, and what they share."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from experiments.permalink import encode
from ravine.gallery.files import names, read
from ravine.stage.assets import offline_boot, offline_code
from ravine.stage.offline import blocks
from ravine.stage.page_options import Frame
from ravine.static_site.pages import Page, Stage, pages, texts_of
from ravine.static_site.rendering import Text, render, style_files
from ravine.words import LANGUAGES, Words

PLAYER = "player.js"
# Puts the block that an offline page holds into a page, from a script that browsers keep.
HOLDER = (
    'document.head.append(Object.assign(document.createElement("script"), '
    '{type: "text/plain", id: "rv-code", text: "%s"}));'
)
POLICY = (
    "default-src 'none'; script-src 'self' blob:; worker-src blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; form-action 'none'"
)
# Beside the pages; a folder without it is somebody's own, and is not emptied.
MARK = "ravine-site.json"
HERE = files("ravine") / "static_site"


class FolderError(ValueError):
    """A folder that holds something else."""


def write(folder: Path, app: str = "") -> list[Path]:
    """Write the site into ``folder``, and return what was written.

    Args:
        folder: new, empty, or one that holds such a site, which is replaced.
        app: address of the served app, for links to the same races there; empty: no links.

    Raises:
        FolderError: it holds something else.
        RenderingError: Node or its packages are missing.
    """
    made = dict(_files(app))
    _empty(folder)
    for address, body in made.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(body)
    (folder / MARK).write_text(json.dumps(sorted(made), indent=1) + "\n", "utf-8")
    return [folder / address for address in (*made, MARK)]


def _empty(folder: Path) -> None:
    mark = folder / MARK
    if not mark.is_file():
        if folder.exists() and any(folder.iterdir()):
            raise FolderError(f"{folder} holds something else than such a site: name a new or an empty folder")
        return
    for address in json.loads(mark.read_text("utf-8")):
        (folder / address).unlink(missing_ok=True)


def _files(app: str) -> Iterator[tuple[str, bytes]]:
    drawn = {language: list(pages(Words(language))) for language in LANGUAGES}
    html = render(text for all_pages in drawn.values() for page in all_pages for text in texts_of(page))
    for language, all_pages in drawn.items():
        for page in all_pages:
            yield f"{language}/{page.address}.html", _page(page, Words(language), html, app).encode()
    yield "index.html", _templates().get_template("entry.html").render(languages=LANGUAGES).encode()
    yield from _shared()


def _page(page: Page, words: Words, html: dict[Text, str], app: str) -> str:
    """The whole HTML of ``page``."""
    context: dict[str, Any] = {
        "page": page,
        "words": words,
        "html": {text: Markup(done) for text, done in html.items()},
        "languages": LANGUAGES,
        "root": "../" * (page.address.count("/") + 1),
        "stage": page.stage and _race(page.stage, words),
        "player": PLAYER,
        "policy": POLICY,
        "app": app,
        "in_app": app and page.stage and f"{app}?{encode(page.stage.scenario, page.stage.view)}",
    }
    return _templates().get_template(page.template).render(context | dict(page.content))


def _race(stage: Stage, words: Words) -> dict[str, Markup]:
    frame = Frame(hide=stage.hide, autoplay=True)
    made = blocks(stage.scenario, stage.view, words, frame, stage.settings)
    return {place: Markup(text) for place, text in made.items()}


@cache
def _templates() -> Environment:
    loaded = Environment(loader=PackageLoader("ravine.static_site"), autoescape=True, undefined=StrictUndefined)
    loaded.trim_blocks = loaded.lstrip_blocks = True
    loaded.filters["paragraph"] = _paragraph
    return loaded


def _paragraph(html: str) -> Markup:
    """The content of a single paragraph, for a place within another one."""
    return Markup(html.strip().removeprefix("<p>").removesuffix("</p>"))


def _shared() -> Iterator[tuple[str, bytes]]:
    """What all pages share."""
    yield "assets/site.css", (HERE / "site.css").read_bytes()
    yield f"assets/{PLAYER}", f"{HOLDER % offline_code()}\n{offline_boot()}".encode()
    yield "assets/icon.svg", (files("ravine") / "icon.svg").read_bytes()
    for address, body in style_files().items():
        yield f"assets/katex/{address}", body
    for name in names():
        if picture := read(name):
            yield f"assets/thumbnails/{name}", picture.body
