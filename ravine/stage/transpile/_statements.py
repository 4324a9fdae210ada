"""Transpile the statements of one function."""

import ast
from collections.abc import Iterable

from ravine.stage.transpile._expressions import Expressions


class Function(Expressions):
    """Transpiler of a whole function."""

    def text(self) -> str:
        """JavaScript source of the function."""
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
        values = self.function.__defaults__ or ()
        bare = len(self.parameters) - len(values)
        defaults = [f" = {self._value(self.tree, value)}" for value in values]
        tails = [""] * bare + defaults
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
            # Evaluate the whole right side before assigning to the left.
            parts = [self.temporary(self.expression(part), lines) for part in node.value.elts]
            for target in node.targets:
                if len(target.elts) != len(parts):  # type: ignore[attr-defined]
                    raise self._refusal(node, f"an assignment of {len(parts)} values to another number of names")
                for name, part in zip(target.elts, parts, strict=True):  # type: ignore[attr-defined]
                    self.put(name, part, lines)
            return lines
        value = self.expression(node.value)
        if len(node.targets) > 1 or not isinstance(node.targets[0], ast.Name):
            value = self.temporary(value, lines)
        for target in node.targets:
            self.put(target, value, lines)
        return lines

    def put(self, target: ast.expr, value: str, lines: list[str]) -> None:
        """Add lines that assign ``value`` to ``target``, a name or a nested tuple of names."""
        match target:
            case ast.Name():
                lines.append(f"{self.local(target.id)} = {value};")
            case ast.Tuple():
                for k, item in enumerate(target.elts):
                    self.put(item, f"{value}[{k}]", lines)
            case _:
                raise self._refusal(target, "an assignment to something else than names")

    def temporary(self, value: str, lines: list[str]) -> str:
        self.temporaries += 1
        lines.append(f"${self.temporaries} = {value};")
        return f"${self.temporaries}"

    def loop(self, node: ast.For) -> str:
        """Head of a loop, with a hidden counter: in Python the body cannot change the number of rounds."""
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
