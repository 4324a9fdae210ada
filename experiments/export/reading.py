"""Which names the parts of a function's source read and set."""

import ast


def is_docstring(statement: ast.stmt, tree: ast.FunctionDef) -> bool:
    return statement is tree.body[0] and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def loaded(node: ast.AST) -> set[str]:
    """Names that ``node`` reads, but for what is marked as left out."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load) and not is_left_out(one):
            found.add(one.id)
        elif isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name):
            found.add(one.target.id)
    return found


def assigned(node: ast.AST) -> set[str]:
    """Names that ``node`` sets."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def leave_out(node: ast.AST) -> None:
    """Mark ``node`` and all in it as what is not written."""
    for one in ast.walk(node):
        one.left_out = True  # type: ignore[attr-defined]


def is_left_out(node: ast.AST) -> bool:
    return getattr(node, "left_out", False)


def needed(tree: ast.FunctionDef) -> list[ast.stmt]:
    """The statements that what is returned needs, but for what is left out."""
    wanted: set[str] = set()
    kept: list[ast.stmt] = []
    for statement in reversed(tree.body):
        returns = any(isinstance(node, ast.Return) for node in ast.walk(statement))
        if returns or is_docstring(statement, tree) or assigned(statement) & wanted:
            kept.insert(0, statement)
            wanted |= loaded(statement)
    return kept
