"""Format the figures of claims and the settings of scenes for a lesson's text; both languages use one format."""

from collections.abc import Mapping
from math import floor, isfinite, log10

from experiments.shares import Share
from lessons._lesson import Form, Lesson


class UnknownHoleError(KeyError):
    """A hole that names neither a claim nor a scene's setting."""


def figure(value: float | Share, form: Form = "number") -> str:
    """``value`` as text: ``whole`` with thousands separators, ``percent`` whole or with two digits,
    ``exact`` with four digits, else three.

    A share of trials is a percentage followed by its interval: ``77% (74–79%)``.

    Raises:
        ValueError: ``value`` is not finite.
    """
    if isinstance(value, Share):
        low, high = value.interval
        return f"{percent(float(value))}% ({percent(low)}–{percent(high)}%)"
    if not isfinite(value):
        raise ValueError(f"no figure to show: {value}")
    if form == "whole":
        return f"{value:,.0f}".replace("-", "−")
    if form == "percent":
        return f"{percent(value)}%".replace("-", "−")
    if value and abs(value) < 1e-4:
        exponent = floor(log10(abs(value)))
        return f"{value / 10.0**exponent:.1f} × 10{str(exponent).translate(RAISED)}".replace("-", "−")
    digits = 4 if form == "exact" else 3 if abs(value) < 1000 else floor(log10(abs(value))) + 1
    return f"{float(f'{value:.{digits}g}'):,.10g}".replace("-", "−")


def percent(share: float) -> str:
    """``share`` in whole percents; with more digits where that would say none or all, which is not so."""
    whole = f"{100 * share:.0f}"
    if abs(share) < 0.01 and share:
        return f"{100 * share:.2g}"
    return f"{100 * share:.1f}" if whole == "100" and share < 1 else whole


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def hole(lesson: Lesson, measured: Mapping[str, float | Share], name: str) -> str:
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
