"""The offline page: one HTML file with a race, the player, and the engine that runs what is dragged.

It asks for nothing from any network: it opens from a disk, in a learning platform, on a phone.
"""

import html
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from experiments import race
from experiments.link_writing import query_of, shortened
from experiments.permalink import address
from experiments.scenario import Scenario
from experiments.view import View
from ravine.stage import assets
from ravine.stage.page_options import Frame
from ravine.stage.payload.build import build
from ravine.stage.payload.parts import Part
from ravine.stage.template import block, fill, words_without_server
from ravine.words import Words, racer_names

NUMBER = 8  # bytes


def page(
    scenario: Scenario,
    view: View | None = None,
    language: str = "en",
    *,
    site: str = "",
    moment: Mapping[str, Any] | None = None,
) -> bytes:
    """The race of ``scenario`` as one HTML file, in UTF-8: write it to a file, or show it in a notebook's frame.

    It plays, and stays live: learning rates, batch sizes and the start can be dragged, and give the numbers that the
    app would give, to the last bit.

    Args:
        view: what is shown of the race.
        language: a key of :data:`ravine.words.LANGUAGES`; the page has the words of this one alone.
        site: address of the app, for the link to the same race there; without one the page has no link.
        moment: what the page shows at first, as in a link (:class:`ravine.session.moment.Moment`).

    Raises:
        ValueError: ``site`` is no address of a web page.
    """
    if site and not site.startswith(("https://", "http://")):
        raise ValueError(f"{site}: not the address of a web page")
    view, words = view or View(), Words(language)
    label = Part(words_without_server(words.stage()), {})
    frame = Frame(place="offline", moment=moment)
    texts = {
        **_words(scenario, view, words, site),
        "PAGE": block(json.dumps({"surface": assets.surface_text(scenario.surface), "frame": asdict(frame)}).encode()),
        "RACE": block(ordered(build(race.run(scenario), view, words, label=label))),
    }
    return fill(assets.offline_template(), texts).encode()


def _words(scenario: Scenario, view: View, words: Words, site: str) -> dict[str, str]:
    """The page's own words, by their places in the template; takeaway/offline-file.js makes the same."""
    name = words.surface(scenario.surface)
    names = " · ".join(racer_names(scenario, words).values())
    live = assets.surface_text(scenario.surface)
    link = query_of(shortened(address(scenario, view)))
    texts = {
        "LANG": words.language,
        "TITLE": words("stage-take-offline-title", name=name),
        "HEADING": name,
        "CAPTION": words("stage-take-offline-caption", all=names, steps=scenario.steps),
        "LIVE": words("stage-take-offline-live"),
        "ADDRESS": f"{site.rstrip('/')}/?{link}&lang={words.language}" if site else "",
        "NOTE": words("stage-take-offline-note") if live else "",
    }
    return {place: html.escape(text) for place, text in texts.items()} | {"UNLINKED": "" if site else " hidden"}


def ordered(payload: bytes) -> bytes:
    """``payload`` with its numbers ordered by their bytes, which compress better so; see offline/planes.js."""
    head = 4 + int.from_bytes(payload[:4], "little")
    body = payload[head:]
    body += bytes(-len(body) % NUMBER)
    return payload[:head] + np.frombuffer(body, np.uint8).reshape(-1, NUMBER).T.tobytes()
