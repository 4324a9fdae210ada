"""Fields of a link: how to write, parse and check each setting that is not a unit's parameter."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any

from declare import Parameter
from experiments import link_names, link_spelling
from experiments.link_names import Spoken
from experiments.scenario import GRADIENT_NOISE, REACH, SEEDS, STEPS, Problem, shorten
from experiments.view import to_text


@dataclass(frozen=True)
class Field:
    """How one setting is written in a link.

    Attributes:
        parse: text -> value; None if it cannot be parsed.
        accepts: whether a parsed value can be used.
        write: value -> text.
        code: code of the problem with an unusable value; empty for numbers, whose code depends on the value.
        bounds: smallest and largest value of a number.
        mend: text that is no value as it stands -> the value that was meant; None if there is none.
        nearest: value that cannot be used -> the nearest that can; None if there is none.
    """

    parse: Callable[[str], Any]
    accepts: Callable[[Any], bool]
    write: Callable[[Any], str] = repr
    code: str = ""
    bounds: tuple[float, float] = (0.0, 0.0)
    mend: Callable[[str], Any] = lambda _text: None
    nearest: Callable[[Any], Any] = lambda _value: None

    def read(self, key: str, text: str, default: Any) -> tuple[Any, Problem | None]:
        """The value of ``text`` for ``key`` and None; the nearest one, or ``default``, and a problem if it is unusable.

        A text that is a value as it stands is never mended.
        """
        value = self.parse(text)
        if value is None:
            value = self.mend(text)
        if value is None or not self.accepts(value):
            return self._instead(key, text, value, default)
        return value, None

    def _instead(self, key: str, text: str, value: Any, default: Any) -> tuple[Any, Problem]:
        """What is used in place of ``value``, which cannot be."""
        near = None if value is None else self.nearest(value)
        chosen = default if near is None else near
        given, used = shorten(text), self.write(chosen)
        if near is None and (self.code or value is None or isnan(value)):
            return chosen, Problem(self.code or "not-a-number", key, given, used=used)
        if not self.code and self.bounds[0] <= value <= self.bounds[1]:
            return chosen, Problem("not-a-whole-number", key, given, used=used)
        return chosen, Problem("out-of-range", key, given, *self.bounds, used=used)


def number(parameter: Parameter) -> Field:
    """The field of a declared parameter."""
    low, high = parameter.bounds

    def nearest(value: float) -> float | None:
        inside = min(max(value, low), high)
        near = inside if parameter.accepts(inside) else float(round(inside))
        return near if parameter.accepts(near) else None

    mend = {"whole": link_spelling.count, "switch": _switched}.get(parameter.scale, link_spelling.real)
    parse, near = (lambda text: _parse(float, text)), _unless_nan(nearest)
    return Field(parse, parameter.accepts, bounds=parameter.bounds, mend=mend, nearest=near)


def whole(bounds: tuple[int, int], *, nearest: bool = True) -> Field:
    """The field of a whole number within ``bounds``; without ``nearest`` others are replaced by the default."""
    low, high = bounds

    def mend(text: str) -> float | int | None:
        value = link_spelling.count(text)
        return int(value) if value is not None and isfinite(value) and value.is_integer() else value

    def clamp(value: float) -> int:
        return round(min(max(value, low), high))

    near = _unless_nan(clamp) if nearest else _nothing
    return Field(
        lambda text: _parse(int, text),
        lambda value: isinstance(value, int) and low <= value <= high,
        bounds=bounds,
        mend=mend,
        nearest=near,
    )


def unit(kind: str, code: str, spoken: Spoken | None = None) -> Field:
    """The field of a key of ``kind`` (:mod:`experiments.link_names`); ``code`` is the problem with other texts."""
    known = link_names.UNITS[kind]
    return Field(
        lambda text: text if text in known else None,
        known.__contains__,
        str,
        code,
        mend=lambda text: link_names.find(kind, text, spoken),
    )


def _unless_nan(near: Callable[[float], Any]) -> Callable[[float], Any]:
    return lambda value: None if isnan(value) else near(value)


def _nothing(_value: Any) -> None:
    """No value is near."""


def _switched(text: str) -> float | None:
    """A switch among a unit's parameters is a number, 0 or 1; words are read too."""
    on = link_spelling.switch(text)
    return link_spelling.real(text) if on is None else float(on)


def _point(text: str) -> tuple[float, ...] | None:
    numbers = [_parse(float, part) for part in text.split(",", 2)]
    return None if len(numbers) != 2 or None in numbers else tuple(numbers)


def _clamped(point: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(min(max(coordinate, -REACH), REACH) for coordinate in point)


def _names(text: str) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(text.split(",")) if key)


SWITCH = Field({"0": False, "1": True}.get, lambda _value: True, to_text, "not-a-choice", mend=link_spelling.switch)
# One coordinate of a start, as it is typed into a field of its own.
COORDINATE = number(Parameter("start", 0.0, (-REACH, REACH)))
# Settings that are not a unit's parameters, by key.
FIELDS: dict[str, Field] = {
    "s": unit(link_names.SURFACE, "unknown-surface"),
    # The link of a race on a visitor's file says "csv"; it does not contain the file.
    "data": Field(str, lambda _value: True, lambda data: data.split(":")[0], "unknown-data"),
    "batch": whole((0, 2**31)),
    "replacement": SWITCH,
    "drop_last": SWITCH,
    "gradient_noise": number(GRADIENT_NOISE),
    "start": Field(
        _point,
        lambda point: all(abs(coordinate) <= REACH for coordinate in point),
        lambda point: ",".join(map(repr, point)),
        "not-a-point",
        (-REACH, REACH),
        mend=link_spelling.point,
        nearest=_clamped,
    ),
    "steps": whole(STEPS),
    "seed": whole(SEEDS),
    "o": Field(_names, lambda _value: True, ",".join),
}


def _parse(kind: Callable[[str], Any], text: str) -> Any:
    """``text`` as a number; None if it is not one. The words for what is none, nan and infinity, have an "n"."""
    # A length limit first: int() of thousands of digits is slow or raises, while float() of them gives inf.
    plain = len(text) <= 40 and "_" not in text and "n" not in text.lower() and text.isascii()
    try:
        return kind(text) if plain else None
    except ValueError:
        return None
