"""What a teacher's link asks for: parts left out, one lesson alone, large type. Keys of the address, on any page."""

import streamlit as st

from experiments.scenario import Problem, shorten

KEYS = ("hide", "lock", "play", "projector")
# Of the page; the others are the stage's.
PAGE = ("sidebar", "heading", "language", "text", "look", "tasks", "question", "controls", "pages", "share", "rules")
STAGE = ("board", "rates", "loss", "three", "toolbar", "tools", "transport", "start", "batch", "samples")
TOGGLES = ("log-loss", "log-height", "gradient", "marks", "batch-map", "fit", "cloud", "ends", "curvature", "slice")
PARTS = (*PAGE, "inspector", "many", *STAGE, *TOGGLES)


def hidden() -> frozenset[str]:
    """Parts that are left out. An embedded page has no heading and no way to other pages but in its own window."""
    said = kept()
    asked = {part for part in _asked(said) if part in PARTS}
    embedded = {"heading", "share"} if st.context.is_embedded else set()
    return frozenset(asked | embedded | ({"pages"} if said.get("lock") == "1" else set()))


def shows(part: str) -> bool:
    return part not in hidden()


def locked() -> bool:
    """One lesson alone: no way to another page."""
    return _on("lock")


def projector() -> bool:
    return _on("projector")


def autoplay() -> bool:
    """Whether the first race runs by itself; it does unless the link says no. Who wants no motion never has any."""
    return st.query_params.get("play") != "0"


def kept() -> dict[str, str]:
    """The keys as they stand in the address."""
    # At once: each look at one key of the address is a look for all of them.
    address = st.query_params.to_dict()
    return {key: address[key] for key in KEYS if key in address}


def problems() -> tuple[Problem, ...]:
    """What in these keys cannot be used."""
    said = kept()
    unknown = [Problem("unknown-part", "hide", shorten(part)) for part in _asked(said) if part not in PARTS]
    wrong = [
        Problem("not-a-choice", key, shorten(value), used=default)
        for key, default in (("lock", "0"), ("projector", "0"), ("play", "1"))
        if (value := said.get(key, default)) not in ("0", "1")
    ]
    return (*unknown[:5], *wrong)


def _asked(said: dict[str, str]) -> list[str]:
    return [part for part in said.get("hide", "").split(",") if part]


def _on(key: str) -> bool:
    return st.query_params.get(key) == "1"
