"""The moment of a race that a link shows: a step, the maps' zoom, the camera, the speed. Keys of the address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from experiments import link_spelling
from experiments.scenario import Problem, shorten

# As in ravine/stage/frontend/player/speed.js: factors of the usual speed, and steps a second.
FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
STEPS_A_SECOND = (1.0, 5.0)
A_SECOND = re.compile(r"(.+?)(?:steps?)?/s(?:ec|econd)?")
LAST = 1e9  # on the axis of playback, which may count samples
FARTHEST = 1e100  # on a plot's axes: plots cannot tell numbers beyond apart
CAMERA = 9  # numbers: where the eye is, where it looks, which way is up


@dataclass(frozen=True)
class Moment:
    """What a link shows of a race beyond its settings.

    Attributes:
        shown: by key, what the stage is to show; empty for a link that asks for nothing of it.
        problems: what in these keys cannot be used.
    """

    shown: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


ANY = Moment()


def read(address: Mapping[str, str]) -> Moment:
    """The moment in ``address``; an unusable value is left out, one that is out of range is the nearest usable one."""
    shown: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, reader in READERS.items():
        if key not in address:
            continue
        value, used = reader(address[key])
        if value is not None:
            shown[key] = value
        if used is not None:
            problems.append(Problem("not-a-choice", key, shorten(address[key]), used=used))
    return Moment(shown, tuple(problems))


def _step(text: str) -> tuple[float | None, str | None]:
    value = link_spelling.real(text)
    if value is None:
        return None, ""
    near = min(max(value, 0.0), LAST)
    return near, None if near == value else f"{near:g}"


def _speed(text: str) -> tuple[float | str | None, str | None]:
    spelled = link_spelling.trimmed(text).casefold()
    a_second = A_SECOND.fullmatch(spelled)
    value = link_spelling.real(a_second[1] if a_second else spelled.rstrip("×x"))
    if value is None or not value > 0:
        return None, "1"
    near = min(STEPS_A_SECOND if a_second else FACTORS, key=lambda speed: abs(speed - value))
    written = f"{near:g}/s" if a_second else f"{near:g}"
    return written if a_second else near, None if near == value else written


def _loop(text: str) -> tuple[bool | None, str | None]:
    on = link_spelling.switch(text)
    return on, "0" if on is None else None


def _ranges(text: str) -> tuple[list[float] | None, str | None]:
    """Left, right, bottom, top of a plot."""
    numbers = _numbers(text, 4)
    usable = numbers and numbers[0] < numbers[1] and numbers[2] < numbers[3]
    return (numbers, None) if usable else (None, "")


def _camera(text: str) -> tuple[list[float] | None, str | None]:
    numbers = _numbers(text, CAMERA)
    # From its own target nothing can be seen, and no direction is up.
    usable = numbers and numbers[:3] != numbers[3:6] and any(numbers[6:])
    return (numbers, None) if usable else (None, "")


def _numbers(text: str, count: int) -> list[float] | None:
    found = [link_spelling.real(part) for part in text.split(",")]
    numbers = [number for number in found if number is not None and isfinite(number) and abs(number) <= FARTHEST]
    return numbers if len(numbers) == len(found) == count else None


READERS: dict[str, Callable[[str], tuple[Any, str | None]]] = {
    "step": _step,
    "speed": _speed,
    "loop": _loop,
    "zoom": _ranges,
    "loss_zoom": _ranges,
    "camera": _camera,
}
