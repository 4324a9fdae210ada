"""How well racers are told apart: CIEDE2000 distances of their colours, and contrast with each page.

    python -m benchmarks.colours

A colour is the same on both pages, so its distances are too; with each kind of colour vision they differ. Nothing here
is a time: the figures are the same on every machine, and tests hold the bounds.
"""

from benchmarks.rows import Row
from experiments.palette import COPIES, PAGES
from experiments.racer_looks import look_of
from optimizers import OPTIMIZERS
from tools.copy_colours import CONTRAST, LEAST, VISIONS, contrast, smallest


def measure() -> list[Row]:
    first = [key for key, rule in OPTIMIZERS.items() if rule.first]
    rules = [OPTIMIZERS[key].color for key in first]
    rows = [Row("", "ten rules, smallest distance", smallest(rules), at_least=LEAST, others=by_vision(rules))]
    for key in first:
        eight = [OPTIMIZERS[key].color, *(look_of(f"{key}~{number}").color for number in range(2, 9))]
        both = sorted({*eight, *rules})
        name = f"eight of {OPTIMIZERS[key].name} and ten rules, smallest distance"
        rows.append(Row("", name, smallest(both), at_least=LEAST, others=by_vision(both)))
    everything = [colour for rule, copies in COPIES.items() for colour in (rule, *copies)]
    for page in PAGES:
        worst = min(contrast(colour, [page]) for colour in everything)
        rows.append(Row("", f"smallest contrast with the {page} page", worst, at_least=CONTRAST))
    return rows


def by_vision(colours: list[str]) -> str:
    return ", ".join(f"{vision} {smallest(colours, (vision,)):.1f}" for vision in VISIONS)


if __name__ == "__main__":
    print(*measure(), sep="\n")
