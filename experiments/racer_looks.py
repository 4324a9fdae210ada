"""Colour and dash pattern of racers: a rule's own, and those of its copies, which depend on their number alone."""

from dataclasses import dataclass

from experiments.palette import COPIES
from experiments.racers import number_of, optimizer_of
from vecmath import pow

# Patterns of copies in CSS pixels; (2, 4) is that of twins on all samples.
PATTERNS = ((), (7, 4), (10, 3, 2, 3), (14, 4))


@dataclass(frozen=True)
class Look:
    """How a racer is drawn.

    Attributes:
        color: hex.
        dash: pattern in CSS pixels; ``()`` is solid.
        mark: what stands at the racer's head: the number of a copy, nothing for a rule's first racer.
    """

    color: str
    dash: tuple[int, ...]
    mark: str


def look_of(key: str) -> Look:
    """The look of racer ``key``; those of the first 32 racers of a rule are different."""
    rule, number = optimizer_of(key), number_of(key)
    if number == 1:
        return Look(rule.color, rule.dash, "")
    shades = (rule.color, *COPIES[rule.color])
    round_, place = divmod(number - 1, len(shades))
    first = PATTERNS.index(rule.dash) if rule.dash in PATTERNS else 0
    return Look(shades[place], PATTERNS[(first + place + round_) % len(PATTERNS)], str(number))


def brightness(key: str) -> float:
    """Relative luminance of a racer's colour (WCAG 2), from 0 for black to 1 for white."""
    color = look_of(key).color
    red, green, blue = (_linear(int(color[place : place + 2], 16) / 255.0) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else pow((channel + 0.055) / 1.055, 2.4)
