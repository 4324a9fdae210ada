"""A unit's functions as text of a program: their own source, comments included, in the words of another package.

Nothing is evaluated or reformatted: names are replaced where they stand, constants are given their values, and what a
part of the result does not need is left out.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from experiments.export.dialects import POWER, PRIMITIVES, Dialect, number_name, operator_of
from experiments.export.editing import Text
from experiments.export.reading import assigned, is_docstring, is_left_out, is_name, leave_out, loaded, needed


class UntranslatableError(ValueError):
    """A unit is written in a way that cannot be put into a program."""


@dataclass
class Module:
    """The functions and constants of one program, each under a name of its own."""

    _names: dict[str, Any] = field(default_factory=dict)

    def reserve(self, names: Iterable[str]) -> None:
        """Keep ``names`` for the program's own variables."""
        self._names |= dict.fromkeys(names)

    def name(self, wanted: str, thing: Any) -> tuple[str, bool]:
        """The name of ``thing`` in the program, and whether it is new there."""
        known = next((name for name, other in self._names.items() if other == thing), None)
        if known is not None:
            return known, False
        name = wanted
        while name in self._names:
            name += "_"
        self._names[name] = thing
        return name, True

    def write(
        self,
        dialect: Dialect,
        function: Callable,
        name: str,
        *,
        numbers: Mapping[str, float] | None = None,
        row: tuple[str, Mapping[str, float]] | None = None,
        value_only: bool = False,
        tensors: Iterable[str] = (),
    ) -> str:
        """``function`` as ``name``, below the helpers and constants that it needs and that are not there yet.

        Args:
            dialect: the package in whose words it is written.
            numbers: parameters that become constants in its first lines.
            row: a parameter that holds a tuple, with the names and values that the function unpacks from it.
            value_only: write only the first of the numbers that it returns, and what that needs.
            tensors: parameters that are tensors, where that matters.
        """
        self._names[name] = (dialect.module, function)
        parts: list[str] = []
        text = _Function(self, dialect, function, tensors).written(name, dict(numbers or {}), row, value_only, parts)
        return "\n\n\n".join([*_constants_together(parts), text])


def _constants_together(parts: list[str]) -> list[str]:
    """Texts of helpers, with all constants in one paragraph above them."""
    constants = [part for part in parts if not part.startswith("def ")]
    return (["\n".join(constants)] if constants else []) + [part for part in parts if part.startswith("def ")]


