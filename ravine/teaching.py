"""What a teacher's link asks for: parts left out, one lesson alone, large type. Keys of the address, on any page."""

import streamlit as st

from experiments.scenario import Problem, shorten

KEYS = ("hide", "lock", "play", "projector")
# Of the page; the others are the stage's.
PAGE = ("sidebar", "heading", "language", "text", "look", "tasks", "question", "controls", "pages", "share", "rules")
STAGE = ("board", "rates", "loss", "three", "toolbar", "tools", "transport", "start")
TOGGLES = ("log-loss", "log-height", "gradient", "marks")
PARTS = (*PAGE, "inspector", *STAGE, *TOGGLES)


def hidden() -> frozenset[str]:
    """Parts that are left out. An embedded page has no heading and no way to other pages but in its own window."""
    asked = {part for part in _asked() if part in PARTS}
    embedded = {"heading", "share"} if st.context.is_embedded else set()
    return frozenset(asked | embedded | ({"pages"} if locked() else set()))


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
    return {key: st.query_params[key] for key in KEYS if key in st.query_params}


def problems() -> tuple[Problem, ...]:
    """What in these keys cannot be used."""
    unknown = [Problem("unknown-part", "hide", shorten(part)) for part in _asked() if part not in PARTS]
    wrong = [
        Problem("not-a-choice", key, shorten(value), used=default)
        for key, default in (("lock", "0"), ("projector", "0"), ("play", "1"))
        if (value := st.query_params.get(key, default)) not in ("0", "1")
    ]
    return (*unknown[:5], *wrong)


def _asked() -> list[str]:
    return [part for part in st.query_params.get("hide", "").split(",") if part]


def _on(key: str) -> bool:
    return st.query_params.get(key) == "1"
