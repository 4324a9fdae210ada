"""Fields of a link: how to write, parse and check each setting that is not a unit's parameter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from declare import Parameter
from experiments.scenario import GRADIENT_NOISE, REACH, SEEDS, STEPS, Problem, shorten
from experiments.view import to_text
from landscapes import LANDSCAPES


@dataclass(frozen=True)
class Field:
    """How one setting is written in a link.

    Attributes:
        parse: text -> value; None if it cannot be parsed.
        accepts: whether a parsed value can be used.
        write: value -> text.
        code: code of the problem with an unusable value; empty for numbers, whose code depends on the value.
        bounds: smallest and largest value of a number.
    """

    parse: Callable[[str], Any]
    accepts: Callable[[Any], bool]
    write: Callable[[Any], str] = repr
    code: str = ""
    bounds: tuple[float, float] = (0.0, 0.0)

    def read(self, key: str, text: str, default: Any) -> tuple[Any, Problem | None]:
        """The value of ``text`` for ``key`` and None; ``default`` and a problem if it is unusable."""
        value = self.parse(text)
        if value is not None and self.accepts(value):
            return value, None
        used = self.write(default)
        if self.code:
            return default, Problem(self.code, key, shorten(text), used=used)
        if value is None or not isfinite(value):
            return default, Problem("not-a-number", key, shorten(text), used=used)
        if self.bounds[0] <= value <= self.bounds[1]:
            return default, Problem("not-a-whole-number", key, shorten(text), used=used)
        return default, Problem("out-of-range", key, shorten(text), *self.bounds, used=used)


def number(parameter: Parameter) -> Field:
    """The field of a declared parameter."""
    return Field(lambda text: _parse(float, text), parameter.accepts, bounds=parameter.bounds)


def whole(bounds: tuple[int, int]) -> Field:
    """The field of a whole number within ``bounds``."""
    return Field(lambda text: _parse(int, text), lambda value: bounds[0] <= value <= bounds[1], bounds=bounds)


def choice(known: Mapping[str, Any], code: str) -> Field:
    """The field of a key of ``known``; ``code`` is the problem with any other text."""
    return Field(str, known.__contains__, str, code)


def _point(text: str) -> tuple[float, ...] | None:
    numbers = [_parse(float, part) for part in text.split(",", 2)]
    return None if None in numbers else tuple(numbers)


def _names(text: str) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(text.split(",")) if key)


SWITCH = Field({"0": False, "1": True}.get, lambda _value: True, to_text, "not-a-choice")
# Settings that are not a unit's parameters, by key.
FIELDS: dict[str, Field] = {
    "s": choice(LANDSCAPES, "unknown-surface"),
    # The link of a race on a visitor's file says "csv"; it does not contain the file.
    "data": Field(str, lambda _value: True, lambda data: data.split(":")[0], "unknown-data"),
    "batch": whole((0, 2**31)),
    "replacement": SWITCH,
    "drop_last": SWITCH,
    "gradient_noise": number(GRADIENT_NOISE),
    "start": Field(
        _point,
        lambda point: len(point) == 2 and all(abs(coordinate) <= REACH for coordinate in point),
        lambda point: ",".join(map(repr, point)),
        "not-a-point",
    ),
    "steps": whole(STEPS),
    "seed": whole(SEEDS),
    "o": Field(_names, lambda _value: True, ",".join),
}


def _parse(kind: Callable[[str], Any], text: str) -> Any:
    """``text`` as a number; None if it is not one."""
    # A length limit first: int() of thousands of digits is slow or raises, while float() of them gives inf.
    try:
        return kind(text) if len(text) <= 40 and "_" not in text and text.isascii() else None
    except ValueError:
        return None