class _Function:
    """One function on its way into a program."""

    def __init__(self, module: Module, dialect: Dialect, function: Callable, tensors: Iterable[str]) -> None:
        if not isinstance(function, FunctionType) or function.__name__ == "<lambda>":
            raise UntranslatableError(f"{function!r} is no function that was written with def")
        self.module, self.dialect, self.function = module, dialect, function
        source = _source(function)
        (tree,) = ast.parse(source).body
        assert isinstance(tree, ast.FunctionDef)
        self.tree, self.text, self.nodes = tree, Text(source), list(ast.walk(tree))
        self.tensors = set(tensors)
        code = function.__code__
        self.own = {*code.co_varnames, *code.co_cellvars}
        inside = dict(zip(code.co_freevars, (cell.cell_contents for cell in function.__closure__ or ()), strict=True))
        self.scope = {**function.__globals__, **inside}

    def written(
        self,
        name: str,
        numbers: Mapping[str, float],
        row: tuple[str, Mapping[str, float]] | None,
        value_only: bool,
        parts: list[str],
    ) -> str:
        kept = self._value_only() if value_only else list(self.tree.body)
        hidden = {*numbers, *(row[:1] if row else ())}
        parameters = [text for parameter, text in self._parameters() if parameter not in hidden]
        opening = [f"{number} = {value!r}" for number, value in numbers.items()]
        opening += self._unpack(kept, *row) if row else []
        indent = " " * self.tree.body[0].col_offset
        self.text.insert(self._after_docstring(), "".join(f"{indent}{line}\n" for line in opening))
        self._mark_tensors(kept)
        for statement in kept:
            for node in ast.walk(statement):
                self._translate(node, parts)
        return f"def {name}({', '.join(parameters)}):\n{self.text.after(self._first_line).rstrip()}"

    def _parameters(self) -> list[tuple[str, str]]:
        """Names of the parameters, and their texts with defaults."""
        arguments = self.tree.args
        usual = [None] * (len(arguments.args) - len(arguments.defaults)) + [*arguments.defaults]
        return [
            (one.arg, one.arg if default is None else f"{one.arg}={ast.unparse(default)}")
            for one, default in zip(arguments.args, usual, strict=True)
        ]

    # ── Which lines stay ──

    def _value_only(self) -> list[ast.stmt]:
        """Leave out all that the first of the returned numbers does not need; the statements that stay."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Return) and node.value is not None:
                self._first_alone(node.value)
        kept = needed(self.tree)
        for statement in self.tree.body:
            if statement not in kept:
                self.text.drop(statement)
        return kept

    def _first_alone(self, value: ast.expr) -> None:
        if not isinstance(value, ast.Tuple):
            self.text.wrap(value, "(", ")[0]")
            return
        first, *rest = value.elts
        (start, end), (inner_start, inner_end) = self.text.span(value), self.text.span(first)
        brackets = ("(", ")") if first.lineno != first.end_lineno else ("", "")
        self.text.replace(start, inner_start, brackets[0])
        self.text.replace(inner_end, end, brackets[1])
        for node in rest:
            leave_out(node)

    def _unpack(self, kept: list[ast.stmt], row: str, values: Mapping[str, float]) -> list[str]:
        """Lines for the numbers that are unpacked from ``row``, in place of the statement that does it."""
        opening: list[str] = []
        for statement in list(kept):
            if isinstance(statement, ast.Assign) and is_name(statement.value, row):
                (target,) = statement.targets
                names = [one.id for one in getattr(target, "elts", [target]) if isinstance(one, ast.Name)]
                kept.remove(statement)
                self.text.drop(statement)
                used = set().union(*map(loaded, kept))
                opening += [f"{n} = {v!r}" for n, v in zip(names, values.values(), strict=True) if n in used]
        if any(row in loaded(statement) for statement in kept):
            opening.insert(0, f"{row} = {tuple(values.values())!r}")
        return opening

    def _after_docstring(self) -> int:
        first = self.tree.body[0]
        documented = is_docstring(first, self.tree)
        return self.text.start((first.end_lineno or first.lineno) + 1 if documented else self._first_line)

    @property
    def _first_line(self) -> int:
        """The line below the function's header."""
        line = self.tree.lineno
        while not self.text.lines[line - 1].split("#")[0].rstrip().endswith(":"):
            line += 1
        return line + 1

    # ── What is written in other words ──

    def _mark_tensors(self, kept: list[ast.stmt]) -> None:
        """Names that depend on a tensor are tensors."""
        before = -1 if self.tensors else 0
        while before != len(self.tensors):
            before = len(self.tensors)
            for node in (node for statement in kept for node in ast.walk(statement)):
                if isinstance(node, ast.Assign | ast.AugAssign) and loaded(node) & self.tensors:
                    self.tensors |= assigned(node)

    def _translate(self, node: ast.AST, parts: list[str]) -> None:
        if is_left_out(node):
            return
        if isinstance(node, ast.Call):
            self._call(node)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            holder = self.scope.get(node.value.id)
            if isinstance(holder, ModuleType) and node.value.id not in self.own:
                self._name(node, node.attr, getattr(holder, node.attr), parts)
        elif isinstance(node, ast.Name) and node.id not in self.own and node.id in self.scope:
            self._name(node, node.id, self.scope[node.id], parts)

    def _call(self, node: ast.Call) -> None:
        called = self._meaning(node.func)
        if operator := operator_of(called):
            one, two = node.args
            self._operator(node, one, two, operator)
        elif called in PRIMITIVES and self.dialect.tensors and self._takes_tensors(node.func):
            for argument in node.args:
                # torch's functions of two numbers take no plain one.
                if not loaded(argument) & self.tensors:
                    self.text.wrap(argument, "torch.tensor(", ")")

    def _operator(self, node: ast.Call, one: ast.expr, two: ast.expr, operator: str) -> None:
        """The call of a function as an operator between its arguments."""
        (start, end), first, second = self.text.span(node), self.text.span(one), self.text.span(two)
        outer = ("(", ")") if operator != POWER and self._inside_product(node) else ("", "")
        left, right = (("", "") if _is_atom(part) else ("(", ")") for part in (one, two))
        self.text.replace(start, first[0], outer[0] + left[0])
        self.text.replace(first[1], second[0], left[1] + operator + right[0])
        self.text.replace(second[1], end, right[1] + outer[1])
        leave_out(node.func)

    def _inside_product(self, node: ast.Call) -> bool:
        products = (ast.Mult, ast.Div)
        above = (other for other in self.nodes if isinstance(other, ast.BinOp))
        return any(isinstance(other.op, products) and node in (other.left, other.right) for other in above)

    def _meaning(self, node: ast.expr) -> Any:
        """The function that ``node`` names; None if it names none that is defined outside."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = getattr(self.scope.get(node.value.id), node.attr, None)
        else:
            found = self.scope.get(node.id) if isinstance(node, ast.Name) and node.id not in self.own else None
        return found if callable(found) else None

    def _name(self, node: ast.expr, name: str, value: Any, parts: list[str]) -> None:
        if callable(value) and value in PRIMITIVES:
            spoken = self.dialect.function(PRIMITIVES[value], of_tensors=self._takes_tensors(node))
        elif known := number_name(value, name):
            spoken = self.dialect.number(known)
        elif isinstance(value, FunctionType):
            spoken = self._helper(node, name, value, parts)
        elif isinstance(value, int | float | tuple):
            # By its own name: two constants may have one value.
            spoken, new = self.module.name(name, (self.function.__module__, name))
            parts += [f"{spoken} = {value!r}"] * new
        else:
            raise UntranslatableError(f"{self.function.__module__} uses {name}, which is no number and no function")
        self.text.replace(*self.text.span(node), spoken)

    def _helper(self, node: ast.expr, name: str, value: FunctionType, parts: list[str]) -> str:
        spoken, new = self.module.name(name, (self.dialect.module, value))
        if new:
            inner = _Function(self.module, self.dialect, value, self._tensors_for(value))
            parts.append(inner.written(spoken, {}, None, False, parts))
        return spoken

    def _takes_tensors(self, func: ast.expr) -> bool:
        if not self.tensors:
            return False
        calls = (node for node in self.nodes if isinstance(node, ast.Call) and node.func is func)
        return any(loaded(argument) & self.tensors for call in calls for argument in call.args)

    def _tensors_for(self, helper: FunctionType) -> set[str]:
        """Parameters of ``helper`` that are tensors in any of this function's calls."""
        if not self.tensors:
            return set()
        calls = [n for n in self.nodes if isinstance(n, ast.Call) and self._meaning(n.func) is helper]
        names = helper.__code__.co_varnames
        given = [(names[k], a) for call in calls for k, a in enumerate(call.args)]
        given += [(word.arg, word.value) for call in calls for word in call.keywords if word.arg]
        return {name for name, value in given if loaded(value) & self.tensors}


@cache
def _source(function: FunctionType) -> str:
    return textwrap.dedent(inspect.getsource(function))


def _is_atom(part: ast.expr) -> bool:
    """Whether no operator beside ``part`` takes it apart."""
    return isinstance(part, ast.Name | ast.Call | ast.Attribute | ast.Subscript | ast.Constant)
