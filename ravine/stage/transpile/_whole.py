"""Find the whole numbers of a function: Python's integers have no negative zero, JavaScript's numbers do."""

import ast
from collections import defaultdict
from collections.abc import Mapping

Values = Mapping[str, list[ast.expr | None]]


def whole_numbers(values: Values, parameters: list[str], stored: list[str]) -> set[str]:
    """Locals that always hold whole numbers: counters, and results of arithmetic on whole numbers."""
    candidates = set(stored) - set(parameters)
    while lost := {
        name for name in candidates if not all(value and is_whole(value, candidates) for value in values[name])
    }:
        candidates -= lost
    return candidates


def assigned(tree: ast.FunctionDef) -> Values:
    """Every expression that is assigned to a name, by names; None for an assignment by unpacking."""
    values = defaultdict[str, list[ast.expr | None]](list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                whole = isinstance(target, ast.Name)
                for inner in ast.walk(target):
                    if isinstance(inner, ast.Name):
                        values[inner.id].append(node.value if whole else None)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            values[node.target.id].append(ast.BinOp(node.target, node.op, node.value))
    return values


def is_whole(node: ast.expr, names: set[str]) -> bool:  # noqa: PLR0911 - one a kind
    """Whether ``node`` is a whole number, provided that the locals ``names`` are."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int)
        case ast.Name():
            return node.id in names
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
            return is_whole(node.operand, names)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Mod()):
            return is_whole(node.left, names) and is_whole(node.right, names)
        case ast.BinOp(op=ast.BitAnd()):
            return True
        case ast.Call(func=ast.Name(id="int" | "floor" | "ceil" | "len")):
            return True
    return False
