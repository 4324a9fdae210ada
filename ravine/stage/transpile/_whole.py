"""Find the whole numbers of a function: Python's integers have no negative zero, JavaScript's numbers do."""

import ast
from collections.abc import Iterable


def whole_numbers(tree: ast.FunctionDef, parameters: list[str], stored: list[str]) -> set[str]:
    """Locals that always hold whole numbers: counters, and results of arithmetic on whole numbers."""
    candidates = set(stored) - set(parameters)
    while True:
        lost = {
            name
            for name in candidates
            for value in values_of(tree, name)
            if not (value and is_whole(value, candidates))
        }
        if not lost:
            return candidates
        candidates -= lost


def values_of(tree: ast.FunctionDef, name: str) -> Iterable[ast.expr | None]:
    """Every expression assigned to ``name``; None for an assignment by unpacking."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value
                elif not isinstance(target, ast.Name) and name in {
                    n.id for n in ast.walk(target) if isinstance(n, ast.Name)
                }:
                    yield None
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            yield ast.BinOp(node.target, node.op, node.value)


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
