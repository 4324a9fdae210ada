"""Replace private parts of Streamlit, where they are what was read; nowhere else is that done.

One patch a module; the app works without any of them. ``RAVINE_PATCHES`` chooses: ``all`` (the default), ``none``,
``-run_queue,-first_run`` for all but those, ``run_queue`` for that one alone.
``python -m ravine.streamlit_internals`` prints the table and what differs in the installed versions.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ravine.streamlit_internals import (
    atomic_callbacks,
    event_order,
    first_run,
    message_batching,
    module_watching,
    run_queue,
    theme_message,
)
from ravine.streamlit_internals.patch import Patch, apply, is_applied, remove

__all__ = ["PATCHES", "VARIABLE", "Patch", "Report", "chosen", "install", "is_applied", "remove"]

VARIABLE = "RAVINE_PATCHES"
PATCHES: dict[str, Patch] = {
    module.PATCH.name: module.PATCH
    for module in (
        atomic_callbacks,
        event_order,
        first_run,
        run_queue,
        message_batching,
        module_watching,
        theme_message,
    )
}


@dataclass(frozen=True)
class Report:
    """What :func:`install` did.

    Attributes:
        applied: names of patches.
        left_out: why, by the names of patches.
        unknown: names in ``RAVINE_PATCHES`` that are no patch's.
    """

    applied: tuple[str, ...]
    left_out: dict[str, str]
    unknown: tuple[str, ...]

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the log has to say: one line for each reason and each unknown name, none when all are applied."""
        for reason in dict.fromkeys(self.left_out.values()):
            yield {"left_out": [name for name, why in self.left_out.items() if why == reason], "because": reason}
        for name in self.unknown:
            yield {"problem": f"{VARIABLE} names {name!r}, which is no patch; there are {', '.join(PATCHES)}"}


def install(asked: str | None = None) -> Report:
    """Apply the patches that ``asked``, else ``RAVINE_PATCHES``, chooses and the guard lets through.

    Call it on the event loop, before the first session. A patch that is applied already stays as it is.
    """
    asked = os.environ.get(VARIABLE, "") if asked is None else asked
    wanted, unknown = chosen(asked)
    left_out = {}
    for name, patch in PATCHES.items():
        reason = apply(patch) if name in wanted else f"{VARIABLE}={asked}"
        if reason:
            left_out[name] = reason
    return Report(tuple(name for name in PATCHES if name not in left_out), left_out, unknown)


def chosen(asked: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of the patches that a value of ``RAVINE_PATCHES`` chooses, and the names in it that are no patch's."""
    words = [word.strip() for word in asked.split(",") if word.strip()]
    unknown = tuple(word for word in words if word.removeprefix("-") not in PATCHES and word not in {"all", "none"})
    words = [word for word in words if word not in unknown]
    without = {word[1:] for word in words if word.startswith("-")}
    only = {word for word in words if word in PATCHES}
    first = only if only or "none" in words else PATCHES.keys()
    return frozenset(first - without), unknown
