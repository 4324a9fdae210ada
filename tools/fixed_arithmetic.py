"""Find arithmetic whose last bits depend on the machine, in the modules that compute a race's numbers.

``python -m tools.fixed_arithmetic`` prints every place with its file and line, and exits with 1 if there is one.
Allowed are operations that IEEE 754 defines (+ - * /, comparisons, ``sqrt``), integers, sums in a fixed order, and
:mod:`vecmath`. Not allowed are functions of the C library (``math.exp``), NumPy's transcendental functions, BLAS, sums
in NumPy's order, and powers. A line whose result is only drawn, or that adds integers, ends with one of EXCUSES.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("declare", "vecmath", "landscapes", "optimizers", "engine", "experiments")
# Modules that draw, print or explain results.
_DRAWN = "contour_levels export/formats figure latex loss_scale maps/figure thumbnail"
DRAWN = {f"experiments/{name}.py" for name in _DRAWN.split()}
# Modules that reckon with the time that work takes, which is the machine's anyway.
TIMED = {"engine/long_pool.py", "engine/shares.py", "experiments/cost.py", "experiments/maps/budget.py"}
EXCUSES = ("# drawn only", "# whole numbers")
_MATH = "ceil copysign e fabs floor fmod fsum inf isfinite isinf isnan isqrt nan nextafter pi sqrt trunc ulp"
_NUMPY = """
abs add all any arange argmax argmin argsort array asarray ascontiguousarray bool_ broadcast_arrays broadcast_to
column_stack concatenate copysign count_nonzero cumsum diff divide dtype empty errstate flatnonzero float64 frombuffer
full hstack inf int16 int32 int64 integer intp isfinite isnan isscalar linspace loadtxt maximum median meshgrid minimum
nan ndarray nonzero ones percentile ptp random repeat require searchsorted shape sort sqrt stack tile uint16 uint32
uint64 uint8 unique vectorize vstack where zeros
"""
MATH, NUMPY = frozenset(_MATH.split()), frozenset(_NUMPY.split())
RANDOM = ("PCG64", "SeedSequence")
# Methods of arrays that sum in NumPy's order or use BLAS.
METHODS = ("cumprod", "dot", "mean", "prod", "std", "sum", "var")


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Line and description of each operation in ``source`` whose result may depend on the machine."""
    lines, tree = source.splitlines(), ast.parse(source)
    names = _imported(tree)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if (fault := _fault(node, names)) and not lines[line - 1].rstrip().endswith(EXCUSES):
            yield line, fault


def _imported(tree: ast.Module) -> dict[str, str]:
    """Local name -> dotted name of the imported object."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _fault(node: ast.AST, names: dict[str, str]) -> str:  # noqa: PLR0911 - one a kind
    match node:
        case ast.ImportFrom(module="math" | "numpy" as module):
            bad = [alias.name for alias in node.names if not _allowed(f"{module}.{alias.name}")]
            return f"{module}.{bad[0]}" if bad else ""
        case ast.Attribute():
            dotted = _dotted(node, names)
            return "" if _allowed(dotted) else dotted
        case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in METHODS and not _is_module(value, names):
            return f".{attr}()"
        case ast.Call(func=ast.Name(id="sum" | "pow" as called)) if not names.get(called, "").startswith("vecmath."):
            return f"{called}()"
        case ast.BinOp(op=ast.Pow()) if not _constant(node):
            return "**"
        case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
            return "@"
    return ""


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    """``np.linalg.solve`` -> ``numpy.linalg.solve``; empty if it does not begin with an imported name."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _is_module(node: ast.expr, names: dict[str, str]) -> bool:
    return _dotted(node, names) in ("math", "numpy", "vecmath", "vecmath.arrays")


def _allowed(dotted: str) -> bool:
    package, *parts = dotted.split(".")
    if package == "math":
        return not parts or parts[0] in MATH
    if package == "numpy" and parts:
        if parts[0] == "typing":
            return True
        return parts[0] in NUMPY and (parts[0] != "random" or len(parts) < 2 or parts[1] in RANDOM)
    return True


def _constant(node: ast.BinOp) -> bool:
    """Whether both sides are constants and the base is 2 or 10, which is exact on every machine."""
    numbers = [side.operand if isinstance(side, ast.UnaryOp) else side for side in (node.left, node.right)]
    return all(isinstance(number, ast.Constant) for number in numbers) and numbers[0].value in (2, 10)  # type: ignore[union-attr]


def checked() -> list[Path]:
    """The modules that compute a race's numbers."""
    modules = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in modules if path.relative_to(ROOT).as_posix() not in DRAWN | TIMED]


def main() -> int:
    count = 0
    for path in checked():
        for line, what in faults(path.read_text("utf-8")):
            print(f"{path.relative_to(ROOT)}:{line}: {what} has other last bits on other machines; see vecmath")
            count += 1
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main())
