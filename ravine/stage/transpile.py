"""A unit's plain Python function as JavaScript, so that the browser can evaluate a surface with exactly our arithmetic.

Doubles are doubles: what uses no sine, exponential or the like comes out the same to the last bit. The meaning followed
is the engine's: dividing by zero and leaving a function's domain give inf and NaN where plain Python raises. What a
unit could write and this does not know is refused, with the file and the line; nothing is guessed.
"""

import ast
import inspect
import math
import textwrap
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from types import BuiltinFunctionType, FunctionType
from typing import Any

from ravine.stage.transpile_names import BINARY, BOOLEAN_CALLS, CALLS, COMPARE, RESERVED, RUNTIME, number
from ravine.stage.transpile_whole import is_whole, whole_numbers


class TranspileError(ValueError):
    """A function holds something that has no counterpart here; the message names it, its file and its line."""


def module(exports: Mapping[str, Callable]) -> str:
    """Text of an ES module that exports ``exports`` (JavaScript's name -> Python function), with their helpers.

    Numbers stay numbers, tuples become arrays: ``value_and_gradient(x, y, p) -> (f, gx, gy)`` is called with an array
    for ``p`` and answers an array of three.

    Raises:
        TranspileError: a function uses something else than arithmetic, comparisons, ``if``, ``for`` over a range,
            ``while``, ``math``, and helpers written the same way.
    """
    made = Module()
    names = {exported: made.name_of(function) for exported, function in exports.items()}
    listed = ", ".join(f"{name} as {exported}" for exported, name in names.items())
    used = [RUNTIME[name] for name in sorted(made.runtime)]
    return "\n".join([*used, *made.texts, f"export {{ {listed} }};", ""])


