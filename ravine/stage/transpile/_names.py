"""JavaScript counterparts of Python's operators and functions, and runtime functions for those without one."""

import ast
import math
from collections.abc import Callable, Mapping
from types import FunctionType

import vecmath

BINARY: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
# Loose equality, because in Python True equals 1.
COMPARE: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}

# Functions whose results differ between Python and JavaScript: NaN in min and max, signs of remainders and of zero.
RUNTIME: Mapping[str, str] = {
    "$bool": "const $bool = (x) => x != 0;",
    "$chain": (
        "const $chain = (x, n) => { let r = 1; for (let k = Math.abs(n); k > 0; k = k >> 1) "
        "{ if (k & 1) r *= x; x *= x; } return n < 0 ? 1 / r : r; };"
    ),
    "$copysign": "const $copysign = (x, s) => (s < 0 || Object.is(s, -0) ? -Math.abs(x) : Math.abs(x));",
    "$degrees": f"const $degrees = (x) => x * {180.0 / math.pi!r};",
    "$int": "const $int = (x) => Math.trunc(x) + 0;",
    "$floor": "const $floor = (x) => Math.floor(x) + 0;",
    "$ceil": "const $ceil = (x) => Math.ceil(x) + 0;",
    "$fmod": "const $fmod = (x, y) => x % y;",
    "$isfinite": "const $isfinite = (x) => Number.isFinite(x);",
    "$isinf": "const $isinf = (x) => Math.abs(x) === Infinity;",
    "$isnan": "const $isnan = (x) => Number.isNaN(x);",
    "$len": "const $len = (x) => x.length;",
    "$max": "const $max = (a, b) => (b > a ? b : a);",
    "$min": "const $min = (a, b) => (b < a ? b : a);",
    "$mod": (
        "const $mod = (x, y) => { const r = x % y; if (r) return r < 0 !== y < 0 ? r + y : r; "
        "return r === 0 ? (y < 0 ? -0 : 0) : r; };"
    ),
    "$radians": f"const $radians = (x) => x * {math.pi / 180.0!r};",
}

# Function -> allowed numbers of arguments, and its name in JavaScript. The browser computes all of these exactly.
CALLS: dict[Callable, tuple[range, str]] = {
    **{getattr(math, name): (range(1, 2), f"${name}") for name in ("degrees", "radians", "isfinite", "isinf", "isnan")},
    **{getattr(math, name): (range(2, 3), f"${name}") for name in ("copysign", "fmod")},
    math.sqrt: (range(1, 2), "Math.sqrt"),
    math.floor: (range(1, 2), "$floor"),
    math.ceil: (range(1, 2), "$ceil"),
    math.trunc: (range(1, 2), "$int"),
    math.fabs: (range(1, 2), "Math.abs"),
    abs: (range(1, 2), "Math.abs"),
    len: (range(1, 2), "$len"),
    min: (range(2, 9), "$min"),
    max: (range(2, 9), "$max"),
    float: (range(1, 2), "Number"),
    int: (range(1, 2), "$int"),
    bool: (range(1, 2), "$bool"),
}
# The browser's sine may differ in the last bit, so vecmath's functions replace math's, as in the engine.
OURS: Mapping[Callable, Callable] = {
    getattr(math, name): getattr(vecmath, name)
    for name in vecmath.__all__
    if isinstance(getattr(vecmath, name), FunctionType) and hasattr(math, name)
} | {pow: vecmath.pow}
BOOLEAN_CALLS = (bool, math.isfinite, math.isinf, math.isnan)

_WORDS = """
arguments await break case catch class const continue debugger default delete do else enum eval export extends false
finally for function if implements import in instanceof interface let new null package private protected public return
static super switch this throw true try typeof undefined var void while with yield Infinity Math NaN Number Object
"""
RESERVED = frozenset(_WORDS.split())


def number(value: float) -> str:
    """Source of a Python number in JavaScript, the same double."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if value >= 0 else f"({value})"
    if math.isnan(value):
        return "NaN"
    text = "Infinity" if math.isinf(value) else repr(abs(value))
    return f"(-{text})" if math.copysign(1.0, value) < 0.0 else text
