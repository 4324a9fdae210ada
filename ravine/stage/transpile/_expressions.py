"""Expressions of one function, and what the names in them stand for."""

import ast
import builtins
import inspect
import math
import textwrap
from types import BuiltinFunctionType, FunctionType
from typing import Any, Protocol

from ravine.stage.transpile._names import BINARY, BOOLEAN_CALLS, CALLS, COMPARE, RESERVED, RUNTIME, number
from ravine.stage.transpile._whole import is_whole, whole_numbers


class TranspileError(ValueError):
    """A function holds something that has no counterpart here; the message names it, its file and its line."""


class Holder(Protocol):
    """The module that a function goes into."""

    runtime: set[str]

    def name_of(self, function: Any) -> str: ...


class Expressions:
    """Writes a function's expressions."""

    def __init__(self, function: FunctionType, name: str, module: Holder) -> None:
        self.function, self.name, self.module = function, name, module
        try:
            lines, self.first = inspect.getsourcelines(function)
        except (OSError, TypeError):
            raise TranspileError(f"{function.__module__}.{function.__name__} has no source to read") from None
        tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
        if not isinstance(tree, ast.FunctionDef):
            raise TranspileError(f"{self._where(1)}: write it with def")
        self.tree = tree
        self.parameters = [argument.arg for argument in tree.args.args]
        stored = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        self.locals = list(dict.fromkeys([*self.parameters, *stored]))
        self.cells = inspect.getclosurevars(function).nonlocals
        self.whole = whole_numbers(tree, self.parameters, stored)
        self.temporaries = 0

    @staticmethod
    def constant(node: ast.expr) -> Any:
        try:
            return ast.literal_eval(node)
        except ValueError:
            return None

    # ── Expressions ──

    def expression(self, node: ast.expr) -> str:  # noqa: PLR0911 - one a kind
        match node:
            case ast.Constant(value=bool() | int() | float() as value):
                return self._value(node, value)
            case ast.Name():
                return self.name_read(node)
            case ast.Attribute():
                return self._value(node, self.looked_up(node))
            case ast.Tuple():
                return f"[{', '.join(map(self.expression, node.elts))}]"
            case ast.IfExp():
                return f"({self.test(node.test)} ? {self.expression(node.body)} : {self.expression(node.orelse)})"
            case ast.UnaryOp(op=ast.Not()):
                return self.test(node)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op):
                return self.signed(f"({'-' if isinstance(op, ast.USub) else '+'}{self.expression(node.operand)})", node)
            case ast.BinOp():
                return self.binary(node)
            case ast.Compare():
                return self.compare(node)
            case ast.BoolOp() if all(map(self.is_boolean, node.values)):
                return self.test(node)
            case ast.Subscript(slice=ast.Constant(value=int() as place)) if not isinstance(place, bool) and place >= 0:
                return f"{self.expression(node.value)}[{place}]"
            case ast.Call():
                return self.call(node)
        raise self._refusal(node, f"an expression of the kind “{type(node).__name__}”")

    def test(self, node: ast.expr) -> str:
        """``node`` where only its truth counts: in Python zero is false and NaN is true."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                return f"(!{self.test(node.operand)})"
            case ast.BoolOp():
                sign = " && " if isinstance(node.op, ast.And) else " || "
                return f"({sign.join(map(self.test, node.values))})"
        text = self.expression(node)
        return text if self.is_boolean(node) else f"({text} != 0)"

    def is_boolean(self, node: ast.expr) -> bool:
        match node:
            case ast.Compare() | ast.UnaryOp(op=ast.Not()) | ast.Constant(value=bool()):
                return True
            case ast.BoolOp():
                return all(map(self.is_boolean, node.values))
            case ast.Call(func=ast.Name() | ast.Attribute() as called):
                return any(self.looked_up(called) is one for one in BOOLEAN_CALLS)
        return False

    def binary(self, node: ast.BinOp) -> str:
        left, right = self.expression(node.left), self.expression(node.right)
        if isinstance(node.op, ast.Pow):
            return self.power(node, left, right)
        if isinstance(node.op, ast.Mod):
            return self.signed(f"{self.use('$mod')}({left}, {right})", node)
        if type(node.op) not in BINARY:
            raise self._refusal(node, f"an operator of the kind “{type(node.op).__name__}”")
        return self.signed(f"({left} {BINARY[type(node.op)]} {right})", node)

    def power(self, node: ast.BinOp, left: str, right: str) -> str:
        """A constant whole power is the compiler's own chain of products, which the browser's ``**`` is not."""
        exponent = self.constant(node.right)
        if isinstance(exponent, int) and abs(exponent) <= 0x10000:
            return f"{self.use('$chain')}({left}, {exponent})"
        return f"{self.use('$power')}({left}, {right})"

    def compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Tuple) for side in sides):
            raise self._refusal(node, "a comparison of tuples")
        if refused := [op for op in node.ops if type(op) not in COMPARE]:
            raise self._refusal(node, f"a comparison of the kind “{type(refused[0]).__name__}”")
        texts = list(map(self.expression, sides))
        links = [f"{a} {COMPARE[type(op)]} {b}" for a, op, b in zip(texts, node.ops, texts[1:], strict=False)]
        return f"({' && '.join(links)})"

    def call(self, node: ast.Call) -> str:
        if node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            raise self._refusal(node, "a call with named or starred arguments")
        function = self.looked_up(node.func)
        given = list(map(self.expression, node.args))
        if isinstance(function, FunctionType) and function not in CALLS:
            return f"{self.module.name_of(function)}({', '.join(given)})"
        if not callable(function) or function not in CALLS or len(given) not in CALLS[function][0]:
            raise self._refusal(node, f"a call of “{ast.unparse(node)}”")
        name = CALLS[function][1]
        return f"{self.use(name)}({', '.join(given)})"

    def signed(self, text: str, node: ast.expr) -> str:
        """A whole number has no negative zero, but a double that stands for one may."""
        return f"({text} + 0)" if is_whole(node, self.whole) else text

    # ── Names ──

    def local(self, name: str) -> str:
        return f"{name}$" if name in RESERVED else name

    def name_read(self, node: ast.Name) -> str:
        return self.local(node.id) if node.id in self.locals else self._value(node, self.looked_up(node))

    def looked_up(self, node: ast.expr) -> Any:
        """What a name that is no local stands for: in the closure, in the file, in Python."""
        match node:
            case ast.Name() if node.id in self.locals:
                raise self._refusal(node, f"a call of the local “{node.id}”")
            case ast.Name():
                for scope in (self.cells, self.function.__globals__, vars(builtins)):
                    if node.id in scope:
                        return scope[node.id]
            case ast.Attribute(value=ast.Name() as owner) if owner.id not in self.locals:
                if self.looked_up(owner) is math and hasattr(math, node.attr):
                    return getattr(math, node.attr)
        raise self._refusal(node, f"“{ast.unparse(node)}”, which it does not know")

    def _value(self, node: ast.AST, value: Any) -> str:
        if isinstance(value, bool | int | float):
            return number(value)
        if isinstance(value, tuple):
            return f"[{', '.join(self._value(node, one) for one in value)}]"
        kind = "a function that is not called" if isinstance(value, FunctionType | BuiltinFunctionType) else repr(value)
        raise self._refusal(node, f"{kind}, which is neither a number nor a tuple of numbers")

    def use(self, name: str) -> str:
        if name in RUNTIME:
            self.module.runtime.add(name)
        return name

    def _where(self, line: int) -> str:
        return f"{self.function.__module__}, line {self.first + line - 1}, {self.function.__name__}"

    def _refusal(self, node: ast.AST, what: str) -> TranspileError:
        return TranspileError(f"{self._where(getattr(node, 'lineno', 1))}: {what} cannot be turned into JavaScript")
