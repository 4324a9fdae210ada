"""A claim's figure and a scene's setting as a reader sees them. English and Korean write numbers alike."""

from collections.abc import Mapping
from math import floor, isfinite, log10

from lessons._lesson import Form, Lesson


class UnknownHoleError(KeyError):
    """A hole that is neither a claim's nor a scene's setting."""


def figure(value: float, form: Form = "number") -> str:
    """``value`` in words' form: ``whole`` with thousands apart, ``percent`` whole or in two digits, else three."""
    if not isfinite(value):
        raise ValueError(f"no figure to show: {value}")
    if form == "whole":
        return f"{value:,.0f}".replace("-", "−")
    if form == "percent":
        share = 100 * value
        return (f"{share:.0f}%" if abs(share) >= 1 or not share else f"{share:.2g}%").replace("-", "−")
    if value and abs(value) < 1e-4:
        exponent = floor(log10(abs(value)))
        return f"{value / 10.0**exponent:.1f} × 10{str(exponent).translate(RAISED)}".replace("-", "−")
    digits = 3 if abs(value) < 1000 else floor(log10(abs(value))) + 1
    return f"{float(f'{value:.{digits}g}'):,.10g}".replace("-", "−")


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def hole(lesson: Lesson, measured: Mapping[str, float], name: str) -> str:
    """What stands in the hole ``name`` of a text of ``lesson``.

    Raises:
        UnknownHoleError: there is nothing of that name.
    """
    for claim in lesson.claims:
        if claim.key == name:
            return figure(measured[name], claim.form)
    return figure(setting(lesson, name))


def setting(lesson: Lesson, name: str) -> float:
    """The number that ``scene.steps``, ``scene.optimizer.parameter`` or ``scene.surface.parameter`` stands for."""
    scene, _, rest = name.partition(".")
    if scene not in lesson.scenes:
        raise UnknownHoleError(name)
    scenario = lesson.scenes[scene].scenario
    if rest == "steps":
        return scenario.steps
    owner, _, parameter = rest.partition(".")
    values = scenario.surface_parameters if owner == "surface" else scenario.optimizers.get(owner, {})
    if parameter not in values:
        raise UnknownHoleError(name)
    return values[parameter]
