"""Format the figures of claims and the settings of scenes for a lesson's text; both languages use one format."""

from collections.abc import Mapping
from math import floor, isfinite, log10

from lessons._lesson import Form, Lesson


class UnknownHoleError(KeyError):
    """A hole that names neither a claim nor a scene's setting."""


def figure(value: float, form: Form = "number") -> str:
    """``value`` as text: ``whole`` with thousands separators, ``percent`` whole or with two digits, else three digits.

    Raises:
        ValueError: ``value`` is not finite.
    """
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
    """The text for the hole ``name`` in a text of ``lesson``.

    Raises:
        UnknownHoleError: neither a claim nor a setting has that name.
    """
    for claim in lesson.claims:
        if claim.key == name:
            return figure(measured[name], claim.form)
    return figure(setting(lesson, name))


def setting(lesson: Lesson, name: str) -> float:
    """The value of ``scene.steps``, ``scene.optimizer.parameter`` or ``scene.surface.parameter``."""
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
