"""Transpile the expressions of one function, and resolve the names in them."""

import ast
import builtins
import inspect
import math
import textwrap
from functools import cache, reduce
from types import BuiltinFunctionType, FunctionType
from typing import Any, Protocol, cast

import vecmath
from ravine.stage.transpile._names import BINARY, BOOLEAN_CALLS, CALLS, COMPARE, OURS, RESERVED, RUNTIME, number
from ravine.stage.transpile._tuples import Tuples
from ravine.stage.transpile._whole import assigned, is_whole, whole_numbers


class TranspileError(ValueError):
    """A function uses syntax that cannot be transpiled; the message names it, its file and its line."""


class Holder(Protocol):
    """The part of :class:`Module` that a function's transpiler needs."""

    runtime: set[str]

    def name_of(self, function: Any) -> str: ...
    def constant(self, name: str, text: str) -> str: ...


@cache
def answers_truth(function: FunctionType) -> bool:
    """Whether ``function`` returns only booleans."""
    written = Expressions(function, function.__name__, None)
    returned = [node.value for node in ast.walk(written.tree) if isinstance(node, ast.Return)]
    return all(map(written.is_truth, returned))


class Expressions:
    """Transpiler of a function's expressions."""

    def __init__(self, function: FunctionType, name: str, module: Holder | None) -> None:
        self.function, self.name, self.module = function, name, cast(Holder, module)
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
        values = assigned(tree)
        self.whole = whole_numbers(values, self.parameters, stored)
        self.tuples = Tuples(tree, self._constant_tuple)
        self.given = set(self.parameters) - set(stored)  # never assigned, so they may be functions
        self.truths = set(stored) - set(self.parameters)
        while lost := {name for name in self.truths if not all(map(self.is_truth, values[name]))}:
            self.truths -= lost
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
            case ast.Subscript():
                return self.subscript(node)
            case ast.Call():
                return self.call(node)
        raise self._refusal(node, f"an expression of the kind “{type(node).__name__}”")

    def test(self, node: ast.expr) -> str:
        """``node`` as a condition: unlike JavaScript, Python takes NaN as true."""
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
            case ast.BinOp(op=ast.BitAnd()):
                return self.is_boolean(node.left) and self.is_boolean(node.right)
            case ast.Name():
                return node.id in self.truths
            case ast.Call(func=ast.Name() | ast.Attribute() as called) if not self.is_given(called):
                function = self.looked_up(called)
                return function in BOOLEAN_CALLS or (isinstance(function, FunctionType) and answers_truth(function))
        return False

    def is_truth(self, value: ast.expr | None) -> bool:
        return value is not None and self.is_boolean(value)

    def binary(self, node: ast.BinOp) -> str:
        left, right = self.expression(node.left), self.expression(node.right)
        if isinstance(node.op, ast.Pow):
            return self.power(node, left, right)
        if isinstance(node.op, ast.Add) and self.tuples.is_tuple(node):
            return f"[...{left}, ...{right}]"
        if isinstance(node.op, ast.BitAnd):
            return self.both(node, left, right)
        if isinstance(node.op, ast.Mod):
            return self.signed(f"{self.use('$mod')}({left}, {right})", node)
        if type(node.op) not in BINARY:
            raise self._refusal(node, f"an operator of the kind “{type(node.op).__name__}”")
        return self.signed(f"({left} {BINARY[type(node.op)]} {right})", node)

    def both(self, node: ast.BinOp, left: str, right: str) -> str:
        """``&`` of two booleans, or of a whole number and a mask of at most 31 bits."""
        if self.is_boolean(node):
            return f"({left} && {right})"
        mask = self.looked_up(node.right) if isinstance(node.right, ast.Name) else self.constant(node.right)
        if isinstance(mask, int) and 0 <= mask < 1 << 31:
            return f"({left} & {mask})"
        raise self._refusal(node, "an operator of the kind “BitAnd” without a mask of whole numbers")

    def subscript(self, node: ast.Subscript) -> str:
        """An index into a tuple or an array; a variable index must not be negative."""
        value, place = self.expression(node.value), node.slice
        if isinstance(place, ast.Slice):
            return f"{value}.slice({self.ends(node, place)})"
        known = self.constant(place)
        if isinstance(known, bool) or (known is not None and not isinstance(known, int)):
            raise self._refusal(node, "a place that is no whole number")
        if isinstance(known, int) and known < 0:
            return f"{value}.at({known})"
        return f"{value}[{self.expression(place)}]"

    def ends(self, node: ast.Subscript, place: ast.Slice) -> str:
        first, last = (end if end is None else self.constant(end) for end in (place.lower, place.upper))
        written = isinstance(first, int) == (place.lower is not None) and isinstance(last, int) == (
            place.upper is not None
        )
        if place.step is not None or not written:
            raise self._refusal(node, "a slice whose ends are not written out")
        return f"{first or 0}" if last is None else f"{first or 0}, {last}"

    def power(self, node: ast.BinOp, left: str, right: str) -> str:
        """A power with a constant whole exponent, as the compiler's chain of products; others are refused."""
        exponent = self.constant(node.right)
        if isinstance(exponent, int) and abs(exponent) <= 0x10000:
            return f"{self.use('$chain')}({left}, {exponent})"
        raise self._refusal(node, "a power whose exponent is no whole number written out (vecmath.pow is one)")

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
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            raise self._refusal(node, "a call with named or starred arguments")
        arguments = list(map(self.expression, node.args))
        if self.is_given(node.func):
            return f"{self.expression(node.func)}({', '.join(arguments)})"
        function = self.looked_up(node.func)
        function = OURS.get(function, function) if callable(function) else function
        if function is vecmath.select and len(arguments) == 3:
            return f"({self.test(node.args[0])} ? {arguments[1]} : {arguments[2]})"
        if isinstance(function, FunctionType) and function not in CALLS:
            return f"{self.module.name_of(function)}({', '.join(arguments)})"
        if not callable(function) or function not in CALLS or len(arguments) not in CALLS[function][0]:
            raise self._refusal(node, f"a call of “{ast.unparse(node)}”")
        name = self.use(CALLS[function][1])
        if function in (min, max):
            return reduce(lambda first, second: f"{name}({first}, {second})", arguments)
        return f"{name}({', '.join(arguments)})"

    def is_given(self, function: ast.expr) -> bool:
        """Whether ``function`` is a parameter, such as the loss of a line search."""
        return isinstance(function, ast.Name) and function.id in self.given

    def signed(self, text: str, node: ast.expr) -> str:
        """``text`` without negative zero if ``node`` is a whole number: Python's integers have none, doubles do."""
        return f"({text} + 0)" if is_whole(node, self.whole) else text

    # ── Names ──

    def local(self, name: str) -> str:
        return f"{name}$" if name in RESERVED else name

    def name_read(self, node: ast.Name) -> str:
        if node.id in self.locals:
            return self.local(node.id)
        text = self._value(node, value := self.looked_up(node))
        # A long tuple becomes a module constant; inline it would be built again on each use.
        return self.module.constant(node.id, text) if isinstance(value, tuple) and len(value) > 4 else text

    def looked_up(self, node: ast.expr) -> Any:
        """Value of a name that is not local: from the closure, the module's globals or the builtins."""
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
            return f"[{', '.join(self._value(node, item) for item in value)}]"
        kind = "a function that is not called" if isinstance(value, FunctionType | BuiltinFunctionType) else repr(value)
        raise self._refusal(node, f"{kind}, which is neither a number nor a tuple of numbers")

    def _constant_tuple(self, name: str) -> bool:
        """Whether ``name`` is not local and holds a tuple."""
        if name in self.locals:
            return False
        return any(isinstance(scope[name], tuple) for scope in (self.cells, self.function.__globals__) if name in scope)

    def use(self, name: str) -> str:
        if name in RUNTIME:
            self.module.runtime.add(name)
        return name

    def _where(self, line: int) -> str:
        return f"{self.function.__module__}, line {self.first + line - 1}, {self.function.__name__}"

    def _refusal(self, node: ast.AST, what: str) -> TranspileError:
        return TranspileError(f"{self._where(getattr(node, 'lineno', 1))}: {what} cannot be turned into JavaScript")
