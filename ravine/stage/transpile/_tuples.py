"""Find the expressions of a function that are tuples: their ``+`` concatenates."""

import ast
from collections.abc import Callable, Iterator


class Tuples:
    """Tuples among the expressions of the function ``tree``; ``constant(name)``: whether a global is a tuple."""

    def __init__(self, tree: ast.FunctionDef, constant: Callable[[str], bool]) -> None:
        self._constant = constant
        self._values: dict[str, list[ast.expr]] = {}
        for name, value in _given(tree):
            self._values.setdefault(name, []).append(value)

    def is_tuple(self, node: ast.expr, above: frozenset[str] = frozenset()) -> bool:
        """Whether ``node`` is a tuple; ``above``: names being resolved, to stop at cycles."""
        match node:
            case ast.Tuple() | ast.Subscript(slice=ast.Slice()):
                return True
            case ast.BinOp(op=ast.Add()):
                return self.is_tuple(node.left, above) or self.is_tuple(node.right, above)
            case ast.IfExp():
                return self.is_tuple(node.body, above) or self.is_tuple(node.orelse, above)
            case ast.Name(id=name) if name in self._values and name not in above:
                return any(self.is_tuple(value, above | {name}) for value in self._values[name])
            case ast.Name(id=name):
                return name not in self._values and self._constant(name)
        return False


def _given(tree: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    """Names with the expressions assigned to them as a whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for name, part in zip(target.elts, value.elts, strict=True):
            yield from _pairs(name, part)