class Module:
    """What has been translated so far: ``texts``, and which parts of the runtime they call."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.runtime: set[str] = set()
        self._names: dict[FunctionType, str] = {}

    def name_of(self, function: Any) -> str:
        """Name under which ``function`` is in the module; it is translated when first asked for."""
        if not isinstance(function, FunctionType):
            raise TranspileError(f"{function!r} is not a plain Python function")
        if function not in self._names:
            taken = set(self._names.values())
            # No Python name holds a dollar: locals cannot hide it, the language's own words cannot be it.
            self._names[function] = next(name for k in count(1) if (name := f"{function.__name__}${k}") not in taken)
            self.texts.append(Function(function, self._names[function], self).text())
        return self._names[function]


class Function:
    """One function on its way from Python to JavaScript."""

    def __init__(self, function: FunctionType, name: str, module: Module) -> None:
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

    def text(self) -> str:
        """The function's JavaScript."""
        tree = self.tree
        extra = tree.args.posonlyargs or tree.args.kwonlyargs or tree.args.vararg or tree.args.kwarg
        if extra or tree.decorator_list:
            raise self._refusal(tree, "decorators and special arguments")
        body = self.block(tree.body[1:] if ast.get_docstring(tree) is not None else tree.body)
        variables = [self.local(name) for name in self.locals if name not in self.parameters]
        variables += [f"${k}" for k in range(1, self.temporaries + 1)]
        start = [f"  let {', '.join(variables)};"] if variables else []
        return "\n".join([f"function {self.name}({self._signature()}) {{", *start, *body, "}"])

    def _signature(self) -> str:
        defaults = self.function.__defaults__ or ()
        bare = len(self.parameters) - len(defaults)
        given = [f" = {self._value(self.tree, value)}" for value in defaults]
        tails = [""] * bare + given
        return ", ".join(self.local(name) + tail for name, tail in zip(self.parameters, tails, strict=True))

    # ── Statements ──

    def block(self, statements: Iterable[ast.stmt], depth: int = 1) -> list[str]:
        return [line for statement in statements for line in self.statement(statement, depth)]

    def statement(self, node: ast.stmt, depth: int) -> list[str]:  # noqa: PLR0911 - one a kind
        pad = "  " * depth
        match node:
            case ast.Return(value=ast.expr() as value):
                return [f"{pad}return {self.expression(value)};"]
            case ast.Assign():
                return [pad + line for line in self.assign(node)]
            case ast.AugAssign(target=ast.Name() as target):
                read = ast.copy_location(ast.Name(target.id, ast.Load()), target)
                value = ast.copy_location(ast.BinOp(read, node.op, node.value), node)
                return [f"{pad}{self.local(target.id)} = {self.expression(value)};"]
            case ast.If():
                other = [f"{pad}}} else {{", *self.block(node.orelse, depth + 1)] if node.orelse else []
                return [f"{pad}if ({self.test(node.test)}) {{", *self.block(node.body, depth + 1), *other, f"{pad}}}"]
            case ast.While(orelse=[]):
                return [f"{pad}while ({self.test(node.test)}) {{", *self.block(node.body, depth + 1), f"{pad}}}"]
            case ast.For(orelse=[], target=ast.Name()):
                return [pad + self.loop(node), *self.block(node.body, depth + 1), f"{pad}}}"]
            case ast.Pass():
                return []
            case ast.Break():
                return [f"{pad}break;"]
            case ast.Continue():
                return [f"{pad}continue;"]
        raise self._refusal(node, f"a statement of the kind “{type(node).__name__}”")

    def assign(self, node: ast.Assign) -> list[str]:
        lines: list[str] = []
        if isinstance(node.value, ast.Tuple) and all(isinstance(t, ast.Tuple) for t in node.targets):
            # All of the right side is known before any of the left changes.
            parts = [self.temporary(self.expression(part), lines) for part in node.value.elts]
            for target in node.targets:
                if len(target.elts) != len(parts):  # type: ignore[attr-defined]
                    raise self._refusal(node, f"an assignment of {len(parts)} values to another number of names")
                for one, part in zip(target.elts, parts, strict=True):  # type: ignore[attr-defined]
                    self.put(one, part, lines)
            return lines
        value = self.expression(node.value)
        if len(node.targets) > 1 or not isinstance(node.targets[0], ast.Name):
            value = self.temporary(value, lines)
        for target in node.targets:
            self.put(target, value, lines)
        return lines

    def put(self, target: ast.expr, value: str, lines: list[str]) -> None:
        """Lines that give ``target``, a name or a nest of them, what ``value`` (a name or its places) holds."""
        match target:
            case ast.Name():
                lines.append(f"{self.local(target.id)} = {value};")
            case ast.Tuple():
                for k, one in enumerate(target.elts):
                    self.put(one, f"{value}[{k}]", lines)
            case _:
                raise self._refusal(target, "an assignment to something else than names")

    def temporary(self, value: str, lines: list[str]) -> str:
        self.temporaries += 1
        lines.append(f"${self.temporaries} = {value};")
        return f"${self.temporaries}"

    def loop(self, node: ast.For) -> str:
        """The head of a loop. A counter of its own: in Python the body cannot change how often it runs."""
        match node.iter:
            case ast.Call(func=ast.Name(id="range"), args=[_, *_] as given, keywords=[]) if len(given) <= 3:
                pass
            case _:
                raise self._refusal(node, "a loop over something else than a range")
        first, stop = ("0", given[0]) if len(given) == 1 else (self.expression(given[0]), given[1])
        step = self.constant(given[2]) if len(given) == 3 else 1
        if not isinstance(step, int) or step == 0:
            raise self._refusal(node, "a range whose stride is no whole number")
        self.temporaries += 2
        counter, end = f"${self.temporaries - 1}", f"${self.temporaries}"
        go_on = f"{counter} {'<' if step > 0 else '>'} {end}"
        name = self.local(node.target.id)  # type: ignore[attr-defined]
        head = f"for ({counter} = {first}, {end} = {self.expression(stop)}; {go_on}; {counter} += {step})"
        return f"{head} {{ {name} = {counter};"

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
        if isinstance(function, FunctionType):
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
                builtins = vars(__import__("builtins"))
                for scope in (self.cells, self.function.__globals__, builtins):
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
