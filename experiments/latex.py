"""Evaluate the LaTeX formulas that optimizers declare.

The tests use it to check each formula on the page: its last equation must give the run's weights.
"""

import re
from collections.abc import Callable, Mapping
from math import copysign, sqrt

ENDS = {"(": ")", "{": "}", "|": "|", r"\left(": r"\right)"}
FUNCTIONS: dict[str, Callable[..., float]] = {r"\max": max, r"\min": min}
SPACE = re.compile(r"(\s|\\[,;! ])+")
NUMBER = re.compile(r"\d+(\.\d+)?")


class UnknownError(ValueError):
    """The text is not arithmetic over known symbols."""


def evaluate(text: str, values: Mapping[str, float]) -> float | None:
    """The value of ``text`` with the symbols in ``values``; None if it is not arithmetic over these symbols.

    Understands sums, products written side by side, fractions, powers, roots, absolute values, ``\\max``, ``\\min`` and
    ``\\mathrm{sign}``.
    """
    reader = _Reader(text, values)
    try:
        value = reader.sum()
        return value if reader.rest() == "" else None
    except (UnknownError, ZeroDivisionError, OverflowError, ValueError):
        return None


class _Reader:
    """Recursive-descent parser of one formula."""

    def __init__(self, text: str, values: Mapping[str, float]) -> None:
        self.text = text
        self.at = 0
        self.values = values
        self.symbols = sorted(values, key=len, reverse=True)

    def rest(self) -> str:
        if space := SPACE.match(self.text, self.at):
            self.at = space.end()
        return self.text[self.at :]

    def take(self, *tokens: str) -> str:
        """Consume and return the first of ``tokens`` that comes next; empty if none does."""
        rest = self.rest()
        taken = next((token for token in tokens if rest.startswith(token)), "")
        self.at += len(taken)
        return taken

    def need(self, token: str) -> None:
        if not self.take(token):
            raise UnknownError(token)

    def sum(self) -> float:
        value = -self.product() if self.take("-") else self.product()
        while sign := self.take("+", "-"):
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> float:
        value = self.power()
        while (rest := self.rest()) and not rest.startswith(("+", "-", ")", "}", ",", "|", r"\right")):
            if self.take("/"):
                value /= self.power()
            else:
                self.take(r"\cdot", r"\odot")
                value *= self.power()
        return value

    def power(self) -> float:
        value = self.atom()
        if self.take("^"):
            exponent = self.group()
            value = float(value**exponent)
        return value

    def group(self) -> float:
        """Parse a group in braces, or one character without them."""
        if self.take("{"):
            value = self.sum()
            self.need("}")
            return value
        if digit := re.match(r"\d", self.rest()):
            self.at += 1
            return float(digit.group())
        return self.atom()

    def atom(self) -> float:  # noqa: PLR0911 - one return a kind of atom
        rest = self.rest()
        if symbol := next((s for s in self.symbols if rest.startswith(s) and not _longer(rest, s)), ""):
            self.at += len(symbol)
            return self.values[symbol]
        if number := NUMBER.match(rest):
            self.at += number.end()
            return float(number.group())
        if opened := self.take(*ENDS):
            value = self.sum()
            self.need(ENDS[opened])
            return abs(value) if opened == "|" else value
        if self.take(r"\frac", r"\tfrac"):
            return self.group() / self.group()
        if self.take(r"\sqrt"):
            return sqrt(self.group())
        if self.take(r"\mathrm{sign}", r"\operatorname{sign}"):
            value = self.atom()
            return copysign(1.0, value) if value else 0.0
        if named := self.take(*FUNCTIONS):
            return self.call(FUNCTIONS[named])
        raise UnknownError(rest)

    def call(self, function: Callable[..., float]) -> float:
        closing = ENDS[self.take("(", r"\left(") or "("]
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.need(closing)
        return function(*arguments)


def _longer(rest: str, symbol: str) -> bool:
    """Whether ``rest`` begins with a longer symbol, such as ``v_tx`` for ``v_t`` or ``\\eta_0`` for ``\\eta``."""
    return bool(re.match(r"[A-Za-z_]", rest[len(symbol) :])) and (symbol[-1].isalpha() or rest[len(symbol)] == "_")
