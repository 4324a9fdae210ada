"""Find colours for the copies of a rule that people with each kind of colour vision tell apart.

    python -m tools.copy_colours

Prints :data:`experiments.palette.COPIES`. The search keeps a rule's hue and changes lightness and chroma, so that the
smallest CIEDE2000 distance (Sharma, Wu, Dalal, 2005) among the copies and all rules' own colours is as large as
possible, for normal vision and for simulated protanopia, deuteranopia and tritanopia. Colours are simulated, and
distances computed, by coloraide.
"""

import random
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from coloraide import Color

from experiments.palette import COPIES, PAGES

VISIONS = ("normal", "protan", "deutan", "tritan")
HUES = (-14, -7, 0, 7, 14)  # degrees from the rule's own
LIGHTNESS = [0.30 + 0.025 * k for k in range(23)]
CHROMA = (1.0, 0.75, 0.5)  # of the largest that a screen shows
LEAST = 5.0  # distance; differences above 2 to 3 are seen at a glance
CONTRAST = 2.2  # with either page, at least; a halo in the page's colour surrounds each line
TRIES = 12


@cache
def seen(colour: str, vision: str) -> Color:
    """``colour`` as it looks to people with ``vision``, in CIELAB."""
    given = Color(colour)
    return (given if vision == "normal" else given.filter(vision)).convert("lab-d65")


@cache
def distance(one: str, other: str, visions: tuple[str, ...] = VISIONS) -> float:
    """CIEDE2000 distance of two colours, to those of ``visions`` who tell them apart worst."""
    return min(seen(one, vision).delta_e(seen(other, vision), method="2000") for vision in visions)


def smallest(colours: Iterable[str], visions: tuple[str, ...] = VISIONS) -> float:
    """Smallest distance between any two of ``colours``."""
    return min(distance(*sorted(pair), visions) for pair in combinations(colours, 2))


def contrast(colour: str, pages: Iterable[str] = PAGES) -> float:
    """Contrast with the page, ``light`` or ``dark``, on which ``colour`` is read worse (WCAG 2)."""
    return min(Color(colour).contrast(Color(PAGES[page])) for page in pages)


def candidates(colour: str) -> list[str]:
    """Colours around the hue of ``colour`` that are readable on both pages."""
    hue = Color(colour).convert("oklch")["hue"]
    found = set()
    for turn in HUES:
        for lightness in LIGHTNESS:
            most = Color("oklch", [lightness, 0.4, hue + turn]).fit("srgb", method="oklch-chroma").convert("oklch")
            for share in CHROMA:
                tint = Color("oklch", [lightness, most["chroma"] * share, hue + turn]).convert("srgb").fit("srgb")
                found.add(tint.to_string(hex=True).upper())
    return sorted(tint for tint in found if contrast(tint) >= CONTRAST)


def search(colour: str, others: Sequence[str], count: int, draw: random.Random) -> tuple[float, list[str]]:
    """``count`` colours around the hue of ``colour``, far from each other and ``others``; and their distance."""
    usable = candidates(colour)
    free = {tint: min(distance(*sorted((tint, other))) for other in others) for tint in usable}

    def room(tint: str, rest: Sequence[str]) -> float:
        return min([free[tint], *(distance(*sorted((tint, other))) for other in rest if other != tint)])

    best: tuple[float, list[str]] = (0.0, [])
    for _ in range(TRIES):
        chosen = draw.sample(usable, count)
        moved = True
        while moved:
            moved = False
            for place in range(count):
                rest = chosen[:place] + chosen[place + 1 :]
                better = max((tint for tint in usable if tint not in rest), key=lambda tint: room(tint, rest))
                if room(better, rest) > room(chosen[place], rest) + 1e-9:
                    chosen[place], moved = better, True
        best = max(best, (min(room(tint, chosen) for tint in chosen), chosen))
    return best


def in_order(colour: str, copies: Sequence[str]) -> list[str]:
    """``copies`` so that the first few are told apart best: each the farthest from ``colour`` and those before."""
    ordered = [colour]
    while len(ordered) <= len(copies):
        left = [copy for copy in copies if copy not in ordered]
        ordered.append(max(left, key=lambda copy: min(distance(*sorted((copy, other))) for other in ordered)))
    return ordered[1:]


def main() -> None:
    rules = tuple(COPIES)
    for rule in rules:
        found, copies = search(rule, rules, len(COPIES[rule]), random.Random(1))
        written = ", ".join(f'"{copy}"' for copy in in_order(rule, copies))
        print(f'    "{rule}": ({written}),  # {found:.1f}')


if __name__ == "__main__":
    main()
