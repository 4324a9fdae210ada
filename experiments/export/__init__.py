"""A race to take away: a program of its own, a notebook, its numbers.

A program is derived from the files of its surface, rule and schedule; it needs nothing of ours.
"""

import re
from collections.abc import Callable, Mapping

from experiments.export import numpy_program, optax_program, torch_program
from experiments.export.formats import to_csv, to_json, to_npz
from experiments.export.notebook import notebook as _notebook
from experiments.export.setting import NUMPY, OPTAX, TORCH, Setting
from experiments.export.text import Section, opening
from experiments.scenario import Scenario

_WRITERS: Mapping[str, Callable[[Setting], list[Section]]] = {
    TORCH: torch_program.sections,
    OPTAX: optax_program.sections,
    NUMPY: numpy_program.sections,
}


def packages(scenario: Scenario, racer: str) -> tuple[str, ...]:
    """Packages in which the program of ``racer`` can be written, the usual one first: ``torch``, ``optax``, ``numpy``.

    That of the rule's counterpart, unless it lacks one of the settings; and NumPy always.
    """
    return Setting(scenario, racer).packages


def program(scenario: Scenario, racer: str, package: str = "", site: str = "") -> str:
    """The run of ``racer`` as one Python file.

    It prints the losses of ``run(scenario)[racer].result`` and keeps them, as ``losses``.

    Args:
        scenario: one with several racers gives a program for each of them.
        racer: key of a racer.
        package: one of :func:`packages`; empty for the first.
        site: address of the app, for the link inside.

    Raises:
        ValueError: the program cannot be written in that package.
        KeyError: no such racer.
    """
    setting, package = _checked(scenario, racer, package, site)
    parts = [opening(setting, package), *(section.code for section in _WRITERS[package](setting))]
    return re.sub(r"\n{4,}", "\n\n\n", "\n\n".join(_spaced(part) for part in parts)) + "\n"


def notebook(scenario: Scenario, racer: str, package: str = "", site: str = "") -> str:
    """:func:`program` as a notebook, for Jupyter and Colab."""
    setting, package = _checked(scenario, racer, package, site)
    return _notebook(opening(setting, package), setting.link, _WRITERS[package](setting))


def _checked(scenario: Scenario, racer: str, package: str, site: str) -> tuple[Setting, str]:
    if racer not in scenario.optimizers:
        raise KeyError(racer)
    setting = Setting(scenario, racer, site)
    if package and package not in setting.packages:
        raise ValueError(f"{racer}: {', '.join(setting.packages)} were expected, got {package}")
    return setting, package or setting.packages[0]


def _spaced(part: str) -> str:
    """Two empty lines around functions, as everybody writes them."""
    defines = part.startswith("def ") or "\ndef " in part
    return f"\n{part}\n" if defines else part


__all__ = ["notebook", "packages", "program", "to_csv", "to_json", "to_npz"]
