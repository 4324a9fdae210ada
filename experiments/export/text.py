"""What programs for all packages have in common: their sections, their names, and the end of a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import fill

import engine
from experiments.export.setting import NUMPY, Setting

# Variables of programs, which no helper of a unit may take the name of.
_NAMES = """
a b answer base64 batches coefficients carried factor f forward full g initial jax jnp k loss look losses lr math
noise now np numbers one optax optimizer order print random rate rates sample scheduler seen state step steps surface t
torch update w
"""
NAMES = frozenset(_NAMES.split())
LINES = 20  # that a program prints, about
WIDTH = 110
GLUE = "\0"  # in place of a space where no line is to end


@dataclass(frozen=True)
class Section:
    """A part of a program, a cell of a notebook: a heading, and code."""

    heading: str
    code: str


def assembled(codes: Mapping[str, str], third: Callable[[str], list[str]], setup: str) -> list[Section]:
    """Sections from their codes, without empty ones; before them the imports that the codes need, and ``setup``.

    Args:
        codes: by their headings.
        third: import lines of packages, for the whole text.
    """
    text = "\n".join(codes.values())
    own = [f"import {name}" for name in ("base64", "math") if f"{name}." in text]
    imports = "\n\n".join("\n".join(part) for part in (own, third(text), [setup]) if part)
    return [Section("imports", imports), *(Section(key, code) for key, code in codes.items() if code)]


def indented(text: str, by: int = 1) -> str:
    return "\n".join(f"{'    ' * by}{line}" if line else line for line in text.splitlines())


def opening(setting: Setting, package: str) -> str:
    """The program's first lines: what it is, where it comes from, what it needs."""
    optimizer, scenario = setting.optimizer, setting.scenario
    name = f"{optimizer.name} on {scenario.surface}"
    needs = {"torch": "PyTorch", "optax": "JAX and optax", NUMPY: "NumPy"}[package]
    why = setting.not_in_package or "nothing hidden, as its formula says"
    first = f"# {name}, in plain NumPy: {why}." if package == NUMPY else f"# {name}, in {needs}."
    lines = [first, f"# The rule: {optimizer.reference}."]
    if package == NUMPY:
        lines.append("# Its functions are those with which Ravine runs it.")
    lines += ["# From Ravine, the same run:", f"# {printable(setting.link)}", f"# Needs {needs}."]
    return "\n".join(lines)


def call(before: str, arguments: list[str], after: str = "") -> str:
    """A call, ``before(arguments)after``; its arguments on lines of their own where one line is too short."""
    line = f"{before}({', '.join(arguments)}){after}"
    if len(line) <= WIDTH:
        return line
    whole = ", ".join(argument.replace(" ", GLUE) for argument in arguments)
    inside = fill(whole, WIDTH, initial_indent="    ", subsequent_indent="    ").replace(GLUE, " ")
    return f"{before}(\n{inside}\n){after}"


def printable(text: str) -> str:
    """``text`` in one line, whatever it is: nothing in it ends a comment."""
    return "".join(c for c in text if c.isprintable())


def printed(step: str) -> str:
    """Lines of the loop that print the loss now and then."""
    return f"""if {step} % every == 0 or {step} == steps:
    print(f"step {{{step}:5d}}   loss {{losses[-1]:.10g}}")"""


def stopped(step: str, inside: str) -> str:
    """Lines of the loop that end a run which has left all bounds."""
    return f"""if not ({inside}):
    print(f"diverged at step {{{step}}}: loss {{losses[-1]:.10g}}")
    break"""


def every(setting: Setting) -> str:
    return f"every = {max(1, setting.scenario.steps // LINES)}  # steps from one printed line to the next"


BOUND = f"{engine.BIG:g}".replace("e+0", "e")
